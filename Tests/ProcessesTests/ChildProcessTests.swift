import Glibc
import Testing

@testable import Processes

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

  @Test("Input that the child does not read is no error, and no signal")
  func unreadInput() async {
    await #expect(processExitsWith: .success) {
      signal(SIGPIPE, SIG_DFL)
      var child = try ChildProcess("sh", ["-c", "exec <&-; echo done"])
      let output = try child.exchange(Array(repeating: 0, count: 3_000_000), by: .now + .seconds(30))
      #expect(output == Array("done\n".utf8))
      var mask = sigset_t()
      pthread_sigmask(SIG_BLOCK, nil, &mask)
      #expect(sigismember(&mask, SIGPIPE) == 0)
    }
  }

  @Test("A broken pipe takes no signal that waited before")
  func waitingSignal() async {
    await #expect(processExitsWith: .success) {
      var (pipe, waiting) = (sigset_t(), sigset_t())
      sigemptyset(&pipe)
      sigaddset(&pipe, SIGPIPE)
      pthread_sigmask(SIG_BLOCK, &pipe, nil)
      for hasWaiting in [false, true] {
        if hasWaiting { raise(SIGPIPE) }
        var child = try ChildProcess("sh", ["-c", "exec <&-; echo done"])
        _ = try child.exchange(Array(repeating: 0, count: 3_000_000), by: .now + .seconds(30))
        sigpending(&waiting)
        #expect((sigismember(&waiting, SIGPIPE) == 1) == hasWaiting)
      }
    }
  }

  @Test("Output that cannot be read to its end is an error")
  func unreadableOutput() throws {
    var child = try ChildProcess("sh", ["-c", "echo some; sleep 1000"])
    let directory = open("/", O_RDONLY)
    dup2(directory, child.output.number)
    close(directory)
    #expect(throws: ChildProcessError.notRead(errno: EISDIR)) {
      try child.exchange([], by: .now + Self.soon)
    }
    #expect(
      "\(ChildProcessError.notRead(errno: EISDIR))" == "the output of the process cannot be read: Is a directory")
  }

  @Test("What a child has started ends with it")
  func groupOfEndedChild() throws {
    var child = try ChildProcess("sh", ["-c", "sleep 1000 >&- & exit 4"])
    let id = child.id
    #expect(child.end(by: .now + Self.soon) == .exited(4))
    #expect(isGone(group: id))
    child.signal(SIGKILL)
    #expect(child.end(by: .now) == .exited(4))
  }

  @Test("Where the system does not say how children end, that is soon known, and no signal goes to their groups")
  func ignoredEnds() async {
    await #expect(processExitsWith: .success) {
      signal(SIGCHLD, SIG_IGN)
      let start = ContinuousClock.now
      var child = try ChildProcess("sh", ["-c", "(sleep 1; echo alive) & exit 3"])
      #expect(child.end(by: start + .seconds(1000)) == .unknown)
      child.signal(SIGKILL)
      // What it has started is in its group still, and shows that nobody has killed that.
      #expect(try child.exchange([], by: start + .seconds(60)) == Array("alive\n".utf8))
      #expect(ContinuousClock.now - start < .seconds(60))
      var killed = try ChildProcess("sleep", ["1000"])
      #expect(killed.end(by: .now) == .unknown)
      #expect(ContinuousClock.now - start < .seconds(60))
    }
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

  @Test("A child that writes without end is given up")
  func endlessOutput() throws {
    var child = try ChildProcess("yes")
    #expect(throws: ChildProcessError.tooMuchOutput(limit: 1_000_000)) {
      try child.exchange([], upTo: 1_000_000, by: .now + Self.soon)
    }
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
