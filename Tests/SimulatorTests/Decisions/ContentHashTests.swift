import RaftCore
import Testing
import TraceChecker

@testable import Simulator

@Suite("The content hash of messages and signals")
struct ContentHashTests {
  private static let entry = Entry(term: 2, command: Command(rawValue: 9))

  private static func append(
    _ index: Int = 4, _ term: Int = 2, _ commit: Int = 3, _ entries: [Entry] = [entry]
  ) -> Message.Body {
    .appendRequest(
      AppendRequest(previous: LogPosition(index: index, term: term), entries: EntryBatch(entries), commit: commit))
  }

  private static func answer(_ outcome: Outcome, _ command: UInt64 = 9) -> Message.Body {
    .forwardReply(Answer(command: Command(rawValue: command), outcome: outcome))
  }

  /// Bodies each of which differs from another in one field.
  private static let bodies: [Message.Body] = [
    .voteRequest(VoteRequest(last: LogPosition(index: 4, term: 2))),
    .voteRequest(VoteRequest(last: LogPosition(index: 5, term: 2))),
    .voteRequest(VoteRequest(last: LogPosition(index: 4, term: 1))),
    .voteReply(VoteReply(granted: true)), .voteReply(VoteReply(granted: false)),
    append(), append(5), append(4, 1), append(4, 2, 4), append(4, 2, 3, []), append(4, 2, 3, [entry, entry]),
    append(4, 2, 3, [Entry(term: 1, command: entry.command)]), append(4, 2, 3, [Entry(term: 2, command: .noOp)]),
    .appendReply(.accepted(match: 4)), .appendReply(.accepted(match: 5)),
    .appendReply(.rejected(previous: 4, hint: LogPosition(index: 2, term: 1))),
    .appendReply(.rejected(previous: 5, hint: LogPosition(index: 2, term: 1))),
    .appendReply(.rejected(previous: 4, hint: LogPosition(index: 3, term: 1))),
    .appendReply(.rejected(previous: 4, hint: LogPosition(index: 2, term: 2))),
    .forward(Command(rawValue: 9)), .forward(Command(rawValue: 8)),
    answer(.committed(index: 4, output: 1)), answer(.committed(index: 5, output: 1)),
    answer(.committed(index: 4, output: 1), 8),
    answer(.notLeader(leader: nil)), answer(.notLeader(leader: 0)), answer(.notLeader(leader: 1)),
    answer(.unknown(leader: nil)), answer(.unknown(leader: 0)),
  ]

  @Test("messages that differ in any field have different hashes")
  func messages() {
    let messages = Self.bodies.flatMap { body in [2, 3].map { Message(from: 0, to: 1, term: $0, body: body) } }
    #expect(Set(messages.map(Self.hash)).count == messages.count)
  }

  @Test("what a leader's state machine returned is not part of a message's hash: hosts add it in transit")
  func output() {
    let hashes = [0, 1, 2].map { output in
      Self.hash(Message(from: 0, to: 1, term: 2, body: Self.answer(.committed(index: 4, output: output))))
    }
    #expect(Set(hashes).count == 1)
  }

  /// The content hash of a message.
  private static func hash(_ message: Message) -> UInt64 {
    var meaning = TraceMessage()
    message.describe(in: &meaning)
    return meaning.contentHash
  }

  @Test("signals that differ in any field have different hashes")
  func signals() {
    let steps: [Handshake.Step] = [.offer, .answer, .acknowledgment]
    var bodies: [Signal.Body] = [.join, .introduction]
    for step in steps {
      for (offer, answer) in [(1, 0), (0, 1), (1, 1), (2, 1)] as [(UInt32, UInt32)] {
        bodies.append(.handshake(Handshake(step: step, channel: ChannelNumber(offer: offer, answer: answer))))
      }
    }
    var hashes: Set<UInt64> = []
    for body in bodies {
      for (room, sender, receiver) in [(1, 2, 3), (2, 2, 3), (1, 3, 3), (1, 2, 2)] as [(UInt128, UInt128, UInt128)] {
        let signal = Signal(
          body: body, room: RoomKey(bits: room), sender: Identity(bits: sender << 64),
          receiver: Identity(bits: receiver))
        hashes.insert(signal.contentHash)
      }
    }
    #expect(hashes.count == bodies.count * 4)
  }
}
