import Glibc

/// An error in starting a child process or in exchanging data with it.
public enum ChildProcessError: Error, Hashable, CustomStringConvertible {
  /// The program could not be started; `errno` says why.
  case notStarted(program: String, errno: Int32)
  /// No pipe could be made.
  case noPipe(errno: Int32)
  /// Its output could not be read to the end.
  case notRead(errno: Int32)
  /// The child wrote more than the caller allowed, in bytes.
  case tooMuchOutput(limit: Int)
  /// The deadline passed.
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
