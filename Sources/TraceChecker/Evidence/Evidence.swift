/// Why a check failed, as data: the single condition that failed, with the servers, entries, messages and client
/// operations that show it. `EvidenceText` turns it into text.
///
/// Indirect, so that the steps that violate nothing return one word.
public indirect enum Evidence: Hashable, Sendable {
  // MARK: Terms, votes and roles

  /// A server was elected in a term that has another leader already.
  case twoLeaders(term: Int, first: ElectedLeader, second: ElectedLeader)
  /// A server voted for `second` in a term in which it had voted for `first`.
  case twoVotes(voter: Int, term: Int, first: Int, second: Int)
  /// A server granted `candidate` its vote in a term in which it had voted for another server, `vote`.
  case grantDespiteVote(voter: Int, term: Int, vote: Int, candidate: Int)
  /// A server voted for a candidate whose log is less up-to-date than its own.
  case voteForOlderLog(term: Int, voter: Int, log: LogEnd, candidate: Int, candidateLog: LogEnd)
  /// A server's term fell.
  case termFell(server: Int, from: Int, to: Int)
  /// A message carries a term above `highest`, the highest that its sender has had.
  case messageAheadOfSender(kind: TraceMessage.Kind?, term: Int, sender: Int, receiver: Int, highest: Int)
  /// A role or a term changed in a way that Figure 4 does not allow.
  case roleChange(RoleChange)

  /// The code of a server trapped in a step, or its state machine did when it applied what the step committed; `trap`
  /// is what is known about it.
  case trapped(server: Int, TrapPoint, RuntimeTrap?)

  // MARK: Logs

  /// Two logs have different entries of one index and term.
  case twoEntries(index: Int, first: StoredEntry, second: StoredEntry)
  /// Two logs have the same entry at an index, and differ before it; `difference` is where, if both still have it.
  case twoPrefixes(index: Int, first: StoredEntry, second: StoredEntry, difference: LogDifference?)
  /// The entry at `index` has an earlier term than the entry before it.
  case termsFallAlongLog(server: Int, index: Int, previous: TraceEntry, entry: TraceEntry)
  /// An entry has a term in which no leader was elected.
  case entryOfUnelectedTerm(server: Int, state: ServerState, index: Int, entry: TraceEntry)
  /// A leader removed or replaced an entry of its log.
  case leaderChangedEntry(server: Int, term: Int, index: Int, before: TraceEntry?, after: TraceEntry?)
  /// A log changed in a step or in a way in which it must not.
  case logChange(LogChange)
  /// A restarted server lacks something durable.
  case restart(server: Int, RestartLoss)
  /// A leader's match index of a server fell.
  case matchIndexFell(leader: Int, state: ServerState, peer: Int, from: Int, to: Int, cause: StepCause)
  /// A leader's next index of a server is not above its match index.
  case nextIndexNotAboveMatch(leader: Int, state: ServerState, peer: Int, match: Int, next: Int, cause: StepCause)

  // MARK: Commits

  /// The commit index of a running server fell.
  case commitIndexFell(server: Int, from: Int, to: Int)
  /// A commit index is beyond the end of the log.
  case commitIndexBeyondLog(server: Int, commit: Int, length: Int)
  /// A server changed or removed an entry that it had committed; `commit` is the highest index it ever committed.
  case committedEntryChanged(server: Int, commit: Int, index: Int, before: TraceEntry?, after: TraceEntry?)
  /// Only the logs of `holders` have a committed entry and all before it, after a step of `server`.
  case committedOnMinority(CommittedEntry, holders: [Int], servers: Int, server: Int)
  /// The logs of a majority, `lacking`, lack something that a server has committed, after a step of `changed`.
  case committedLackedByMajority(
    server: Int, index: Int, entry: TraceEntry?, lacking: [Int], servers: Int, changed: Int)
  /// A server commits `entry` where another server committed another one.
  case twoCommittedEntries(server: Int, entry: TraceEntry, first: CommittedEntry)
  /// A log that is at least as up-to-date as that of a server lacks what this server has committed.
  case committedLackedByUpToDateLog(server: LogView, other: LogView, index: Int)
  /// An elected leader lacks an entry that was committed in an earlier term; at its index it has `found`.
  case leaderLacksCommitted(leader: Int, term: Int, voters: [Int], found: TraceEntry?, lost: CommittedEntry)
  /// A leader's commit index rose to an entry of an earlier term.
  case leaderCommitsEarlierTerm(server: Int, state: ServerState, from: Int, entry: TraceEntry)

  // MARK: Whole runs and conformance

  /// A step is not an action of the specification.
  case deviation(Deviation)
  /// A client got an answer that no order of the operations explains.
  case unexplainedAnswer(UnexplainedAnswer)
  /// A client's answer says that its command is committed, but not what the command returned.
  case answerWithoutResult(ClientCall)
  /// A client's answer says that its command was not taken and never will be, and a copy of the command takes effect.
  case refusedCommandTakesEffect(ClientCall, CommittedEntry)
  /// The cluster does not recover in time after the faults have ended.
  case stalled(Stall)
  /// Replicas of the state machine that applied the same entries have different outputs or states.
  case replicasDiffer(ReplicaDifference)

  /// What a check outside this project found.
  case custom(kind: String, servers: [Int], text: String)
}

/// A leader, who voted for it, and the step that elected it.
public struct ElectedLeader: Hashable, Sendable {
  /// The number of the leader.
  public let server: Int
  /// The servers that are known to have voted for it, by number.
  public let voters: [Int]
  /// The number of the step that elected it, or `0` if it is not known.
  public let step: Int
}

/// The last entry of a log.
public struct LogEnd: Hashable, Sendable {
  /// The index of the last entry; `0` for an empty log.
  public let index: Int
  /// The term of the last entry; `0` for an empty log.
  public let term: Int

  init(_ log: borrowing LogHistory) { (index, term) = (log.count, log.lastTerm) }

  init(index: Int, term: Int) { (self.index, self.term) = (index, term) }
}

/// An entry in the log of a server, and the step that put it there.
public struct StoredEntry: Hashable, Sendable {
  /// The number of the server whose log has the entry.
  public let server: Int
  /// The entry: its term and its command.
  public let entry: TraceEntry
  /// The number of the step that put it there, or `0` if it is not known.
  public let step: Int
}

/// The first index at which two logs differ, with the entry of the second server and of the first.
public struct LogDifference: Hashable, Sendable {
  /// The first index at which the logs differ.
  public let index: Int
  /// The entry in the log in which the difference was found.
  public let found: TraceEntry
  /// The entry in the log that was seen before.
  public let earlier: TraceEntry
}

/// A server's log, with what it has at the index in question.
public struct LogView: Hashable, Sendable {
  /// The number of the server.
  public let server: Int
  /// The index and term at which its log ends.
  public let end: LogEnd
  /// The entry at the index in question; `nil` if the log has none there.
  public let entry: TraceEntry?
}

/// An entry with the server that committed it first.
public struct CommittedEntry: Hashable, Sendable {
  /// The index of the entry in the log.
  public let index: Int
  /// The entry; `nil` if it is forgotten because every log has passed it.
  public let entry: TraceEntry?
  /// The number of the server that committed it first.
  public let server: Int
  /// The term of that server when it committed the entry.
  public let term: Int
  /// The number of the step in which it did, or `0` if it is not known.
  public let step: Int

  init(_ index: Int, of committed: borrowing CommittedPrefix) {
    self.index = index
    (term, server) = committed.committer(of: index)
    let record = index > committed.forgotten ? committed[index] : nil
    (entry, step) = (record?.entry, record?.step ?? 0)
  }
}

/// What a step was: its action, and the kind of the message that it received.
public struct StepCause: Hashable, Sendable {
  /// The action that the step was.
  public let action: Action
  /// The kind of the message that the step received, if it received one.
  public let received: TraceMessage.Kind?

  init(_ change: Transition) { (action, received) = (change.action, change.received) }
}

/// A change of role or term, and the rule that it violates.
public struct RoleChange: Hashable, Sendable {
  /// The number of the server whose role or term changed.
  public let server: Int
  /// The state of the server before the step.
  public let before: ServerState
  /// The state of the server after the step.
  public let after: ServerState
  /// What the step was.
  public let cause: StepCause
  /// The rule of Figure 4 that the change violates.
  public let rule: Rule
  /// The term of the message received, where the rule is about it.
  public let messageTerm: Int?

  /// The rules of Figure 4.
  public enum Rule: String, Hashable, Sendable {
    case restartedServerFollows, leaderNeverStands, candidateByTimeout, candidateInNewTerm
    case leaderKeepsTerm, onlyCandidateWins, winsByVoteReply, winsInOwnTerm, termFromMessage
  }
}

/// A change of a log, and the rule that it violates.
public struct LogChange: Hashable, Sendable {
  /// The number of the server whose log changed.
  public let server: Int
  /// The state of the server before the step.
  public let before: ServerState
  /// The state of the server after the step.
  public let after: ServerState
  /// The first index that changed.
  public let index: Int
  /// The entry that was at the index before; `nil` if there was none.
  public let removed: TraceEntry?
  /// The entry that is there now; `nil` if there is none.
  public let added: TraceEntry?
  /// What the step was.
  public let cause: StepCause
  /// The rule that the change violates.
  public let rule: Rule

  /// The rules of changes of logs.
  public enum Rule: String, Hashable, Sendable {
    case followerByAppend, leaderOnlyAdds, leaderByRequest, leaderOwnTerm, electedAddsNoOp
  }
}

/// What a restarted server lacks, or has in place of what it had.
public enum RestartLoss: Hashable, Sendable {
  /// The term is lower.
  case term(before: Int, after: Int)
  /// The vote of the term is another; `nil` for none.
  case vote(term: Int, before: Int, after: Int?)
  /// The entry at an index is another, or gone.
  case entry(index: Int, before: TraceEntry?, after: TraceEntry?)
  /// The log is longer than it was.
  case longerLog(before: Int, after: Int)
}

/// An operation of a client.
public struct ClientCall: Hashable, Sendable {
  /// The number of the client: `0` for c0.
  public let client: Int
  /// The number of the command, as entries of the log have it.
  public let command: UInt64
  /// The operation that it requested.
  public let operation: ClientOperation
  /// The result that the client received, if it is known.
  public let result: ClientResult?
  /// Whether the operation has completed, as far as the client knows.
  public let hasEnded: Bool
}

/// An answer that no order of the operations explains.
public struct UnexplainedAnswer: Hashable, Sendable {
  /// The operation that was answered.
  public let call: ClientCall
  /// The operations that were open when it was answered.
  public let concurrent: [ClientCall]
  /// The possible states of the object at that time, as far as they are known, in the model's notation.
  public let states: [String]
}

/// What is missing of progress after the faults have ended.
public struct Stall: Hashable, Sendable {
  /// The numbers of all servers of the cluster.
  public let servers: [Int]
  /// The time from the end of the faults to the deadline, in microseconds of virtual time.
  public let waited: Int
  /// The first requirement of recovery that is not met.
  public let missing: Missing
  /// Why it is missing, in one clause, as far as the driver of the cluster knows.
  public let cause: String?
  /// What each server, channel and client waits for, as the driver of the cluster describes it.
  public let details: [String]

  /// A cluster that did not recover in time.
  public init(servers: [Int], waited: Int, missing: Missing, cause: String? = nil, details: [String] = []) {
    self.servers = servers
    self.waited = waited
    self.missing = missing
    self.cause = cause
    self.details = details
  }

  /// What can be missing.
  public enum Missing: Hashable, Sendable {
    /// A server is not up.
    case server(Int)
    /// There is not one leader, but so many.
    case leader(count: Int)
    /// So many clients wait for an answer.
    case answers(clients: Int)
    /// The logs differ, or are not committed on every server.
    case agreement
  }
}
