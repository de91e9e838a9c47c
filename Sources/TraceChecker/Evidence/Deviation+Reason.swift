extension Deviation {
  /// Why a condition of the specification does not hold in a step: the one thing that differs, with its numbers.
  public indirect enum Reason: Hashable, Sendable {
    // MARK: Terms, roles and votes

    /// A message has another term than the server.
    case terms(own: Int, message: Int)
    /// A message of a newer term than the server's makes it a follower.
    case newerTerm(before: Int, message: Int)
    /// A follower hears the leader of its term.
    case heardLeader(Int)
    /// The role of the server.
    case role(TraceRole)
    /// The vote that the server gave in the term of the request.
    case voted(for: Int)
    /// Where the logs of a candidate and of the voter end.
    case logEnds(candidate: LogEnd, own: LogEnd)

    // MARK: Appends

    /// The request's entries follow an index beyond the end of the log.
    case noPreviousEntry(index: Int, lastIndex: Int)
    /// The log has an entry of another term where the request's entries follow.
    case previousTerm(index: Int, own: Int, message: Int)
    /// The log has the entry that the request's entries follow.
    case hasPrevious(index: Int, term: Int)
    /// The first entry of the request that conflicts with the log.
    case conflict(index: Int, own: Int, message: Int)
    /// The log has the same entries as the request up to an index.
    case agrees(upTo: Int)
    /// The index of the last entry of the request.
    case requestEnds(at: Int)
    /// The index of the last entry of the log; it was another before the step, if `before` differs.
    case logEnd(Int, before: Int)
    /// The first entry of the term that conflicts with a request, or where the log ends.
    case hint(index: Int, term: Int)

    // MARK: Commits

    /// The servers whose logs have the entries up to an index, as far as the leader knows.
    case holders([Int], of: Int, servers: Int, isMajority: Bool)
    /// The entry to be committed is of an earlier term than the leader's.
    case earlierTerm(index: Int, term: Int, own: Int)
    /// The leader's commit index, as the request has it.
    case leaderCommit(Int)
    /// Only a request of the leader raises the commit index of another server.
    case noRequestOfLeader
    /// The commit index of the server, and that of a message or an answer.
    case commitIndex(own: Int, message: Int)

    // MARK: Messages

    /// The message goes to its sender.
    case toItself
    /// The message that the step received is from another server.
    case sender(Int)
    /// The end of the server's log, and what the message says of it.
    case statedEnd(own: LogEnd, message: LogEnd)
    /// The leader's match index of the receiver is not before the first entry that the message has.
    case matches(upTo: Int, first: Int)
    /// The term of the entry before the message's entries, in the log and as the message has it.
    case statedTerm(index: Int, own: Int, message: Int)
    /// An entry of the log, and the message's of the same index.
    case entry(index: Int, own: TraceEntry?, message: TraceEntry)
    /// The index up to which the logs match, as the reply must state it.
    case verified(Int)
    /// The command of the request or of the received message, if there is one, and the message's.
    case command(requested: UInt64?, message: UInt64)
  }
}
