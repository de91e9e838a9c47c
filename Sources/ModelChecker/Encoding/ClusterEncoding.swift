import Simulator
import TraceChecker

extension CoreMessage {
  /// Whether it is the answer to a forwarded request: what it says depends on which leader a server believes in and
  /// which requests wait, and states of models do not have that. No model has it in transit.
  var isPassedBack: Bool { answer != nil }

  /// The message as the checker knows it.
  var described: TraceMessage {
    var message = TraceMessage()
    describe(in: &message)
    return message
  }
}

/// How the parts of a cluster's state become words, under a renaming: injectively, lengths included.
///
/// Servers encode themselves (`ServerCore.encode`): with exactly the variables of `Specs/Raft.tla`.
struct ClusterEncoding: Sendable {
  /// Appends a message that servers send each other in a model: clients ask leaders only, so nothing is forwarded, but
  /// for what a trace has of that. Answers to it depend on what servers leave out of their encoding, and are late
  /// forever: see `CoreMessage.isPassedBack`.
  func encode(_ message: TraceMessage, _ renaming: Renaming, into words: inout [UInt64]) {
    words.append(renaming.server(message.from))
    words.append(renaming.server(message.to))
    words.append(UInt64(message.term))
    switch message.kind {
    case .voteRequest: words += [0, UInt64(message.lastLogIndex), UInt64(message.lastLogTerm)]
    case .voteReply: words += [1, message.granted ? 1 : 0]
    case .appendRequest: encodeRequest(message, renaming, into: &words)
    case .appendReply where message.success: words += [3, UInt64(message.matchIndex)]
    case .appendReply:
      words += [4, UInt64(message.rejectedIndex), UInt64(message.conflictIndex), UInt64(message.conflictTerm)]
    case .forward: words += [5, renaming.command(message.command)]
    case .forwardReply: words += [6, renaming.command(message.command)]
    default: encodeOther(message, renaming, into: &words)
    }
  }

  /// Encodes a message of a kind that the specification lacks: every field that any such kind has. None of them has a
  /// client's command.
  private func encodeOther(_ message: TraceMessage, _ renaming: Renaming, into words: inout [UInt64]) {
    words += [UInt64(message.kind.number) + 16, message.granted ? 1 : 0, UInt64(message.lastLogIndex)]
    words += [UInt64(message.nextTerm), message.command]
    encode(message.entries, renaming, into: &words)
    for text in [message.name, message.data] {
      words.append(UInt64(text.utf8.count))
      words += text.utf8.map { UInt64($0) }
    }
  }

  private func encodeRequest(_ message: TraceMessage, _ renaming: Renaming, into words: inout [UInt64]) {
    words += [2, UInt64(message.prevLogIndex), UInt64(message.prevLogTerm), UInt64(message.leaderCommit)]
    encode(message.entries, renaming, into: &words)
  }

  private func encode(_ entries: [TraceEntry], _ renaming: Renaming, into words: inout [UInt64]) {
    words.append(UInt64(entries.count))
    for entry in entries {
      words += [UInt64(entry.kind.rawValue) << 56 | UInt64(entry.term), renaming.command(entry.command)]
    }
  }

  /// Appends what has happened.
  func encode(_ ghostState: GhostState, _ renaming: Renaming, into words: inout [UInt64]) {
    words.append(UInt64(ghostState.startTerm + 1))
    words.append(UInt64(ghostState.elections.count))
    for election in ghostState.elections.map({ ($0.term, renaming.server($0.leader)) }).sorted(by: <) {
      words += [UInt64(election.0), election.1]
    }
    words.append(UInt64(ghostState.votes.count))
    let votes = ghostState.votes.map { ($0.term, renaming.server($0.voter), renaming.server($0.candidate)) }
    for vote in votes.sorted(by: <) { words += [UInt64(vote.0), vote.1, vote.2] }
    words.append(UInt64(ghostState.committed.count))
    for commit in ghostState.committed {
      words += [UInt64(commit.term), UInt64(commit.entry.term), renaming.command(commit.entry.command)]
    }
    let start = words.count
    words.append(contentsOf: repeatElement(0, count: ghostState.everCommitted.count))
    for server in ghostState.everCommitted.indices {
      words[start + renaming.servers[server]] = UInt64(ghostState.everCommitted[server])
    }
  }
}
