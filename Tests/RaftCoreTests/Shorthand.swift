import RaftCore

/// The position of an entry of `term` at `index`.
func at(_ index: LogIndex, _ term: Term) -> LogPosition { LogPosition(index: index, term: term) }

extension Command {
  /// The client's command with the word `word`.
  init(_ word: UInt64) { self.init(rawValue: word) }
}

extension Entry {
  /// The entry that stands at `index` in every prepared log that has one of `term` there: so prepared logs match
  /// (§5.3).
  static func prepared(_ term: Term, at index: LogIndex) -> Entry {
    Entry(term: term, command: Command(UInt64(term) * 1_000_000 + UInt64(index)))
  }
}

extension Log {
  /// The prepared log whose entries have `terms`.
  init(terms: [Term]) { self.init(terms.enumerated().map { .prepared($1, at: $0 + 1) }) }

  /// The terms of all entries.
  var terms: [Term] { entries(after: base.index).map(\.term) }

  /// The words of all entries.
  var words: [UInt64] { entries(after: base.index).map(\.command.rawValue) }
}

extension EntryBatch {
  /// Prepared entries of `terms`, to come after `index`.
  init(terms: [Term], after index: LogIndex) {
    self.init(terms.enumerated().map { .prepared($1, at: index + $0 + 1) })
  }

  /// The terms of all entries.
  var terms: [Term] { (0..<count).map { self[$0].term } }
}

extension Message {
  var voteRequest: VoteRequest? { if case .voteRequest(let request) = body { request } else { nil } }
  var voteReply: VoteReply? { if case .voteReply(let reply) = body { reply } else { nil } }
  var appendRequest: AppendRequest? { if case .appendRequest(let request) = body { request } else { nil } }
  var appendReply: AppendReply? { if case .appendReply(let reply) = body { reply } else { nil } }
  var forward: Command? { if case .forward(let command) = body { command } else { nil } }
  var forwardReply: Answer? { if case .forwardReply(let answer) = body { answer } else { nil } }
}

extension Server {
  /// The canonical encoding.
  var encoding: [UInt64] {
    var words: [UInt64] = []
    encode(into: &words)
    return words
  }
}
