import Glibc
import Synchronization

/// A program that runs as a child of this process, in a process group of its own, with a pipe to its standard input and
/// one from its standard output.
///
/// It has one owner. When the owner releases it, the whole process group is killed, and no zombie is left.
public struct ChildProcess: ~Copyable {
  /// The process, and its process group.
  public let id: pid_t
  /// The write end of the pipe to its standard input; `nil` once it is closed.
  var input: FileDescriptor?
  /// The read end of the pipe from its standard output.
  let output: FileDescriptor
  /// How the process ended, once that is known.
  private var ending: Ending?

  /// Where the standard error of the process goes.
  public enum Errors: Sendable {
    /// To standard error of this process.
    case inherited
    /// Nowhere.
    case discarded
  }

  /// How a process ended.
  public enum Ending: Hashable, Sendable {
    /// It exited with this code.
    case exited(Int32)
    /// It was killed by this signal.
    case signaled(Int32)
    /// It has ended, but how is not known, because this process ignores `SIGCHLD` or has already waited for the child
    /// elsewhere. Then processes that the child has started are not killed, unless they were killed together with the
    /// child.
    case unknown
  }

  /// Starts a program.
  /// - Parameters:
  ///   - program: a path, or a name that is looked up in `PATH`.
  ///   - arguments: its arguments, without its name.
  ///   - errors: where its standard error goes.
  public init(
    _ program: String, _ arguments: [String] = [], errors: Errors = .inherited
  ) throws(ChildProcessError) {
    // A child that another thread starts at the same time must not inherit the new pipes.
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

  deinit { if ending == nil { _ = Self.kill(group: id) } }

  /// Closes the input of the child, which then reads its end.
  public mutating func closeInput() { input = nil }

  /// Sends a signal to the process group: the child and the processes that it has started. Does nothing once the end of
  /// the child is known: the group was killed then, and another group may have its number.
  public func signal(_ number: Int32) {
    if ending == nil, Self.state(of: id) != .gone { Glibc.kill(-id, number) }
  }

  /// Waits until the child has ended, at most until the deadline, and then kills its process group: nothing that the
  /// child has started outlives it.
  /// - Returns: how the child ended; a child that was killed at the deadline was ended by `SIGKILL`.
  public mutating func end(by deadline: ContinuousClock.Instant) -> Ending {
    if let ending { return ending }
    while Self.state(of: id) == .running, ContinuousClock.now < deadline { usleep(1000) }
    let ending = Self.kill(group: id)
    self.ending = ending
    return ending
  }

  /// What the system knows of a child.
  private enum State {
    case running
    /// It has ended and has not been waited for: no other process or group can have its number.
    case ended
    /// It is no longer a child of this process.
    case gone
  }

  private static func state(of id: pid_t) -> State {
    var info = siginfo_t()
    while waitid(P_PID, id_t(id), &info, WEXITED | WNOHANG | WNOWAIT) != 0 {
      if errno != EINTR { return .gone }
    }
    return info.si_signo == SIGCHLD ? .ended : .running
  }

  /// Kills all running processes in the group of a child, and waits for the end of the child.
  private static func kill(group id: pid_t) -> Ending {
    // Until the child has been waited for, no other group can have its number.
    if state(of: id) != .gone { Glibc.kill(-id, SIGKILL) }
    var status: Int32 = 0
    while waitpid(id, &status, 0) != id {
      if errno != EINTR { return .unknown }
    }
    return Ending(status: status)
  }
}

extension ChildProcess.Ending {
  /// The ending for a status of `waitpid`: its low seven bits are the signal, and the next byte is the exit code.
  fileprivate init(status: Int32) {
    let signal = status & 0x7f
    self = signal == 0 ? .exited(status >> 8 & 0xff) : .signaled(signal)
  }
}
