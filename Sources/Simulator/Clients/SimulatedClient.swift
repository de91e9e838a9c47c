import RaftCore

/// A client: it asks for one command at a time, from any server, and asks again when no answer comes.
struct SimulatedClient {
  /// Its session. A client that has given up a command may go on in a new one: what it gave up can then still take effect.
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
  var favourite: ServerID?
  /// By command: how many answers to it were sent.
  private var answers: [UInt16] = []

  /// A client that has asked for nothing yet.
  init(session: Int) { self.session = session }

  /// It asks for its next command, whose number is returned.
  mutating func beginCommand() -> Int {
    sequence += 1
    answers.append(0)
    tries = 0
    return sequence
  }

  /// An answer to one of its commands is sent.
  /// - Returns: how many were sent to that command, this one included; `nil` if it has never asked for such a command.
  mutating func countAnswer(to sequence: Int) -> Int? {
    guard sequence > 0, sequence <= answers.count else { return nil }
    answers[sequence - 1] &+= 1
    return Int(answers[sequence - 1])
  }
}
