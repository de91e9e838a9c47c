/// How servers and entries are called in evidence.
enum Words {
  static func server(_ server: Int) -> String { "s\(server)" }

  static func servers(_ servers: [Int]) -> String {
    servers.isEmpty ? "nobody" : servers.map(server).joined(separator: ", ")
  }

  static func entry(_ entry: TraceEntry?) -> String {
    guard let entry else { return "no entry" }
    let command = entry.command == 0 ? "no-op" : "command \(entry.command)"
    return "\(command) of term \(entry.term)"
  }
}
