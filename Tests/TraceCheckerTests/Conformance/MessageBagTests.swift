import Testing

@testable import TraceChecker

@Suite("The messages in transit") struct MessageBagTests {
  @Test("A bag holds each message as often as it was put in, through growth and removal")
  func counts() {
    var bag = MessageBag()
    var model: [TraceMessage: Int] = [:]
    var word: UInt64 = 7
    for step in 0..<20_000 {
      word = mix(word, UInt64(step))
      let message = TraceMessage.accepted(0, 1, Int(word & 31), Int(word >> 8 & 63))
      let count = model[message, default: 0]
      let isThere = bag.contains(message.contentHash)
      #expect(isThere == (count > 0))
      // First it mostly fills, then it mostly empties.
      if word >> 40 % 16 < (step < 10_000 ? 9 : 6) {
        bag.insert(message.contentHash)
        model[message] = count + 1
      } else {
        let isRemoved = bag.remove(message.contentHash)
        #expect(isRemoved == (count > 0))
        model[message] = max(0, count - 1)
      }
    }
    #expect(model.values.contains { $0 > 1 })
  }

  @Test("A copy of a bag is independent")
  func copies() {
    var one = MessageBag()
    for message in 1...100 as ClosedRange<UInt64> { one.insert(mix(message, 0)) }
    var other = one.copied()
    other.insert(mix(101, 0))
    let isRemoved = one.remove(mix(1, 0))
    #expect(isRemoved)
    let known = (1...101 as ClosedRange<UInt64>).map { (one.contains(mix($0, 0)), other.contains(mix($0, 0))) }
    #expect(known.map(\.0) == (1...101).map { 2...100 ~= $0 })
    #expect(known.allSatisfy { $0.1 })
    other.checkInvariants()
  }

  @Test("Messages that differ in any part are different messages")
  func parts() {
    let messages: [TraceMessage] = [
      .append(0, 1, 1), .append(0, 2, 1), .append(1, 0, 1), .append(0, 1, 2), .append(0, 1, 1, after: (1, 0)),
      .append(0, 1, 1, after: (0, 1)), .append(0, 1, 1, commit: 1), .append(0, 1, 1, [(0, 0)]),
      .append(0, 1, 1, [(0, 0), (0, 0)]), .append(0, 1, 1, [(0, 1)]), .append(0, 1, 1, [(1, 0)]),
      .vote(0, 1, 1), .vote(0, 1, 1, false), .voteRequest(0, 1, 1), .voteRequest(0, 1, 1, last: (1, 1)),
      .accepted(0, 1, 1, 0), .rejected(0, 1, 1, 0), .rejected(0, 1, 1, 0, hint: (1, 0)),
      .rejected(0, 1, 1, 0, hint: (1, 1)), .forward(0, 1, 1, 0), .forward(0, 1, 1, 1),
      .voteRequest(1, 0, 1, last: (1 << 46, 0)), .forward(1, 0, 1, 0),
      .forwardReply(0, 1, 1, 0, .committed), .forwardReply(0, 1, 1, 0, .unknown), .forwardReply(0, 1, 1, 0, .notLeader),
      .forwardReply(0, 1, 1, 0, .committed, index: 1),
    ]
    for one in messages {
      var bag = MessageBag()
      bag.insert(one.contentHash)
      let found = messages.filter { bag.contains($0.contentHash) }
      #expect(found == [one])
    }
  }
}
