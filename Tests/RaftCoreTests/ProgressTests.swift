import RaftCore
import Testing

@Suite("What a leader knows of its followers (§5.3)")
struct ProgressTests {
  @Test("At its election it knows nothing, and begins at the end of its log")
  func election() {
    let leader = Subject.leader(of: 5, in: 3, log: [1, 2, 2])
    for peer in 1..<5 {
      #expect(leader.server.matchIndex(of: peer) == 0)
      #expect(leader.server.nextIndex(of: peer) == 4)
    }
  }

  @Test("What was known in an earlier time in office is forgotten")
  func secondElection() {
    var leader = Subject.leader(in: 3, log: [1, 2, 2])
    leader.accept(3, from: 1)
    leader.append([4], after: at(1, 1), from: 2, term: 4)
    leader.step(.electionTimeout)
    leader.vote(true, from: 1, term: 5)
    #expect(leader.server.role == .leader)
    #expect(leader.server.matchIndex(of: 1) == 0)
    #expect(leader.server.nextIndex(of: 1) == 3)
  }

  @Test("The match index never moves back, in whatever order the answers come")
  func matchRises() {
    var leader = Subject.leader(of: 5, in: 3, log: [1, 2, 2])
    for (reported, expected) in [(2, 2), (1, 2), (0, 2), (3, 3), (2, 3), (3, 3)] {
      leader.accept(reported, from: 1)
      #expect(leader.server.matchIndex(of: 1) == expected)
      #expect(leader.server.nextIndex(of: 1) == 4)
    }
  }

  @Test("A rejection that was overtaken by an acknowledgment is ignored")
  func lateRejection() {
    var leader = Subject.leader(in: 3, log: [1, 2, 2])
    leader.accept(2, from: 1)
    let before = leader.server
    for previous in 0...2 {
      leader.reject(previous, at(1, 0), from: 1)
      #expect(leader.isQuiet)
      #expect(leader.server == before)
    }
    leader.reject(3, at(1, 0), from: 1)
    #expect(leader.appends(to: 1).first?.previous == at(2, 2), "no further back than what is known to match")
    #expect(leader.server.nextIndex(of: 1) == 4, "what is sent counts as on its way")
  }

  @Test("The answers of an earlier term of leadership do not count")
  func earlierTerm() {
    var leader = Subject.leader(in: 5, log: [1, 2, 2])
    let before = leader.server
    leader.accept(3, from: 1, term: 4)
    leader.reject(3, at(1, 0), from: 1, term: 4)
    #expect(leader.server == before)
    #expect(leader.isQuiet)
  }

  @Test("Nobody but a leader learns from answers")
  func followers() {
    for var subject in [Subject.follower(in: 3, log: [1]), .candidate(in: 3, log: [1])] {
      let before = subject.server
      subject.accept(1, from: 1)
      #expect(subject.isQuiet)
      subject.reject(1, at(1, 0), from: 1)
      #expect(subject.isQuiet)
      #expect(subject.server == before)
    }
  }

  @Test("The next index is after the match index and at most one past the log's end, whatever the answers say")
  func bounds() {
    var random = SplitMix(seed: 3)
    for round in 0..<200 {
      var leader = Subject.leader(in: 9, log: [1, 1, 2, 5, 5, 8], window: 1 + round % 9)
      for _ in 0..<40 {
        switch random.below(4) {
        case 0: leader.accept(random.below(12), from: 1)
        case 1: leader.reject(random.below(12), at(random.below(12), random.below(12)), from: 1)
        case 2: leader.step(.heartbeatTimeout)
        default: leader.step(.request(Command(1)))
        }
        let (next, match) = (leader.server.nextIndex(of: 1), leader.server.matchIndex(of: 1))
        #expect(match < next && next <= leader.server.log.lastIndex + 1)
        for request in leader.appends(to: 1) {
          #expect(request.previous.term == leader.server.log.term(at: request.previous.index))
        }
      }
    }
  }

  @Test("The followers' progress is each one's own")
  func independent() {
    var leader = Subject.leader(in: 3, log: [1, 2, 2])
    leader.reject(3, at(1, 0), from: 1)
    leader.accept(3, from: 2)
    #expect(leader.server.matchIndex(of: 1) == 0 && leader.server.matchIndex(of: 2) == 3)
    #expect(leader.server.nextIndex(of: 2) == 4)
  }
}
