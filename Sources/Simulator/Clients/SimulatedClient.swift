import RaftCore

/// A client: it asks for one command at a time, from any server, and asks again when no answer comes.
struct SimulatedClient {
  /// Its session. A client that has given up a command may go on in a new one: what it gave up can then still take effect.
  var session: Int
  /// The number of its last command, from 1.
  var sequence = 0
  /// The command that it waits for, if it does.
  var pending: Command?
  /// The tries of this command.
  var tries = 0
  /// When it asks again, if no answer has come.
  var timer = HostTimer()
  /// The server to ask next, if one was named as leader or has answered.
  var favourite: ServerID?
}

/// Where a command comes from.
struct CommandOrigin: BitwiseCopyable {
  /// The client that asked for it.
  var client: UInt8
  /// How many answers to it were sent to the client.
  var answers: UInt16 = 0
  /// The number of the command, of those of the client.
  var sequence: UInt32
}
