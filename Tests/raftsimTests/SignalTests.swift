import Glibc
import Testing

@testable import Commands

/// Most tests end a process of their own. They send the signal to the process: the threads of tests block some.
@Suite("Signals")
struct SignalTests {
  @Test("The first interrupt sets the flag")
  func firstInterrupt() async {
    await #expect(processExitsWith: .exitCode(3)) {
      Interrupt.install()
      guard !Interrupt.isRequested else { exit(1) }
      kill(getpid(), SIGINT)
      while !Interrupt.isRequested { usleep(1000) }
      exit(3)
    }
  }

  @Test("The second interrupt ends the process with 130")
  func secondInterrupt() async {
    await #expect(processExitsWith: .exitCode(130)) {
      Interrupt.install()
      kill(getpid(), SIGTERM)
      while !Interrupt.isRequested { usleep(1000) }
      kill(getpid(), SIGINT)
      while true { sleep(1) }
    }
  }

  @Test("A trap is reported with the seeds that were running")
  func trap() async throws {
    let result = await #expect(processExitsWith: .exitCode(70), observing: [\.standardErrorContent]) {
      CrashReport.install()
      CrashReport.running(seed: 16, slot: 0)
      CrashReport.running(seed: 17, slot: 1)
      CrashReport.idle(slot: 0)
      CrashReport.running(seed: .max, slot: 63)
      CrashReport.running(seed: 5, slot: 64)
      CrashReport.running(seed: 5, slot: -1)
      fatalError("a defect")
    }
    let text = String(decoding: try #require(result).standardErrorContent, as: UTF8.self)
    #expect(
      text.hasSuffix(
        "raftsim: internal error (SIGILL) while running seed 17, 18446744073709551615; please report it with this seed and the options\n"
      ))
  }

  @Test("Each fatal signal is reported", arguments: [SIGTRAP, SIGSEGV, SIGABRT, SIGBUS, SIGFPE])
  func signals(number: Int32) async {
    await #expect(processExitsWith: .exitCode(70)) { [number] in
      CrashReport.install()
      kill(getpid(), number)
      while true { sleep(1) }
    }
  }

  @Test("An overflow of the stack is reported")
  func stackOverflow() async throws {
    let result = await #expect(processExitsWith: .exitCode(70), observing: [\.standardErrorContent]) {
      CrashReport.install()
      print(descend(0))
    }
    let text = String(decoding: try #require(result).standardErrorContent, as: UTF8.self)
    #expect(text == "raftsim: internal error (SIGSEGV); please report it\n")
  }

  @Test("Text that does not fit is cut")
  func fixedText() {
    let room = UnsafeMutableRawBufferPointer.allocate(byteCount: 6, alignment: 1)
    defer { room.deallocate() }
    var text = FixedText(room)
    text.append("ab ")
    text.append(0)
    text.append(12345)
    #expect(Array(text.bytes) == Array("ab 012".utf8))
  }
}

/// Calls itself until the stack is full.
private func descend(_ depth: Int) -> Int {
  withUnsafeTemporaryAllocation(of: Int.self, capacity: 64) { room in
    room[0] = depth
    return descend(room[0] + 1) + room[0]
  }
}
