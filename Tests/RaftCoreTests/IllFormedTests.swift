import RaftCore
import Testing

@Suite("What no server of the cluster can have sent is ignored")
struct IllFormedTests {
  static let roles: [Subject] = [
    .follower(in: 3, log: [1, 2, 2], commit: 2), .candidate(in: 3, log: [1, 2, 2]), .leader(in: 3, log: [1, 2, 2]),
  ]

  static let badNumbers = [-1, -4, Limits.number + 1, Int.max, Int.max - 1, Int.min]

  private func isIgnored(_ message: Message) {
    for role in Self.roles {
      var subject = role
      subject.step(.message(message))
      #expect(subject.server == role.server, "\(role.server.role): \(message)")
      #expect(subject.isQuiet, "\(role.server.role): \(message)")
    }
  }

  @Test("Its sender is no other server of the cluster", arguments: [0, -1, 3, 9, 16, 64, Int.max, Int.min])
  func sender(_ sender: ServerID) {
    for body in TermTests.bodies { isIgnored(Message(from: sender, to: 0, term: 9, body: body)) }
  }

  @Test("It is for another server", arguments: [1, 2, -1, 3, Int.max, Int.min])
  func receiver(_ receiver: ServerID) {
    for body in TermTests.bodies { isIgnored(Message(from: 1, to: receiver, term: 9, body: body)) }
  }

  @Test("Its term is no number", arguments: badNumbers)
  func term(_ term: Term) {
    for body in TermTests.bodies { isIgnored(Message(from: 1, to: 0, term: term, body: body)) }
  }

  @Test("A number in it is none", arguments: badNumbers)
  func contents(_ bad: Int) {
    let batch = EntryBatch(terms: [3, 3], after: 3)
    let badBatch = EntryBatch([Entry(term: 3, command: Command(1)), Entry(term: bad, command: Command(2))])
    let bodies: [Message.Body] = [
      .voteRequest(VoteRequest(last: at(bad, 1))), .voteRequest(VoteRequest(last: at(1, bad))),
      .appendRequest(AppendRequest(previous: at(bad, 2), entries: batch, commit: 0)),
      .appendRequest(AppendRequest(previous: at(3, bad), entries: batch, commit: 0)),
      .appendRequest(AppendRequest(previous: at(3, 2), entries: batch, commit: bad)),
      .appendRequest(AppendRequest(previous: at(3, 2), entries: badBatch, commit: 0)),
      .appendReply(.accepted(match: bad)), .appendReply(.rejected(previous: bad, hint: at(1, 1))),
      .appendReply(.rejected(previous: 3, hint: at(bad, 1))), .appendReply(.rejected(previous: 3, hint: at(1, bad))),
    ]
    for body in bodies {
      for term in [3, 9] { isIgnored(Message(from: 1, to: 0, term: term, body: body)) }
    }
  }

  @Test("An answer for a client that names no server or no index", arguments: badNumbers + [3, 9])
  func answers(_ bad: Int) {
    for outcome in [Outcome.notLeader(leader: bad), .unknown(leader: bad), .committed(index: bad, output: 0)] {
      if case .committed = outcome, bad == 3 || bad == 9 { continue }
      var follower = Subject.follower(of: 1, in: 3)
      follower.step(.request(Command(7)))
      let before = follower.server
      follower.receive(.forwardReply(Answer(command: Command(7), outcome: outcome)), from: 1, term: 3)
      #expect(follower.isQuiet && follower.server == before)
    }
  }

  @Test("The largest numbers are numbers: nothing overflows, and no log changes by them")
  func largest() {
    let most = Limits.number
    let bodies: [Message.Body] = [
      .voteRequest(VoteRequest(last: at(most, most))), .voteReply(VoteReply(granted: true)),
      .appendRequest(
        AppendRequest(previous: at(most, most), entries: EntryBatch(terms: [1, 2, 3, 4], after: 0), commit: most)),
      .appendReply(.accepted(match: most)), .appendReply(.rejected(previous: most, hint: at(most, most))),
      .appendReply(.rejected(previous: most, hint: at(0, 0))),
      .appendReply(.rejected(previous: most, hint: at(0, most))),
    ]
    for role in Self.roles {
      for body in bodies {
        for term in [3, most] {
          var subject = role
          subject.receive(body, from: 1, term: term)
          subject.step(.heartbeatTimeout)
          subject.step(.electionTimeout)
          #expect(subject.server.log == role.server.log)
          #expect(subject.server.commitIndex <= subject.server.log.lastIndex)
        }
      }
    }
  }

  @Test("An acknowledgment beyond the log counts to its end, and commits no more than there is")
  func beyondTheLog() {
    var leader = Subject.leader(in: 3, log: [1, 2, 2])
    leader.step(.request(Command(7)))
    leader.accept(1000, from: 1)
    #expect(leader.server.matchIndex(of: 1) == 4)
    #expect(leader.server.nextIndex(of: 1) == 5)
    #expect(leader.server.commitIndex == 4)
    leader.step(.request(Command(8)))
    #expect(leader.server.commitIndex == 4, "what was not there yet is not acknowledged")
  }

  @Test("A rejection with a senseless hint leads to some index that there is")
  func senselessHints() {
    for hint in [at(0, 0), at(0, 1), at(0, 99), at(99, 0), at(99, 1), at(99, 99), at(3, 2)] {
      for previous in [1, 3, 4, 99] {
        var leader = Subject.leader(in: 3, log: [1, 2, 2])
        leader.reject(previous, hint, from: 1)
        let request = leader.appends(to: 1).first
        #expect(request.map { leader.server.log.term(at: $0.previous.index) } == request?.previous.term)
        #expect((1...4).contains(leader.server.nextIndex(of: 1)))
      }
    }
  }
}
