/// What hosts with a planted defect remember.
struct HostMemory {
  /// Which messages came and went, if a rule asks.
  var watch: MessageWatch?
  /// Which peers hosts have given up.
  var peersGivenUp = PeersGivenUp()

  init(_ rules: HostRules, servers: Int) {
    if rules.watchesMessages { watch = MessageWatch(servers: servers) }
  }
}
