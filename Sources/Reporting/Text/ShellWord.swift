import TraceChecker

/// Words of a command line, to be pasted into a shell.
package enum ShellWord {
  /// The text as one word. It is in single quotes if it has characters that are special to a shell, and in `$'...'` if
  /// it has bytes that cannot be printed.
  package static func quote(_ text: RawText) -> String {
    let printed = text.printable()
    guard RawText(printed) == text else { return "$'\(text.bytes.map(escaped).joined())'" }
    if !printed.isEmpty, text.bytes.allSatisfy(isPlain) { return printed }
    return "'" + printed.split(separator: "'", omittingEmptySubsequences: false).joined(separator: #"'\''"#) + "'"
  }

  /// The text as one word.
  package static func quote(_ text: String) -> String { quote(RawText(text)) }

  /// The byte between `$'` and `'`.
  private static func escaped(_ byte: UInt8) -> String {
    switch byte {
    case UInt8(ascii: "'"), UInt8(ascii: #"\"#): #"\"# + String(Unicode.Scalar(byte))
    case UInt8(ascii: " ")...UInt8(ascii: "~"): String(Unicode.Scalar(byte))
    default: RawText.escaped(byte)
    }
  }

  private static func isPlain(_ byte: UInt8) -> Bool {
    switch byte {
    case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"): true
    case UInt8(ascii: "0")...UInt8(ascii: "9"): true
    default: "-_./:,+@%=".utf8.contains(byte)
    }
  }
}
