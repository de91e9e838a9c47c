import Glibc
import TraceChecker

/// A file or directory that cannot be used.
public struct FileError: Error, Hashable, Sendable, CustomStringConvertible {
  /// What could not be done.
  package enum Operation: String, Hashable, Sendable {
    /// It could not be read.
    case read
    /// It could not be written.
    case written
    /// It could not be created.
    case created
  }

  /// The path, as the caller gave it.
  public let path: RawText
  /// What could not be done with it, and why.
  public let reason: String

  /// The error with which a function of the operating system has failed.
  package init(_ path: RawText, _ operation: Operation, _ number: Int32) {
    self.path = path
    reason = "it cannot be \(operation.rawValue): \(String(cString: strerror(number)))"
  }

  /// `PATH: what could not be done, and why`, in one line.
  public var description: String { "\(path): \(reason)" }
}
