/// What hosts remember because one of their rules needs it: by default nothing.
struct HostMemory {
  /// The messages that were sent and received.
  var watch: MessageWatch?
  /// Which peers hosts have given up.
  var peersGivenUp: PeersGivenUp?
  /// The answers that hosts keep for retries.
  var keptAnswers: KeptAnswers?

  /// - Parameter hosts: the rules of each host.
  init(_ hosts: [HostRules]) {
    if hosts.contains(where: \.watchesMessages) { watch = MessageWatch(servers: hosts.count) }
    if hosts.contains(where: \.givesUpPeers) { peersGivenUp = PeersGivenUp(hosts) }
    if hosts.contains(where: { $0.keptAnswers != .none }) { keptAnswers = KeptAnswers(hosts) }
  }
}
