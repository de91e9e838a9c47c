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

  @Test("A trap on a thread that is not guarded ends the process with 70")
  func trap() async throws {
    let result = await #expect(processExitsWith: .exitCode(70), observing: [\.standardErrorContent]) {
      CrashReport.install()
      fatalError("a defect")
    }
    let text = String(decoding: try #require(result).standardErrorContent, as: UTF8.self)
    #expect(text.hasSuffix("raftsim: internal error (SIGILL); please report it\n"))
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
}
/// Calls itself until the stack is full.
private func descend(_ depth: Int) -> Int {
  withUnsafeTemporaryAllocation(of: Int.self, capacity: 64) { room in
    room[0] = depth
    return descend(room[0] + 1) + room[0]
  }
}
