import RaftCore
import Testing

@Suite("A state has one canonical encoding (the state of Figure 2)")
struct EncodingTests {
  @Test("Every observable difference changes it")
  func differences() {
    let states = Self.followers + Self.candidates + Self.leaders
    let encodings = states.map(\.server.encoding)
    for (one, a) in encodings.enumerated() {
      for (other, b) in encodings.enumerated().dropFirst(one + 1) {
        #expect(a != b, "\(one) and \(other): \(states[one].server)")
        #expect(states[one].server != states[other].server)
      }
    }
  }

  /// Followers that differ in term, vote, leader, commit index, id, log or waiting requests.
  private static let followers: [Subject] = [
    Subject(term: 3, log: [1, 2]), Subject(term: 4, log: [1, 2]), Subject(term: 3, vote: 0, log: [1, 2]),
    Subject(term: 3, vote: 1, log: [1, 2]), Subject(1, term: 3, log: [1, 2]), .follower(of: 1, in: 3, log: [1, 2]),
    .follower(of: 2, in: 3, log: [1, 2]), .follower(in: 3, log: [1, 2], commit: 1),
    .follower(in: 3, log: [1, 2], commit: 2), Subject(term: 3), Subject(term: 3, log: [1]), Subject(term: 3, log: [2]),
    Subject(term: 3, log: [1, 1]), Subject(term: 3, log: [1, 2, 2]), forwards([7]), forwards([8]), forwards([7, 8]),
    forwards([8, 7]),
  ]

  /// Candidates that differ in their votes.
  private static let candidates: [Subject] = [[], [1], [2], [3], [1, 2]].map { voters in
    var candidate = Subject.candidate(of: 7, in: 3, log: [1, 2])
    for voter in voters { candidate.vote(true, from: voter, term: 3) }
    return candidate
  }

  /// Leaders that differ in what they know of their followers, or in who waits.
  private static let leaders: [Subject] = {
    let leader = Subject.leader(of: 5, in: 3, log: [1, 2, 2], batch: 1)
    func after(_ change: (inout Subject) -> Void) -> Subject {
      var changed = leader
      change(&changed)
      return changed
    }
    return [
      leader, after { $0.accept(1, from: 1) }, after { $0.accept(2, from: 1) }, after { $0.accept(1, from: 2) },
      after { $0.reject(3, at(2, 0), from: 4) }, after { $0.reject(3, at(1, 0), from: 4) },
      after { $0.step(.request(Command(7))) }, after { $0.step(.request(Command(8))) },
      after { $0.receive(.forward(Command(7)), from: 1, term: 3) },
      after { $0.receive(.forward(Command(7)), from: 2, term: 3) },
      after {
        $0.step(.request(Command(7)))
        $0.step(.request(Command(7)))
      },
    ]
  }()

  private static func forwards(_ words: [UInt64]) -> Subject {
    var follower = Subject.follower(of: 1, in: 3, log: [1, 2])
    for word in words { follower.step(.request(Command(word))) }
    return follower
  }

  @Test("The window shows: a batch that shrinks what was sent leaves another next index")
  func nextIndex() {
    var (one, other) = (Subject.leader(in: 3, log: [1, 2, 2, 2]), Subject.leader(in: 3, log: [1, 2, 2, 2], batch: 1))
    one.reject(4, at(1, 0), from: 1)
    other.reject(4, at(1, 0), from: 1)
    #expect(one.server.nextIndex(of: 1) == 5 && other.server.nextIndex(of: 1) == 2)
    #expect(one.server.encoding != other.server.encoding)
  }

  @Test("Lengths are part of it: no list runs into the next")
  func lengths() {
    func logged(_ entries: [(Term, UInt64)]) -> [UInt64] {
      let log = Log(entries.map { Entry(term: $0.0, command: Command($0.1)) })
      let configuration = Configuration(servers: 3)
      return Server(id: 0, configuration: configuration, restoring: DurableState(currentTerm: 9, log: log)).encoding
    }
    // The zeros of what follows, taken for entries; and entries distinguished by term and by command.
    let logs: [[(Term, UInt64)]] = [
      [], [(0, 0)], [(0, 0), (0, 0)], [(1, 0)], [(0, 1)], [(1, 2)], [(2, 1)], [(1, 2), (0, 0)], [(1, 2), (1, 2)],
    ]
    #expect(Set(logs.map(logged)).count == logs.count)

    // The waiting requests [7], [8], [7, 8] and [8, 7] are among these.
    let all = Self.followers.map(\.server.encoding)
    #expect(Set(all).count == all.count)
  }

  @Test("The log's base is part of it")
  func base() {
    let configuration = Configuration(servers: 3)
    let bases = [at(0, 0), at(1, 0), at(0, 1), at(1, 1), at(2, 1)]
    let encodings = bases.map { base in
      Server(id: 0, configuration: configuration, restoring: DurableState(log: Log([], base: base))).encoding
    }
    #expect(Set(encodings).count == bases.count)
  }

  @Test("Ways that lead to the same state lead to the same encoding")
  func sameState() {
    var (one, other) = (Subject(term: 3), Subject(term: 3))
    one.append([1, 2, 3], after: at(0, 0), commit: 2, term: 3)
    for _ in 0..<3 { other.append([1], after: at(0, 0), term: 3) }
    other.append([2, 3], after: at(1, 1), commit: 2, term: 3)
    #expect(one.server.encoding == other.server.encoding)

    (one, other) = (.candidate(of: 7), .candidate(of: 7))
    for voter in [1, 5] { one.vote(true, from: voter, term: 1) }
    for voter in [5, 1, 5] { other.vote(true, from: voter, term: 1) }
    #expect(one.server == other.server)
  }

  @Test("What was answered leaves no trace, whether at once or one by one")
  func answered() {
    var (one, other) = (Subject.leader(), Subject.leader())
    for word in [7, 8, 9] as [UInt64] {
      one.step(.request(Command(word)))
      other.step(.request(Command(word)))
    }
    one.accept(1, from: 1)
    one.accept(2, from: 1)
    other.accept(2, from: 1)
    #expect(one.server.encoding == other.server.encoding)
    one.accept(3, from: 1)
    #expect(one.server.encoding != other.server.encoding)
    other.accept(3, from: 1)
    #expect(one.server.encoding == other.server.encoding)
  }

  @Test("A deposed leader does not differ by the next indexes that it had")
  func deposed() {
    var one = Subject.leader(in: 3, log: [1, 2, 2], batch: 1)
    var other = one
    one.reject(3, at(1, 0), from: 1)
    other.reject(3, at(2, 0), from: 2)
    #expect(one.server.encoding != other.server.encoding)
    one.askForVote(1, term: 4)
    other.askForVote(1, term: 4)
    #expect(one.server.encoding == other.server.encoding)
  }

  @Test("It is appended, and the same each time")
  func appended() {
    let server = Subject.leader(log: [1]).server
    var words: [UInt64] = [42]
    server.encode(into: &words)
    #expect(words == [42] + server.encoding)
  }

  @Test("Servers of different configurations are different, whatever their state")
  func configurations() {
    #expect(Subject(of: 3).server != Subject(of: 3, noOp: true).server)
    #expect(Subject(of: 3).server != Subject(of: 3, window: 31).server)
    #expect(Subject(of: 3).server == Subject(of: 3).server)
  }

  @Test("A server describes itself in a line")
  func description() {
    let server = Subject(1, of: 5, term: 4, vote: 2, log: [1, 3]).server
    let text = "server 1 of 5: follower of term 4, vote 2, commit 0, log to 2 ending in [1:1000001 3:3000002]"
    #expect(server.description == text)
  }
}
