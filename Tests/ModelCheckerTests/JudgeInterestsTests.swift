import Testing

@testable import ModelChecker
@testable import TraceChecker

/// What one server's step shows to the checks of the whole cluster, if few are asked for.
struct JudgeInterestsTests {
  /// An entry more of the same term may be one that lacks what another server has committed at its index: only the
  /// cluster knows.
  @Test func logsThatMayLackCommitsAreShown() {
    var judge = Judge(servers: 3, checks: [UpToDateLogHoldsCommitted()])
    var leader = KnownState.Server()
    (leader.state.term, leader.state.vote, leader.state.role) = (1, 1, .leader)
    leader.log = [TraceEntry(term: 1, command: 0)]
    var event = TraceEvent()
    (event.action, event.server, event.state) = (.request, 1, leader.state)
    (event.logKept, event.appended) = (1, [TraceEntry(term: 1, command: 2)])
    #expect(judge.judge(event, of: leader, isAhead: false).isVisible)
    var knownState = KnownState(servers: 3)
    knownState.servers[1] = leader
    knownState.servers[0].log = leader.log + [TraceEntry(term: 1, command: 1)]
    (knownState.servers[0].state.term, knownState.servers[0].state.commit) = (1, 2)
    knownState.ghostState.committed = knownState.servers[0].log.map { GhostState.Commit(entry: $0, term: 1) }
    let visibleStep = judge.visibleStep(event, from: 0, to: 1, isAhead: false)
    #expect(judge.judge(visibleStep, in: knownState).broken == 0)
  }
}
