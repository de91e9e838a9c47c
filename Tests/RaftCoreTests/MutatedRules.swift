import RaftCore
import Testing

/// Rules in which one differs from the paper's, or all do.
struct MutatedRules: Sendable, CustomTestStringConvertible {
  let testDescription: String
  private let plant: @Sendable (inout Rules) -> Void

  init(_ name: String, _ plant: @escaping @Sendable (inout Rules) -> Void) {
    testDescription = name
    self.plant = plant
  }

  var rules: Rules {
    var rules = Rules()
    plant(&rules)
    return rules
  }

  private static let single: [MutatedRules] = [
    .init("a term may fall") { $0.termAfterHearing = { _, heard in heard } },
    .init("terms are not heard") { $0.termAfterHearing = { current, _ in current } },
    .init("nobody steps down") { $0.stepsDownOnNewerTerm = { _ in false } },
    .init("leaders lead on") { $0.stepsDownOnNewerTerm = { $0 != .leader } },
    .init("candidates do not vote") { $0.voteOfCandidate = { _ in nil } },
    .init("any log will do") { $0.isUpToDate = { _, _, _ in true } },
    .init("no log will do") { $0.isUpToDate = { _, _, _ in false } },
    .init("votes are always free") { $0.isVoteFree = { _, _ in true } },
    .init("a new term begins with a vote") { $0.voteInNewTerm = { $1 ?? ($0 == .leader ? nil : 0) } },
    .init("a repeated request is always granted") { $0.grantsRepeatedRequest = { _ in true } },
    .init("votes carry another term") { $0.termOfVoteReply = { $0 + 1 } },
    .init("any grant counts") { $0.countsVote = { _, _ in true } },
    .init("one is a quorum") { $0.isQuorum = { _, _ in true } },
    .init("there is no quorum") { $0.isQuorum = { _, _ in false } },
    .init("half is a quorum") { $0.isQuorum = { 2 * $0.count >= $1.voters.count } },
    .init("a leader clears the vote") { $0.voteAfterHearingLeader = { _, _ in nil } },
    .init("all entries have the last term") { $0.termAt = { _, _, last in last.term } },
    .init("no entry has a term") { $0.termAt = { _, _, _ in nil } },
    .init("terms are read beyond the end") { $0.termAt = { index, own, _ in own ?? index } },
    .init("no event changes a timer") {
      $0.electionTimer = { _ in .none }
      $0.heartbeatTimer = { _ in .none }
    },
    .init("all events stop the election timer and start heartbeats") {
      $0.electionTimer = { _ in .stop }
      $0.heartbeatTimer = { _ in .reset }
    },
    .init("no entry can be read") { $0.readFails = { _, _ in true } },
    .init("requests begin anew after a failed read") {
      $0.readFails = { index, term in (index + term) % 3 == 0 }
      $0.previousAfterFailedRead = { _ in LogPosition(index: 0, term: 0) }
    },
    .init("all entries are accepted") { $0.acceptsAppend = { _, _, _ in true } },
    .init("everything fits") { $0.fitsPrevious = { _, _, _ in true } },
    .init("any entry fits") { $0.fitsPrevious = { _, own, _ in own != nil } },
    .init("what ends at the same index fits") { $0.fitsPrevious = { $0.index == $2.index || $0.term == $1 } },
    .init("all entries conflict") { $0.conflicts = { _, _ in true } },
    .init("no entries conflict") { $0.conflicts = { _, _ in false } },
    .init("always cut") { $0.truncates = { _, _, _ in true } },
    .init("never cut") { $0.truncates = { _, _, _ in false } },
    .init("cut at the start of the log") { $0.truncates = { _, previous, _ in previous == 0 } },
    .init("entries are restamped") { $0.storedEntry = { Entry(term: $1, command: $0.command) } },
    .init("the end of the log is acknowledged") { $0.acknowledgedIndex = { $1 } },
    .init("leaders send nothing") { $0.sending = { _, _, _, _ in .nothing } },
    .init("leaders send heartbeats only") { $0.sending = { _, _, _, _ in .heartbeat } },
    .init("leaders send entries only for new ones") {
      $0.sending = { reason, _, _, _ in reason == .newEntry ? .entries : .nothing }
    },
    .init("any answer counts") { $0.countsAppendReply = { _, _ in true } },
    .init("the match index may fall") { $0.matchIndex = { $1 } },
    .init("the match index outlives elections") { $0.matchIndexOnElection = { $0 } },
    .init("no rejection is late") { $0.isLateRejection = { _, _ in false } },
    .init("all rejections are late") { $0.isLateRejection = { _, _ in true } },
    .init("the next index may fall to anything") { $0.lowestNextIndex = { _ in 0 } },
    .init("deposed leaders report commits") {
      $0.answerOfDeposedLeader = { index, _ in .committed(index: index, output: 0) }
    },
    .init("any entry is counted") { $0.commitsByCounting = { _, _ in true } },
    .init("followers commit what the leader has") { $0.followerCommit = { leader, _, _ in leader } },
    .init("followers commit all they have") { $0.followerCommit = { _, _, last in last } },
    .init("the commit index may fall") { $0.commitIndex = { $1 } },
  ]

  private static let combined: [MutatedRules] = [
    .init("everything goes") { rules in
      for mutation in single.reversed() { mutation.plant(&rules) }
    },
    .init("everything goes, the other way") { rules in
      for mutation in single { mutation.plant(&rules) }
    },
    .init("leaders take what they are sent, cut it and commit it") {
      $0.acceptsAppend = { _, _, _ in true }
      $0.isQuorum = { _, _ in true }
      $0.conflicts = { _, _ in true }
      $0.truncates = { _, _, _ in true }
      $0.matchIndexOnElection = { $0 }
      $0.followerCommit = { leader, _, _ in leader }
      $0.commitsByCounting = { _, _ in true }
      $0.isLateRejection = { _, _ in false }
    },
  ]

  static let all = single + combined

  /// Those that break what a cluster promises within a few short runs; the others take a campaign.
  static let unsafe =
    [
      "a term may fall", "leaders lead on", "candidates do not vote", "any log will do", "votes are always free",
      "any grant counts", "half is a quorum", "any entry fits", "always cut", "no entries conflict",
      "entries are restamped", "followers commit what the leader has", "followers commit all they have",
      "the commit index may fall",
    ].map { name in
      guard let mutation = single.first(where: { $0.testDescription == name }) else {
        preconditionFailure("no mutation is called '\(name)'")
      }
      return mutation
    }
}
