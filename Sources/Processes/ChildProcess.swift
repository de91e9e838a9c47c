import Glibc
import Synchronization

/// A program that runs as a child of this process, in a process group of its own, with a pipe to its standard input and
/// one from its standard output.
///
/// It has one owner. When that lets go of it, the whole process group is killed, and no zombie is left.
public struct ChildProcess: ~Copyable {
  /// The process, and its process group.
  public let id: pid_t
  /// The write end of the pipe to its standard input; `nil` once it is closed.
  var input: FileDescriptor?
  /// The read end of the pipe from its standard output.
  let output: FileDescriptor
  /// How it ended, once that is known.
  private var ending: Ending?

  /// Where its standard error goes.
  public enum Errors: Sendable {
    /// To standard error of this process.
    case inherited
    /// Nowhere.
    case discarded
  }

  /// How a process ended.
  public enum Ending: Hashable, Sendable {
    /// It ended itself, with this exit code.
    case exited(Int32)
    /// This signal ended it.
    case signaled(Int32)
  }

  /// Starts a program.
  /// - Parameters:
  ///   - program: a path, or a name that is looked up in `PATH`.
  ///   - arguments: its arguments, without its name.
  ///   - errors: where its standard error goes.
  public init(
    _ program: String, _ arguments: [String] = [], errors: Errors = .inherited
  ) throws(ChildProcessError) {
    // A child that another thread starts must not inherit a pipe that is just being made.
    let started = try Self.oneAtATime.withLock { _ throws(ChildProcessError) in
      try Self.start(program, arguments, errors)
    }
    id = started.id
    input = FileDescriptor(started.input)
    output = FileDescriptor(started.output)
    for end in [started.input, started.output] { _ = fcntl(end, F_SETFL, fcntl(end, F_GETFL) | O_NONBLOCK) }
  }

  /// Starts the program.
  /// - Returns: the process, and this process's ends of the pipes, which the caller owns.
  private static func start(
    _ program: String, _ arguments: [String], _ errors: Errors
  ) throws(ChildProcessError) -> (id: pid_t, input: Int32, output: Int32) {
    let toChild = try Pipe()
    let fromChild = try Pipe()
    var actions = SpawnActions()
    actions.duplicate(toChild.read.number, as: STDIN_FILENO)
    actions.duplicate(fromChild.write.number, as: STDOUT_FILENO)
    if errors == .discarded { actions.openNull(as: STDERR_FILENO) }
    let id = try actions.spawn(program, arguments)
    return (id, toChild.write.release(), fromChild.read.release())
  }

  private static let oneAtATime = Mutex(())

  deinit {
    guard ending == nil else { return }
    kill(-id, SIGKILL)
    _ = Self.reap(id, 0)
  }

  /// Tells the child that its input has ended.
  public mutating func closeInput() { input = nil }

  /// Sends a signal to its process group: to the child and to what it has started.
  public func signal(_ number: Int32) { kill(-id, number) }

  /// Waits for its end, and kills its process group if that does not come in time.
  /// - Returns: how it ended; a child that was killed here has ended by `SIGKILL`.
  public mutating func end(by deadline: ContinuousClock.Instant) -> Ending {
    if let ending { return ending }
    while ContinuousClock.now < deadline {
      if let ending = Self.reap(id, WNOHANG) { return finish(ending) }
      usleep(1000)
    }
    kill(-id, SIGKILL)
    return finish(Self.reap(id, 0) ?? .signaled(SIGKILL))
  }

  private mutating func finish(_ ending: Ending) -> Ending {
    self.ending = ending
    // What it has started does not outlive it.
    kill(-id, SIGKILL)
    return ending
  }

  /// How the process has ended; `nil` if it runs, or is no child any more.
  private static func reap(_ id: pid_t, _ options: Int32) -> Ending? {
    var status: Int32 = 0
    while true {
      let result = waitpid(id, &status, options)
      if result == id { return Ending(status: status) }
      guard result < 0, errno == EINTR else { return nil }
    }
  }
}

extension ChildProcess.Ending {
  /// What `waitpid` says: the low seven bits are the signal, and the next byte the exit code.
  fileprivate init(status: Int32) {
    let signal = status & 0x7f
    self = signal == 0 ? .exited(status >> 8 & 0xff) : .signaled(signal)
  }
}
