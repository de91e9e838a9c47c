import RaftCore
import TraceChecker

extension Message {
  /// Whether it is the answer to a forwarded request: what it says depends on which leader a server believes in and which
  /// requests wait, and states of models do not tell that. No model has it under way.
  var isPassedBack: Bool { if case .forwardReply = body { true } else { false } }
}

/// How the parts of a cluster's state become words, under a renaming: injectively, lengths included.
///
/// This is the view by which states are told apart, and it has exactly the variables of `Specs/Raft.tla`. Of the core's
/// state it leaves out what no message and no later state of these variables depends on, as long as clients ask leaders
/// only: the leader that a server believes in, the requests that wait for an answer, and, for servers that do not lead,
/// next and match indexes.
struct ClusterEncoding: Sendable {
  /// Whether match indexes outlive leadership: only under a wrong rule.
  let keepsMatch: Bool

  init(_ rules: Rules) { keepsMatch = rules.matchIndexOnElection(1) != 0 }

  /// Appends a server.
  func encode(_ server: Server, _ renaming: Renaming, into words: inout [UInt64]) {
    words.append(renaming.server(server.id))
    words.append(UInt64(server.currentTerm))
    words.append(renaming.server(server.votedFor))
    words.append(UInt64(server.role.rawValue))
    words.append(UInt64(server.commitIndex))
    words.append(renaming.set(server.votesGranted.rawValue))
    words.append(UInt64(server.log.lastIndex))
    for entry in server.log.entries(behind: 0) { encode(entry, renaming, into: &words) }
    encodePeers(server, renaming, into: &words)
  }

  /// A renaming moves the peers to other places.
  private func encodePeers(_ server: Server, _ renaming: Renaming, into words: inout [UInt64]) {
    let isLeader = server.role == .leader
    guard isLeader || keepsMatch else { return }
    let start = words.count
    let width = isLeader ? 2 : 1
    words.append(contentsOf: repeatElement(0, count: width * server.configuration.servers))
    for peer in 0..<server.configuration.servers {
      let place = start + width * renaming.servers[peer]
      words[place] = UInt64(server.matchIndex(of: peer))
      if isLeader { words[place + 1] = UInt64(server.nextIndex(of: peer)) }
    }
  }

  private func encode(_ entry: Entry, _ renaming: Renaming, into words: inout [UInt64]) {
    words.append(UInt64(entry.term))
    words.append(renaming.command(entry.command.rawValue))
  }

  /// Appends a message that servers send each other in a model: clients ask leaders only, so nothing is forwarded, but for
  /// what a trace has of that. Answers to it depend on what is left out here, and are late for ever: see
  /// `Message.isPassedBack`.
  func encode(_ message: Message, _ renaming: Renaming, into words: inout [UInt64]) {
    words.append(renaming.server(message.from))
    words.append(renaming.server(message.to))
    words.append(UInt64(message.term))
    switch message.body {
    case .voteRequest(let request): words += [0, UInt64(request.last.index), UInt64(request.last.term)]
    case .voteReply(let reply): words += [1, reply.granted ? 1 : 0]
    case .appendRequest(let request): encode(request, renaming, into: &words)
    case .appendReply(.accepted(let match)): words += [3, UInt64(match)]
    case .appendReply(.rejected(let previous, let hint)):
      words += [4, UInt64(previous), UInt64(hint.index), UInt64(hint.term)]
    case .forward(let command): words += [5, renaming.command(command.rawValue)]
    case .forwardReply(let answer): words += [6, renaming.command(answer.command.rawValue)]
    }
  }

  private func encode(_ request: AppendRequest, _ renaming: Renaming, into words: inout [UInt64]) {
    words += [2, UInt64(request.previous.index), UInt64(request.previous.term), UInt64(request.commit)]
    words.append(UInt64(request.entries.count))
    for offset in 0..<request.entries.count { encode(request.entries[offset], renaming, into: &words) }
  }

  /// Appends what has happened.
  func encode(_ past: Past, _ renaming: Renaming, into words: inout [UInt64]) {
    words.append(UInt64(past.toldTerm + 1))
    words.append(UInt64(past.elections.count))
    for election in past.elections.map({ ($0.term, renaming.server($0.leader)) }).sorted(by: <) {
      words += [UInt64(election.0), election.1]
    }
    words.append(UInt64(past.votes.count))
    let votes = past.votes.map { ($0.term, renaming.server($0.voter), renaming.server($0.candidate)) }
    for vote in votes.sorted(by: <) { words += [UInt64(vote.0), vote.1, vote.2] }
    words.append(UInt64(past.committed.count))
    for commit in past.committed {
      words += [UInt64(commit.term), UInt64(commit.entry.term), renaming.command(commit.entry.command)]
    }
    let start = words.count
    words.append(contentsOf: repeatElement(0, count: past.everCommitted.count))
    for server in past.everCommitted.indices {
      words[start + renaming.servers[server]] = UInt64(past.everCommitted[server])
    }
  }
}
