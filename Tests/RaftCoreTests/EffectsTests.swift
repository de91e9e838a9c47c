import RaftCore
import Testing

@Suite("What a step asks of the host (Figure 2: updated on stable storage before responding)")
struct EffectsTests {
  @Test("The effects of a step replace those of the one before")
  func replaced() {
    var candidate = Subject.candidate(of: 3)
    #expect(!candidate.isQuiet)
    candidate.vote(false, from: 1, term: 1)
    #expect(candidate.isQuiet)
  }

  @Test("Term and vote are written in the very step that changes them, and only then")
  func termAndVote() {
    var server = Subject(term: 1)
    var writes: [Bool] = []
    func note() { writes.append(server.effects.writesTermAndVote) }
    server.append([1], after: at(0, 0), term: 1)
    note()
    server.append([], after: at(1, 1), from: 2, term: 2)
    note()
    server.askForVote(1, term: 2, last: at(1, 1))
    note()
    server.askForVote(1, term: 2, last: at(1, 1))
    note()
    server.step(.electionTimeout)
    note()
    server.vote(true, from: 1, term: 3)
    note()
    server.step(.request(Command(7)))
    note()
    #expect(writes == [false, true, true, false, true, false, false])
  }

  @Test("No answer ever leaves with a term or a vote that is not written by then")
  func answersAfterWrites() {
    // The disk takes what the effects name; whatever is sent must be true of it.
    var random = SplitMix(seed: 23)
    var cluster = Cluster(3)
    for _ in 0..<3000 {
      let id = random.below(3)
      switch random.below(12) {
      case 0: cluster.timeOut(id)
      case 1: cluster.heartbeat(id)
      case 2: cluster.request(id, 1)
      default:
        guard !cluster.inTransit.isEmpty else { continue }
        cluster.deliver(cluster.inTransit.removeFirst())
      }
      for message in cluster.inTransit.suffix(2) {
        let disk = cluster.disks[message.from]
        #expect(disk.currentTerm >= message.term)
        if message.voteReply?.granted == true, disk.currentTerm == message.term { #expect(disk.votedFor == message.to) }
      }
    }
  }

  @Test("The log is written from the first entry that changes, whatever the step does after it")
  func log() {
    var leader = Subject.leader(in: 3, log: [1, 2], noOp: true)
    #expect(leader.server.log.lastIndex == 3)
    leader.step(.request(Command(7)))
    #expect(leader.effects.writesLogAfter == 3)
    leader.step(.heartbeatTimeout)
    #expect(leader.effects.writesLogAfter == nil)
    leader.append([4, 4], after: at(1, 1), term: 4)
    #expect(leader.effects.writesLogAfter == 1)
    leader.append([4, 4, 4], after: at(1, 1), term: 4)
    #expect(leader.effects.writesLogAfter == 3)
  }

  @Test("The no-op is written in the step that elects")
  func noOp() {
    var candidate = Subject.candidate(in: 3, log: [1, 2], noOp: true)
    #expect(candidate.effects.writesLogAfter == nil)
    candidate.vote(true, from: 1, term: 3)
    #expect(candidate.effects.writesLogAfter == 2)
    #expect(candidate.appends(to: 2).first?.entries.terms == [3])
  }

  @Test("An election timer for those who wait, a heartbeat timer for the leader")
  func timers() {
    var server = Subject(term: 1)
    func expect(_ election: Effects.TimerChange, _ heartbeat: Effects.TimerChange, _ what: Comment) {
      #expect(server.effects.electionTimer == election, what)
      #expect(server.effects.heartbeatTimer == heartbeat, what)
    }
    server.append([], after: at(0, 0), term: 1)
    expect(.reset, .none, "the leader was heard of")
    server.append([], after: at(9, 1), term: 1)
    expect(.reset, .none, "even where the log does not fit")
    server.step(.heartbeatTimeout)
    expect(.none, .none, "a follower has no heartbeat")
    server.step(.electionTimeout)
    expect(.reset, .none, "an election may fail")
    server.vote(true, from: 1, term: 2)
    expect(.stop, .reset, "elected")
    server.step(.heartbeatTimeout)
    expect(.none, .reset, "the next one")
    server.accept(0, from: 1)
    expect(.none, .none, "an answer")
    server.append([], after: at(0, 0), term: 3)
    expect(.reset, .stop, "deposed")
    server.askForVote(2, term: 4)
    expect(.reset, .none, "a vote was given")
    server.receive(.voteReply(VoteReply(granted: false)), from: 1, term: 5)
    expect(.none, .none, "a newer term alone does not help whoever is in the way")
  }

  @Test("A deposed leader starts its election timer")
  func timersOfDeposedLeader() {
    var leader = Subject.leader(in: 2)
    leader.vote(false, from: 1, term: 3)
    #expect(leader.effects.electionTimer == .reset && leader.effects.heartbeatTimer == .stop)

    var rules = Rules()
    let paper = rules.electionTimer
    rules.electionTimer = { $0 == .leadershipLost ? .none : paper($0) }
    var stopped = Subject.leader(in: 2, rules: rules)
    stopped.vote(false, from: 1, term: 3)
    #expect(stopped.effects.electionTimer == .none && stopped.effects.heartbeatTimer == .stop)
    stopped.askForVote(1, term: 3)
    #expect(stopped.effects.electionTimer == .reset, "another event")
  }

  @Test("A leader whose heartbeat timer does not start again sends heartbeats once")
  func heartbeatTimerNotRepeated() {
    var rules = Rules()
    let paper = rules.heartbeatTimer
    rules.heartbeatTimer = { $0 == .heartbeatsSent ? .none : paper($0) }
    var leader = Subject.leader(in: 2, rules: rules)
    #expect(leader.effects.heartbeatTimer == .reset)
    leader.step(.heartbeatTimeout)
    #expect(leader.effects.heartbeatTimer == .none && leader.effects.messages.count == 2)
  }

  @Test("A commit is announced in the step that raises the index, and only then")
  func commits() {
    var follower = Subject(term: 1, log: [1, 1])
    follower.append([], after: at(2, 1), commit: 1, term: 1)
    #expect(follower.effects.commits)
    follower.append([], after: at(2, 1), commit: 1, term: 1)
    #expect(!follower.effects.commits)
    follower.append([1], after: at(2, 1), commit: 3, term: 1)
    #expect(follower.effects.commits && follower.effects.writesLogAfter == 2)
  }
}
