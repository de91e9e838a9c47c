import RaftCore

/// A client: it asks for one command at a time, from any server, and asks again when no answer comes.
struct SimulatedClient {
  /// The number of its last command, from 1.
  var sequence = 0
  /// The command that it waits for, if it does.
  var pending: Command?
  /// The tries of all its commands.
  var attempt = 0
  /// The tries of this command.
  var tries = 0
  /// When it asks again, if no answer has come.
  var timer = HostTimer()
  /// The server to ask next, if one was named as leader or has answered.
  var favourite: ServerID?
}
