import Dispatch
import Synchronization

/// Threads that share work which falls into parts.
struct WorkerThreads: Sendable {
  /// The number of threads.
  let jobs: Int

  /// Calls `body` with every number below `count`, each once, from any thread, and returns when all is done.
  func forEach(_ count: Int, _ body: @Sendable (Int) -> Void) {
    guard jobs > 1, count > 1 else { return (0..<count).forEach(body) }
    let next = Atomic(0)
    // The closure does not outlive this call, whatever its type says.
    withoutActuallyEscaping(body) { body in
      DispatchQueue.concurrentPerform(iterations: min(jobs, count)) { _ in
        while let part = Self.take(next, count) { body(part) }
      }
    }
  }

  private static func take(_ next: borrowing Atomic<Int>, _ count: Int) -> Int? {
    let part = next.wrappingAdd(1, ordering: .relaxed).oldValue
    return part < count ? part : nil
  }
}

/// Values that threads work on in place, each thread on those that the workers give it and on no other.
final class Slots<Element: ~Copyable>: @unchecked Sendable {
  private let base: UnsafeMutablePointer<Element>
  /// The number of values.
  let count: Int

  init(count: Int, _ element: (Int) -> Element) {
    self.count = count
    base = .allocate(capacity: count)
    for index in 0..<count { (base + index).initialize(to: element(index)) }
  }

  deinit {
    base.deinitialize(count: count)
    base.deallocate()
  }

  subscript(index: Int) -> Element {
    _read {
      precondition(index >= 0 && index < count)
      yield base[index]
    }
    _modify {
      precondition(index >= 0 && index < count)
      yield &base[index]
    }
  }
}
