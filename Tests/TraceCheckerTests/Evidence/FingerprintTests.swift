import Testing

@testable import TraceChecker

@Suite("Fingerprint of evidence") struct EvidenceFingerprintTests {
  /// A run of five servers in which `voter` votes for `first` and then for `second` in `term`.
  private static func secondVote(_ voter: Int, _ first: Int, _ second: Int, term: Int) -> UInt64? {
    var script = ConformanceScript(servers: 5)
    for candidate in [first, second] {
      script.step(.timeout, candidate, sends: [.voteRequest(candidate, voter, term)]) {
        $0.term(term, vote: candidate)
        $0.state.role = .candidate
      }
    }
    script.receive(.voteRequest(first, voter, term)) { $0.term(term, vote: first) }
    script.receive(.voteRequest(second, voter, term)) { $0.term(term, vote: second) }
    return script.checker.violations.first { $0.invariant == "Conformance" }?.fingerprint
  }

  /// A run in which `voter` votes for a candidate in a step in which it must not: its vote is free, and nobody asks.
  private static func unaskedVote(_ voter: Int) -> UInt64? {
    var script = ConformanceScript(servers: 5)
    script.step(.timeout, 0, sends: [.append(0, voter, 1)]) {
      $0.term(1, vote: 0)
      $0.state.role = .candidate
    }
    return script.checker.violations.first?.fingerprint
  }

  @Test("Equal failures of other servers have equal fingerprints, other failures of the same action do not")
  func secondVotes() throws {
    let one = try #require(Self.secondVote(0, 2, 4, term: 1))
    #expect(Self.secondVote(3, 1, 0, term: 1) == one)
    let other = try #require(Self.refusedVote(1))
    #expect(other != one)
    #expect(Self.refusedVote(3) == other)
    #expect(Self.unaskedVote(1) != nil && Self.unaskedVote(1) == Self.unaskedVote(2) && Self.unaskedVote(1) != one)
  }

  /// `voter` does not record the vote that it owes.
  private static func refusedVote(_ voter: Int) -> UInt64? {
    var script = ConformanceScript(servers: 5)
    script.step(.timeout, 0, sends: [.voteRequest(0, voter, 1)]) {
      $0.term(1, vote: 0)
      $0.state.role = .candidate
    }
    script.receive(.voteRequest(0, voter, 1)) { $0.term(1) }
    return script.checker.violations.first?.fingerprint
  }

  private static func deviation(_ condition: Deviation.Condition) -> Evidence {
    Evidence.deviation(Deviation(condition, TraceEvent.receipt, server: 1, History(servers: 3)))
  }

  private static func outputs(
    _ index: Int, _ command: UInt64, _ first: String, _ second: String?, servers: [Int]
  ) -> Evidence {
    .replicasDiffer(
      .outputs(
        index: index, command: command, first: ReplicaOutput(server: servers[0], text: first),
        second: ReplicaOutput(server: servers[1], text: second)))
  }

  private static func states(_ index: Int, servers: [Int]) -> Evidence {
    .replicasDiffer(
      .states(
        index: index, first: ReplicaState(server: servers[0], hash: 5),
        second: ReplicaState(server: servers[1], hash: 6)))
  }

  /// Evidence by pairs: the two of a pair are the same failure with other servers, indexes, terms and commands.
  private static let pairs: [(Evidence, Evidence)] = {
    let (one, two) = (TraceEntry(term: 1, command: 7), TraceEntry(term: 3, command: 9))
    let (state, other) = (ServerState(), ServerState())
    return [
      (
        .twoLeaders(
          term: 1, first: ElectedLeader(server: 0, voters: [0, 1], step: 4),
          second: ElectedLeader(server: 2, voters: [2], step: 9)),
        .twoLeaders(
          term: 5, first: ElectedLeader(server: 3, voters: [], step: 1),
          second: ElectedLeader(server: 1, voters: [0, 1, 4], step: 2))
      ),
      (.twoVotes(voter: 0, term: 1, first: 1, second: 2), .twoVotes(voter: 4, term: 2, first: 0, second: 3)),
      (.termFell(server: 0, from: 3, to: 1), .termFell(server: 1, from: 9, to: 8)),
      (
        .twoEntries(
          index: 1, first: StoredEntry(server: 0, entry: one, step: 1),
          second: StoredEntry(server: 1, entry: one, step: 2)),
        .twoEntries(
          index: 8, first: StoredEntry(server: 2, entry: two, step: 7),
          second: StoredEntry(server: 0, entry: two, step: 9))
      ),
      (.restart(server: 0, .term(before: 3, after: 1)), .restart(server: 2, .term(before: 9, after: 4))),
      (
        .restart(server: 0, .entry(index: 1, before: one, after: nil)),
        .restart(server: 2, .entry(index: 5, before: two, after: nil))
      ),
      (
        .restart(server: 0, .entry(index: 1, before: one, after: two)),
        .restart(server: 2, .entry(index: 5, before: two, after: one))
      ),
      (
        .leaderCommitsEarlierTerm(server: 0, state: state, from: 0, entry: one),
        .leaderCommitsEarlierTerm(server: 1, state: other, from: 4, entry: two)
      ),
      (deviation(.timeoutOfLeader(term: 1)), deviation(.timeoutOfLeader(term: 4))),
      (
        deviation(.vote(term: 1, held: 2, allowed: 2, seen: 3)), deviation(.vote(term: 2, held: 0, allowed: 0, seen: 1))
      ),
      (
        deviation(.vote(term: 1, held: nil, allowed: 2, seen: nil)),
        deviation(.vote(term: 9, held: nil, allowed: 0, seen: nil))
      ),
      (
        deviation(.commit(before: 1, allowed: 2, seen: 3)), deviation(.commit(before: 4, allowed: 4, seen: 9))
      ),
      (
        deviation(.commit(before: 1, allowed: 2, seen: 1)), deviation(.commit(before: 4, allowed: 6, seen: 5))
      ),
      (
        deviation(.sends(.vote(0, 1, 1), allowed: .vote(granted: false, term: 2))),
        deviation(.sends(.vote(2, 1, 5), allowed: .vote(granted: false, term: 7)))
      ),
      (deviation(.answers(2)), deviation(.answers(3))),
      (
        .stalled(Stall(servers: [0, 1, 2], waited: 10, missing: .leader(count: 0))),
        .stalled(Stall(servers: [0], waited: 99, missing: .leader(count: 0)))
      ),
      (
        .stalled(Stall(servers: [0, 1, 2], waited: 10, missing: .leader(count: 2))),
        .stalled(Stall(servers: [0], waited: 99, missing: .leader(count: 3)))
      ),
      (outputs(2, 12, "7", "8", servers: [0, 1]), outputs(9, 3, "1", nil, servers: [2, 2])),
      (states(64, servers: [0, 1]), states(128, servers: [3, 3])),
    ]
  }()

  @Test("Equal failures have one kind, whatever the servers, indexes, terms and commands; no two kinds share a hash")
  func kinds() {
    for (one, other) in Self.pairs {
      #expect(one.kind == other.kind && one.kindHash == other.kindHash && !one.kind.isEmpty)
    }
    #expect(Set(Self.pairs.map { $0.0.kindHash }).count == Self.pairs.count)
  }

  @Test("Every failure is worded without the dialect of conjuncts, and names its servers")
  func texts() {
    for evidence in Self.pairs.flatMap({ [$0.0, $0.1] }) {
      let text = EvidenceText.text(evidence)
      #expect(!text.contains("nobody") && !text.contains(", and is ") && !text.contains("behind index"))
      for server in evidence.servers where !text.contains("s\(server)") {
        if case .stalled = evidence { continue }
        Issue.record("'\(text)' does not name s\(server)")
      }
    }
    #expect(
      EvidenceText.text(Self.outputs(9, 12, "6", "7", servers: [0, 2]))
        == "s0 and s2 must return the same output for command 12 at index 9: s0 returned 6, s2 returned 7")
    #expect(
      EvidenceText.text(Self.outputs(9, 12, "6", nil, servers: [2, 2]))
        == "s2 must return the same output for command 12 at index 9 as before its restart: it returned 6 then, and "
        + "nothing now")
    #expect(
      EvidenceText.text(Self.states(64, servers: [0, 2]))
        == "s0 and s2 must have the same state after index 64: the state hash of s0 was 5, that of s2 is 6")
    let vote = Self.deviation(.vote(term: 3, held: 2, allowed: 2, seen: 4))
    #expect(
      EvidenceText.text(vote).hasPrefix("s1 must not vote for s4 in term 3: it voted for s2 in the same term"))
  }
}

extension TraceEvent {
  /// A request for votes arrives at server 1.
  fileprivate static var receipt: TraceEvent {
    var event = TraceEvent()
    event.action = .receive
    event.server = 1
    event.message = .voteRequest(0, 1, 1)
    return event
  }
}
