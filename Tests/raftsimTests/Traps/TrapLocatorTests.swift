import Glibc
import Testing
import TraceChecker

@testable import Commands

/// Each test traps in a process of its own.
@Suite("Guarded threads, and the lines of traps") struct TrapLocatorTests {
  @Test("A thread that does not trap returns nothing")
  func noTrap() async {
    await #expect(processExitsWith: .exitCode(3)) {
      CrashReport.install()
      for _ in 0..<100 where GuardedThread.run({}) != nil { exit(1) }
      exit(3)
    }
  }

  @Test("A trap of a guarded thread names its signal and its line, and the process continues")
  func line() async throws {
    let result = await #expect(processExitsWith: .exitCode(3), observing: [\.standardOutputContent]) {
      CrashReport.install()
      for work in [readBeyondEnd, overflow, callForever] {
        let caught = GuardedThread.run(work)
        guard let caught else { exit(1) }
        print(TrapLocator.trap(caught.signal, caught.addresses))
      }
      fflush(nil)
      exit(3)
    }
    let text = String(decoding: try #require(result).standardOutputContent, as: UTF8.self)
    let lines = text.split(separator: "\n")
    try #require(lines.count == 3, "\(text)")
    #expect(lines[0].contains("SIGILL") && lines[0].hasSuffix("TrapLocatorTests.swift:\(firstLine + 1)"), "\(text)")
    #expect(lines[1].contains("SIGILL") && lines[1].hasSuffix("TrapLocatorTests.swift:\(firstLine + 4)"), "\(text)")
    #expect(lines[2].contains("SIGSEGV") && lines[2].contains("TrapLocatorTests.swift:"), "\(text)")
  }

  @Test("The lines of a symbolizer's answer become frames, those of inlined functions too")
  func frames() {
    let answer = """
      Swift runtime failure: Index out of range
      /<compiler-generated>:0:0
      $s2g23LogV2atyS2iF
      /src/a b:c/Log.swift:6:56

      main
      ??:0:0

      """
    let frames = SymbolizedFrame.all(in: answer)
    #expect(frames.count == 3)
    #expect(frames[0].failure == "Index out of range" && !frames[0].isSource)
    #expect(frames[1] == SymbolizedFrame(function: "$s2g23LogV2atyS2iF", file: "/src/a b:c/Log.swift", line: 6))
    #expect(frames[1].isSource && frames[1].failure == nil)
    #expect(!frames[2].isSource)
    #expect(SymbolizedFrame.all(in: "").isEmpty && SymbolizedFrame.all(in: "cut").isEmpty)
  }

  @Test("An address is found in the file that is mapped there")
  func loadedFiles() {
    let files = LoadedFiles(
      """
      1000-2000 r--p 00000000 fe:00 7    /usr/bin/a program
      2000-5000 r-xp 00001000 fe:00 7    /usr/bin/a program
      5000-6000 rw-p 00000000 00:00 0
      not a line
      """)
    #expect(files.place(of: 0x2345)?.path == "/usr/bin/a program")
    #expect(files.place(of: 0x2345)?.offset == 0x1345)
    #expect(files.place(of: 0x5001) == nil)
    #expect(files.place(of: 0x999) == nil)
  }
}

private let firstLine = #line + 1
private func readBeyondEnd() {
  print([1, 2, 3][Int(getpid())])
}
private func overflow() {
  print(Int.max - Int(getpid()) + Int(getpid()) * 2)
}
private func callForever() { print(descend(0)) }

/// Calls itself until the stack is full.
private func descend(_ depth: Int) -> Int {
  withUnsafeTemporaryAllocation(of: Int.self, capacity: 64) { room in
    room[0] = depth
    return descend(room[0] + 1) + room[0]
  }
}
