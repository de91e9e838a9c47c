import Testing
import TraceChecker

/// A custom model for linearizability: a FIFO queue.
struct Queue: SequentialModel {
  enum Operation: Hashable, Sendable {
    case enqueue(Int)
    case dequeue
  }

  enum Output: Hashable, Sendable {
    case done
    case value(Int)
    case empty
  }

  let initial: [Int] = []

  func apply(_ operation: Operation, giving output: Output?, to state: inout [Int]) -> Bool {
    var after = state
    let actual = execute(operation, on: &after)
    guard output == nil || output == actual else { return false }
    state = after
    return true
  }

  func onlyObserves(_ operation: Operation, giving output: Output?) -> Bool { output == .empty }

  private func execute(_ operation: Operation, on state: inout [Int]) -> Output {
    switch operation {
    case .enqueue(let value):
      state.append(value)
      return .done
    case .dequeue: return state.isEmpty ? .empty : .value(state.removeFirst())
    }
  }
}

@Test func concurrentEnqueuesMayTakeEffectInEitherOrder() {
  let history = ClientHistory<Queue>([
    .init(process: 0, .enqueue(1), .done, invoked: 10, returned: 20),
    .init(process: 1, .enqueue(2), .done, invoked: 11, returned: 21),
    .init(process: 0, .dequeue, .value(2), invoked: 30, returned: 40),
  ])
  #expect(Linearizability.check(anyModel: history, Queue()).isLinearizable)
}

@Test func aValueThatIsDequeuedTwiceIsAViolation() throws {
  let history = ClientHistory<Queue>([
    .init(process: 0, .enqueue(1), .done, invoked: 10, returned: 20),
    .init(process: 1, .dequeue, .value(1), invoked: 30, returned: 40),
    .init(process: 0, .dequeue, .value(1), invoked: 50, returned: 60),
  ])
  let violation = try #require(Linearizability.check(anyModel: history, Queue()).violation)
  #expect(violation.call == 2)
}
