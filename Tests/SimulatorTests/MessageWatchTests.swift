import RaftCore
import Testing

@testable import Simulator

@Suite("What hosts remember of the messages that they exchange")
struct MessageWatchTests {
  /// A follower 1 that hears from the leader 0 every millisecond and answers, of which every third answer arrives.
  private static func watch(answers: Int) -> MessageWatch {
    var watch = MessageWatch(servers: 2)
    for number in 0..<answers {
      watch.hears(1, fromLeader: 0, sentAt: number * 1_000, now: number * 1_000 + 1)
      watch.sends(from: 1, to: 0, number: number)
      if number % 3 == 0 { watch.confirms(0, follower: 1, number: number) }
    }
    return watch
  }

  @Test("its memory does not grow with the length of the run")
  func memory() {
    #expect(Self.watch(answers: 1_000).echoes.map(\.heard.count).max()! <= 3)
  }

  @Test("an answer confirms what the follower had heard when it sent the answer")
  func confirms() {
    var watch = Self.watch(answers: 1_000)
    #expect(watch.majorityHeard(0, now: 2_000_000) == 999_000)
    for number in 1_000...1_002 {
      watch.hears(1, fromLeader: 0, sentAt: number * 1_000, now: number * 1_000 + 1)
      watch.sends(from: 1, to: 0, number: number)
    }
    watch.confirms(0, follower: 1, number: 1_001)
    #expect(watch.majorityHeard(0, now: 2_000_000) == 1_001_000)
    watch.confirms(0, follower: 1, number: 5)
    watch.confirms(0, follower: 1, number: 9_999)
    #expect(watch.majorityHeard(0, now: 2_000_000) == 1_001_000)
  }
}
