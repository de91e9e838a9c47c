/// Why a trace cannot be read: where, what is wrong there, and what would be right.
public struct TraceError: Error, Hashable, Sendable, CustomStringConvertible {
  /// The file, as the caller named it.
  public var file: String
  /// The line, counted from 1; `0` if the file as a whole cannot be read.
  public var line: Int
  /// The column in bytes, counted from 1; `0` if the line as a whole is meant.
  public var column = 0
  /// What is wrong.
  public var problem: String
  /// What would be right.
  public var remedy: String
  /// Whether a signal or the caller ended the reading, so that nothing is known to be wrong with the file.
  public var wasInterrupted = false

  /// An error in a line of a file.
  public init(file: String, line: Int, problem: String, remedy: String) {
    self.file = file
    self.line = line
    self.problem = problem
    self.remedy = remedy
  }

  /// `FILE:LINE:COLUMN: what is wrong; what would be right`, without the numbers that are `0`. Always one line of
  /// printable text, whatever the trace contains.
  public var description: String {
    let place = ([file] + [line, column].prefix { $0 > 0 }.map(String.init)).joined(separator: ":")
    return "\(place): \(problem); \(remedy)".printable
  }
}

/// What is wrong with a line, for those who know neither its file nor its number.
struct Flaw: Error {
  var problem: String
  var remedy: String

  init(_ problem: String, _ remedy: String) {
    self.problem = problem
    self.remedy = remedy
  }
}

extension String {
  /// The text with `?` for what could move the cursor of a terminal or break the line.
  var printable: String {
    var text = String.UnicodeScalarView()
    for scalar in unicodeScalars { text.append(scalar.isPrintable ? scalar : "?") }
    return String(text)
  }
}

extension Unicode.Scalar {
  /// Whether it neither moves the cursor of a terminal nor breaks the line.
  var isPrintable: Bool {
    switch properties.generalCategory {
    case .control, .format, .lineSeparator, .paragraphSeparator, .unassigned, .privateUse: false
    default: true
    }
  }
}
