import RaftCore
import RaftTesting
import Simulator
import Testing
import TicketOffice
import TraceChecker

/// A custom invariant: it looks at what one step changed.
struct CandidateVotesForItself: Invariant {
  static let name = "CandidateVotesForItself"
  static let section = "5.2"
  static let statement = "a server that becomes a candidate votes for itself"
  static let interests: Transition.Changes = .role

  func check(_ change: Transition, _ history: borrowing History) -> Evidence? {
    guard change.after.role == .candidate, change.after.vote != change.server else { return nil }
    return .custom(
      kind: "candidate without its own vote", servers: [change.server],
      text: "s\(change.server) is a candidate of term \(change.after.term) and has not voted for itself")
  }
}

/// A custom rule: candidates do not vote for themselves.
let noOwnVote = Defect("no-own-vote", "a candidate votes for nobody", breaks: ["CandidateVotesForItself"]) { rules in
  rules.voteOfCandidate = { _ in nil }
}

@Test func candidatesVoteForThemselves() {
  expectNoViolation(
    seeds: 1...50, machine: TicketOffice.self, checks: Checker.allChecks + [CandidateVotesForItself()])
}

@Test func ownInvariantFindsOwnRuleChange() {
  withKnownIssue {
    expectNoViolation(
      seeds: 1...50, machine: TicketOffice.self, defect: noOwnVote, checks: [CandidateVotesForItself()])
  } matching: { issue in
    issue.comments.contains { $0.rawValue.contains("has not voted for itself") }
  }
}
