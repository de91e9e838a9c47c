/// The numbers of the clients' commands and sessions. Each depends only on its client and on its place among that
/// client's own, so that what one client asks for never changes the numbers of another.
///
/// The clients take turns. Where one has fewer than another, there are gaps.
@usableFromInline
struct ClientNumbering: Hashable, BitwiseCopyable, Sendable {
  /// The number of clients.
  @usableFromInline let clients: Int

  /// The most clients: an occurrence has a byte for its client.
  static let clientLimit = 256

  /// The bound of all sessions: a machine can put a session and 32 more bits into one number of a trace.
  static let sessionLimit = 1 << 16

  /// The numbering for the clients `0 ..< clients`.
  init(clients: Int) {
    precondition((1...Self.clientLimit).contains(clients), "\(clients) clients of 1 to \(Self.clientLimit)")
    self.clients = clients
  }

  // MARK: Commands

  /// The number of the `sequence`th command of `client`; both count from 1.
  func command(_ sequence: Int, of client: Int) -> UInt64 {
    assert((0..<clients).contains(client) && sequence > 0, "command \(sequence) of client \(client)")
    return UInt64((sequence - 1) * clients + client + 1)
  }

  /// The client of a command's number, and the place of the command among its own; `nil` if the number is no client's.
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

  /// The session that follows `session` for the same client; `nil` after the client's last one.
  func session(after session: Int) -> Int? {
    session + clients < Self.sessionLimit ? session + clients : nil
  }
}
