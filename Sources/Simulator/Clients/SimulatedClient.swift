import RaftCore

/// A client: it asks for one command at a time, from any server, and asks again when no answer comes.
struct SimulatedClient {
  /// Its session. A client that has given up a command may open a new one: the command can then still take effect.
  var session: Int
  /// The number of its last command, from 1.
  private(set) var sequence = 0
  /// The command that it waits for, if it does.
  var pending: Command?
  /// The tries of this command.
  var tries = 0
  /// When it asks again, if no answer has come.
  var timer = HostTimer()
  /// The server to ask next, if an answer named one as leader.
  var favorite: ServerID?
  /// When it first asked for the command.
  private(set) var invoked = 0
  /// The server that it asked last.
  private(set) var target: ServerID = 0
  /// Since when it has asked no other server for the command.
  private(set) var asksSince = 0
  /// The number of answers sent, by command.
  private var answers: [UInt16] = []

  /// A client that has not asked for anything yet.
  init(session: Int) { self.session = session }

  /// Moves on to the client's next command, and returns its number.
  mutating func beginCommand(at now: Int) -> Int {
    sequence += 1
    answers.append(0)
    tries = 0
    invoked = now
    return sequence
  }

  /// It asks a server for its command.
  mutating func asks(_ server: ServerID, at now: Int) {
    if server != target || tries == 1 { (target, asksSince) = (server, now) }
  }

  /// Counts an answer that is sent to one of the client's commands.
  /// - Returns: how many were sent to that command, this one included; `nil` if the client never asked for it.
  mutating func countAnswer(to sequence: Int) -> Int? {
    guard sequence > 0, sequence <= answers.count else { return nil }
    answers[sequence - 1] &+= 1
    return Int(answers[sequence - 1])
  }
}
