/// What can happen in a cluster: the actions of the specification, and of schedules.
enum ClusterAction: Hashable, Sendable {
  /// A message is delivered; in a set network it stays.
  case deliver(message: UInt32)
  /// A server's election timeout passes.
  case timeout(server: Int)
  /// A leader's heartbeat is due.
  case heartbeat(server: Int)
  /// A client asks a server for a command.
  case request(server: Int, command: Int)
  /// A server crashes, and runs again with what was durable.
  case restart(server: Int)
  /// A message is lost.
  case drop(message: UInt32)
  /// A message will arrive once more.
  case duplicate(message: UInt32)

  static let kinds = ["deliver", "timeout", "heartbeat", "request", "restart", "drop", "duplicate"]
  /// How many of `kinds`, the first ones, are steps of servers: the others are done by the network.
  static let serverKinds = 5

  private static let shift: UInt32 = 28

  /// The action with a code.
  init(_ code: ModelAction) {
    let content = Self.content(code)
    let server = Int(content & 0xf)
    switch code >> Self.shift {
    case 0: self = .deliver(message: content)
    case 1: self = .timeout(server: server)
    case 2: self = .heartbeat(server: server)
    case 3: self = .request(server: server, command: Int(content >> 4))
    case 4: self = .restart(server: server)
    case 5: self = .drop(message: content)
    default: self = .duplicate(message: content)
    }
  }

  /// A number of its own, with its kind in the first bits.
  var code: ModelAction {
    switch self {
    case .deliver(let message): message
    case .timeout(let server): 1 << Self.shift | UInt32(server)
    case .heartbeat(let server): 2 << Self.shift | UInt32(server)
    case .request(let server, let command): 3 << Self.shift | UInt32(command) << 4 | UInt32(server)
    case .restart(let server): 4 << Self.shift | UInt32(server)
    case .drop(let message): 5 << Self.shift | message
    case .duplicate(let message): 6 << Self.shift | message
    }
  }

  /// The part of a code after the kind: a message, or a server in the last four bits.
  @inline(__always)
  static func content(_ code: ModelAction) -> UInt32 { code & (1 << shift - 1) }

  /// The place in `kinds` of the action with a code.
  @inline(__always)
  static func kind(_ code: ModelAction) -> Int { Int(code >> shift) }
}
