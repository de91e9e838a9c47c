import Glibc
import Processes
import Testing

@Suite("Child processes") struct ChildProcessTests {
  private static let soon = Duration.seconds(30)

  private func text(_ bytes: [UInt8]) -> String { String(decoding: bytes, as: UTF8.self) }

  @Test("A child gets its input, and its output and exit code are those of the program")
  func exchange() throws {
    var child = try ChildProcess("sh", ["-c", "tr a-z A-Z; exit 3"])
    let output = try child.exchange(Array("one\ntwo\n".utf8), by: .now + Self.soon)
    #expect(text(output) == "ONE\nTWO\n")
    #expect(child.end(by: .now + Self.soon) == .exited(3))
  }

  @Test("More than the pipes hold goes through, in both directions")
  func manyBytes() throws {
    let bytes = (0..<3_000_000).map { UInt8(truncatingIfNeeded: $0 % 251) }
    var child = try ChildProcess("cat")
    #expect(try child.exchange(bytes, by: .now + Self.soon) == bytes)
    #expect(child.end(by: .now + Self.soon) == .exited(0))
  }

  @Test("Input that the child does not read is no error")
  func unreadInput() throws {
    signal(SIGPIPE, SIG_IGN)
    var child = try ChildProcess("sh", ["-c", "exec <&-; echo done"])
    #expect(text(try child.exchange(Array(repeating: 0, count: 3_000_000), by: .now + Self.soon)) == "done\n")
  }

  @Test("A child that does not answer in time is given up, and killed with all that it has started")
  func timeLimit() throws {
    let start = ContinuousClock.now
    var child = try ChildProcess("sh", ["-c", "sleep 1000 & echo $!; wait"])
    #expect(throws: ChildProcessError.timedOut) { try child.exchange([], by: .now + .milliseconds(300)) }
    let id = child.id
    #expect(child.end(by: .now) == .signaled(SIGKILL))
    #expect(isGone(group: id))
    #expect(ContinuousClock.now - start < .seconds(20))
  }

  @Test("A caller who wants to end does not wait for the child")
  func cancellation() throws {
    var child = try ChildProcess("sleep", ["1000"])
    #expect(throws: ChildProcessError.cancelled) {
      try child.exchange([], by: .now + Self.soon, isCancelled: { true })
    }
  }

  @Test("A child whose owner lets go of it is killed")
  func abandonment() throws {
    func start() throws -> pid_t { try ChildProcess("sleep", ["1000"]).id }
    let id = try start()
    #expect(isGone(group: id))
  }

  @Test("The signal that ended a child is reported")
  func signals() throws {
    var child = try ChildProcess("sh", ["-c", "kill -SEGV $$"])
    #expect(child.end(by: .now + Self.soon) == .signaled(SIGSEGV))
  }

  @Test("A program that does not exist is one clear error")
  func missingProgram() {
    #expect(throws: ChildProcessError.notStarted(program: "no-such-program", errno: ENOENT)) {
      _ = try ChildProcess("no-such-program").id
    }
    #expect(
      "\(ChildProcessError.notStarted(program: "no-such-program", errno: ENOENT))"
        == "no-such-program cannot be started: No such file or directory")
  }

  @Test("Standard error can be discarded")
  func discardedErrors() throws {
    var child = try ChildProcess("sh", ["-c", "echo lost >&2; echo kept"], errors: .discarded)
    #expect(text(try child.exchange([], by: .now + Self.soon)) == "kept\n")
  }

  /// Whether no process of the group is left. The kernel may take a moment to remove one that was killed.
  private func isGone(group: pid_t) -> Bool {
    for _ in 0..<1000 {
      if kill(-group, 0) != 0, errno == ESRCH { return true }
      usleep(10_000)
    }
    return false
  }
}
