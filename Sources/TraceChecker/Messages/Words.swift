/// How servers and entries are called in evidence.
enum Words {
  static func server(_ server: Int) -> String { "s\(server)" }

  /// A value of a client's operation. The simulator's clients make a value from the number of their session and that of
  /// the request, in 32 bits each: `4.7`. A value below 2^32 is written as it is.
  static func value(_ value: Int) -> String {
    value >> 32 > 0 ? "\(value >> 32).\(value & 0xFFFF_FFFF)" : "\(value)"
  }

  static func entries(_ entries: [TraceEntry]) -> String {
    let shown = entries.prefix(4).map { entry($0) }.joined(separator: ", ")
    return entries.isEmpty ? "none" : shown + (entries.count > 4 ? ", ..." : "")
  }

  static func entry(_ entry: TraceEntry?) -> String {
    guard let entry else { return "no entry" }
    let command =
      entry.kind == .configuration
      ? "configuration \(entry.command)" : entry.command == 0 ? "no-op" : "command \(entry.command)"
    return "\(command) of term \(entry.term)"
  }
}
