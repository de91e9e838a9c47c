/// The numbers of clients' commands and sessions, each of which follows from its client and from how many of that client's
/// come before it: what one client asks for leaves the numbers of all others as they are.
///
/// The clients take turns. Where one has fewer than another, numbers are left out.
@usableFromInline
struct ClientNumbering: Hashable, BitwiseCopyable, Sendable {
  /// How many clients there are.
  @usableFromInline let clients: Int

  /// Every session is below it, so that a machine can put a session and 32 more bits into one number of a trace.
  static let sessionLimit = 1 << 16

  /// The numbering of `0 ..< clients`.
  init(clients: Int) {
    // An occurrence has a byte for its client.
    precondition((1...256).contains(clients), "\(clients) clients of 1 to 256")
    self.clients = clients
  }

  // MARK: Commands

  /// The number, from 1 on, of the command of `client` that has `sequence` among its own, from 1 on.
  func command(_ sequence: Int, of client: Int) -> UInt64 {
    assert((0..<clients).contains(client) && sequence > 0, "command \(sequence) of client \(client)")
    return UInt64((sequence - 1) * clients + client + 1)
  }

  /// The client that the number of a command belongs to, and the number among its own; `nil` if it is no client's.
  @inlinable
  func origin(ofCommand number: UInt64) -> (client: Int, sequence: Int)? {
    guard number > 0 else { return nil }
    let (turn, client) = (number - 1).quotientAndRemainder(dividingBy: UInt64(clients))
    guard turn < UInt64(Int.max) else { return nil }
    return (Int(client), Int(turn) + 1)
  }

  // MARK: Sessions

  /// The first session of `client`.
  func firstSession(of client: Int) -> Int {
    assert((0..<clients).contains(client), "client \(client) of \(clients)")
    return client
  }

  /// The session that follows `session` for the same client; `nil` if it has had all of its sessions.
  func session(after session: Int) -> Int? {
    session + clients < Self.sessionLimit ? session + clients : nil
  }
}
