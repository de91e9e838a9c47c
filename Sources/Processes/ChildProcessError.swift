import Glibc

/// A child process could not be started or talked to.
public enum ChildProcessError: Error, Hashable, CustomStringConvertible {
  /// The program was not started, for a reason of the system.
  case notStarted(program: String, errno: Int32)
  /// No pipe could be made.
  case noPipe(errno: Int32)
  /// Its output could not be read to the end.
  case notRead(errno: Int32)
  /// It wrote more than the caller wants to have in memory, in bytes.
  case tooMuchOutput(limit: Int)
  /// It did not do in time what was waited for.
  case timedOut
  /// The caller did not want to wait any longer.
  case cancelled

  /// In words.
  public var description: String {
    switch self {
    case .notStarted(let program, let code): "\(program) cannot be started: \(Self.reason(code))"
    case .noPipe(let code): "no pipe can be made: \(Self.reason(code))"
    case .notRead(let code): "the output of the process cannot be read: \(Self.reason(code))"
    case .tooMuchOutput(let limit): "the process wrote more than \(limit) bytes"
    case .timedOut: "the process did not answer in time"
    case .cancelled: "cancelled"
    }
  }

  private static func reason(_ code: Int32) -> String { String(cString: strerror(code)) }
}
