import RaftCore

/// What the servers are called in a schedule: `s0`, `s1`, ..., and other names that a reader chose.
public struct ServerNames: Hashable, Sendable {
  /// The chosen names, by server.
  private var chosen: [String?]

  /// No name is chosen.
  /// - Parameter servers: the number of servers.
  public init(servers: Int) { chosen = Array(repeating: nil, count: servers) }

  /// The longest name, in bytes.
  static let longest = 40

  /// The name of a server.
  /// - Precondition: it is one of the servers.
  public subscript(server: ServerID) -> String { chosen[server] ?? Self.plain(server) }

  /// The name that was chosen for a server, if one was.
  func choice(for server: ServerID) -> String? { chosen[server] }

  /// The server of that name.
  func server(_ name: String) -> ServerID? {
    chosen.indices.first { chosen[$0] == name || Self.plain($0) == name }
  }

  /// Chooses a name for a server. Returns whether it can have it: a name begins with a letter, consists of letters,
  /// digits, `_` and `-`, and is neither a word that begins a line nor like `s0`, nor that of another server.
  public mutating func choose(_ name: String, for server: ServerID) -> Bool {
    guard Self.isPossible(name), self.server(name).map({ $0 == server }) ?? true else { return false }
    chosen[server] = name
    return true
  }

  /// All names, for an error.
  var list: String { chosen.indices.map { self[$0] }.joined(separator: ", ") }

  private static func plain(_ server: ServerID) -> String { "s\(server)" }

  private static func isPossible(_ name: String) -> Bool {
    let isReserved = name == "none" || ScheduleKeyword(rawValue: name) != nil
    let isLikeNumbered = name.first == "s" && name.dropFirst().allSatisfy { $0.isASCII && $0.isNumber }
    return name.utf8.count <= longest && name.first?.isLetter == true && !isReserved && !isLikeNumbered
      && name.allSatisfy { $0.isASCII && ($0.isLetter || $0.isNumber || $0 == "_" || $0 == "-") }
  }
}

/// A word that begins a line of a schedule, other than the name of a server.
enum ScheduleKeyword: String, CaseIterable {
  case servers
  case noOp = "no-op"
  case batch, window, core, defect, violates, name, lose, duplicate

  /// Whether it begins a setting.
  var isSetting: Bool { self != .lose && self != .duplicate }
}
