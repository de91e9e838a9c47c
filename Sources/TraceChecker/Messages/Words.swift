/// How servers and entries are called in evidence.
enum Words {
  static func server(_ server: Int) -> String { "s\(server)" }

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
