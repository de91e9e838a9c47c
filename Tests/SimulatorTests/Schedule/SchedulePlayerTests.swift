import RaftCore
import Simulator
import Testing
import TraceChecker

@Suite("A player of schedules")
struct SchedulePlayerTests {
  @Test("plays an election and a commit, step by step")
  func commit() {
    var play = Play()
    play.elect(0, by: 1)
    #expect(play.player.server(0).role == .leader)
    #expect(play.does(.request, 0, command: 7) == .played)
    for _ in 0..<2 { #expect(play.does(.receive, .appendRequest, from: 0, to: 1) == .played) }
    for _ in 0..<2 { #expect(play.does(.receive, .appendReply, from: 1, to: 0) == .played) }
    #expect(play.player.server(0).commitIndex == 2)
    #expect(play.does(.heartbeat, 0) == .played)
    #expect(play.player.observer.checker.history.committed.count == 2)
    #expect(play.violations.isEmpty)
  }

  @Test("numbers the steps, and gives each its number for a time")
  func numbers() {
    var play = Play()
    _ = play.does(.heal, TraceEvent.none)
    play.elect(2, by: 0)
    #expect(play.recorded.map(\.sequence) == Array(1...6))
    #expect(play.recorded.map(\.time) == Array(1...6))
    #expect(play.player.steps == 6)
  }

  @Test("reports what a step sends, the state of the server, and what a leader knows of the others")
  func reports() throws {
    var play = Play()
    play.elect(0, by: 1)
    let elected = try #require(play.recorded.last)
    #expect(elected.action == .receive)
    #expect(elected.server == 0)
    #expect(elected.state.role == .leader)
    #expect(elected.sent.count == 2)
    #expect(elected.logKept == 0)
    #expect(elected.appended == [TraceEntry(term: 1, command: 0)])
    #expect(elected.indexes.count == 3)
  }

  @Test("what an event records of the state after it does not count")
  func statesDoNotCount() {
    var play = Play()
    var event = TraceEvent()
    event.action = .timeout
    event.server = 1
    event.state.term = 77
    event.state.role = .leader
    event.sent.append { $0.kind = .forward }
    #expect(play.play(event) == .played)
    #expect(play.player.server(1).currentTerm == 1)
    #expect(play.player.server(1).role == .candidate)
    #expect(play.player.messages.all.count == 2)
  }

  @Test("keeps the messages in transit in the order in which they were sent, each as often as it can arrive")
  func messages() {
    var play = Play(servers: 4)
    _ = play.does(.timeout, 2)
    #expect(play.messages.map(\.to) == [0, 1, 3])
    #expect(play.does(.duplicate, .voteRequest, from: 2, to: 1) == .played)
    #expect(play.player.messages.all.map(\.count) == [1, 2, 1])
    #expect(play.does(.lose, .voteRequest, from: 2, to: 0) == .played)
    #expect(play.messages.map(\.to) == [1, 3])
    #expect(play.recorded.last?.server == TraceEvent.none)
  }

  @Test("a message that is duplicated arrives twice, and not three times")
  func duplicates() {
    var play = Play()
    _ = play.does(.timeout, 0)
    let request = play.message(.voteRequest, from: 0, to: 1)
    #expect(play.does(.duplicate, .voteRequest, from: 0, to: 1) == .played)
    for _ in 0..<2 { #expect(play.play(Play.event(.receive, request)) == .played) }
    let reason = "no such message is in transit: RequestVote from s0 to s1 in term 1: log ends at index 0 of term 0"
    #expect(play.play(Play.event(.receive, request)) == .doesNotApply(reason))
    // Both answers are alike.
    #expect(play.player.messages.all.last?.count == 2)
  }

  @Test("a message that is lost does not arrive")
  func loses() {
    var play = Play()
    _ = play.does(.timeout, 0)
    let request = play.message(.voteRequest, from: 0, to: 1)
    #expect(play.play(Play.event(.lose, request)) == .played)
    #expect(play.play(Play.event(.receive, request)) != .played)
    #expect(play.play(Play.event(.lose, request)) != .played)
    #expect(play.play(Play.event(.duplicate, request)) != .played)
  }

  @Test("a restarted server has what was durable, and neither role nor commit index")
  func restarts() {
    var play = Play()
    play.elect(0, by: 1)
    _ = play.does(.request, 0, command: 7)
    #expect(play.does(.crash, 0) == .played)
    #expect(!play.player.isUp(0))
    #expect(play.does(.restart, 0) == .played)
    #expect(play.player.isUp(0))
    #expect(play.player.server(0).role == .follower)
    #expect(play.player.server(0).currentTerm == 1)
    #expect(play.player.server(0).votedFor == 0)
    #expect(play.player.server(0).log.lastIndex == 2)
    #expect(play.player.disk(of: 0) == play.player.server(0).durable)
    #expect(play.violations.isEmpty)
  }

  @Test("a restart without a crash before it is a crash and a restart")
  func restartsAtOnce() {
    var play = Play()
    _ = play.does(.timeout, 0)
    #expect(play.does(.restart, 0) == .played)
    #expect(play.recorded.suffix(2).map(\.action) == [.crash, .restart])
    #expect(play.recorded.last?.sequence == 6)
  }

  @Test("a server that starts with a recorded state has it, durably")
  func recordedState() {
    var play = Play(started: false)
    var event = TraceEvent()
    event.action = .start
    event.server = 1
    event.state.term = 4
    event.state.vote = 2
    event.logKept = 0
    event.appended = [TraceEntry(term: 3, command: 9)]
    #expect(play.play(event) == .played)
    #expect(play.player.server(1).log.last == LogPosition(index: 1, term: 3))
    #expect(play.does(.restart, 1) == .played)
    #expect(play.player.server(1).votedFor == 2)
    #expect(play.player.server(1).currentTerm == 4)
    #expect(play.player.server(1).log.lastIndex == 1)
    #expect(play.violations.isEmpty)
  }

  @Test("forwarded requests and their answers are messages like others")
  func forwards() {
    var play = Play()
    play.elect(0, by: 1)
    _ = play.does(.receive, .appendRequest, from: 0, to: 1)
    #expect(play.does(.request, 1, command: 7) == .played)
    #expect(play.does(.receive, .forward, from: 1, to: 0) == .played)
    _ = play.does(.receive, .appendRequest, from: 0, to: 1)
    for _ in 0..<2 { _ = play.does(.receive, .appendReply, from: 1, to: 0) }
    let answer = play.message(.forwardReply, from: 0, to: 1)
    #expect(answer.outcome == .committed)
    #expect(answer.committedIndex == 2)
    #expect(play.play(Play.event(.receive, answer)) == .played)
    #expect(play.violations.isEmpty)
  }

  @Test(
    "what means nothing without time is skipped",
    arguments: [Action.partition, .heal, .invoke, .answer, .pause, .resume])
  func skips(_ action: Action) {
    var play = Play()
    #expect(play.does(action, TraceEvent.none) == .skipped)
    #expect(play.recorded.count == 3)
    #expect(play.player.steps == 3)
  }

  @Test("a copy plays on independently")
  func copies() {
    var play = Play()
    let before = play
    play.elect(0, by: 1)
    var other = before
    other.elect(1, by: 2)
    #expect(play.player.server(0).role == .leader)
    #expect(other.player.server(0).role == .follower)
    #expect(other.player.server(1).role == .leader)
    #expect(before.player.messages.all.isEmpty)
  }

  @Test("a defect's rules are those of the servers")
  func rules() {
    var play = Play(servers: 4, defect: Defect.named("quorum-of-even-cluster"))
    play.elect(0, by: 1)
    #expect(play.player.server(0).role == .leader)
    play.elect(2, by: 3)
    #expect(play.violations.contains("ElectionSafety"))
  }

  @Test("a defect's disk is that of the servers")
  func disk() {
    var play = Play(defect: Defect.named("grant-before-durable"))
    _ = play.does(.timeout, 0)
    _ = play.does(.receive, .voteRequest, from: 0, to: 1)
    #expect(play.player.server(1).votedFor == 0)
    #expect(play.player.disk(of: 1).votedFor == nil)
    _ = play.does(.restart, 1)
    #expect(play.player.server(1).votedFor == nil)
    #expect(play.violations.contains("DurableStateSurvives"))
  }

  @Test("only the invariants that are given are checked")
  func invariants() {
    var play = Play(servers: 4, defect: Defect.named("quorum-of-even-cluster"), checks: [VoteOnce()])
    play.elect(0, by: 1)
    play.elect(2, by: 3)
    #expect(play.violations.isEmpty)
  }
}
