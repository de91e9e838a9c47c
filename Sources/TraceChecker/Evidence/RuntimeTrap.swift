/// A trap: a failed precondition, an arithmetic overflow, an index out of range, a null pointer or another error that
/// ends a process at once.
public struct RuntimeTrap: Hashable, Sendable, CustomStringConvertible {
  /// The name of the signal, such as `SIGILL`.
  public let signal: String
  /// What the runtime says about the error, if it does.
  public let reason: String?
  /// The source file and its line, if they are known.
  public let place: Place?

  /// A line of a source file.
  public struct Place: Hashable, Sendable, CustomStringConvertible {
    /// The path of the file, as the compiler was given it or relative to the current directory.
    public let file: String
    /// The line, from 1.
    public let line: Int

    /// A line of `file`.
    public init(file: String, line: Int) { (self.file, self.line) = (file, line) }

    /// `Sources/RaftCore/Log.swift:12`.
    public var description: String { "\(file):\(line)" }
  }

  /// A trap.
  public init(signal: String, reason: String? = nil, place: Place? = nil) {
    (self.signal, self.reason, self.place) = (signal, reason, place)
  }

  /// Equal for traps at the same place, wherever the program was built, or of the same signal where the place is not
  /// known.
  var kind: String {
    guard let place else { return signal }
    return "\(place.file.split(separator: "/").last ?? ""):\(place.line)"
  }

  /// In words, such as `arithmetic overflow (SIGILL) at Sources/RaftCore/Log.swift:12`.
  public var description: String {
    let error = reason.map { "\($0) (\(signal))" } ?? signal
    return error + (place.map { " at \($0)" } ?? ", at an unknown line")
  }
}
