import RaftCore
import Simulator

/// The state as words, so that `explore` can tell states apart. What clients wait for is left out: models ask leaders
/// only.
extension NaiveServer {
  func encode(_ renaming: Renaming, _ rules: Rules, into words: inout [UInt64]) -> Bool {
    words += [renaming.server(id), UInt64(currentTerm), renaming.server(votedFor), UInt64(role.rawValue)]
    words += [UInt64(commitIndex), renaming.set(votesGranted.rawValue), UInt64(log.count)]
    for entry in log { words += [UInt64(entry.term), renaming.command(entry.command.rawValue)] }
    guard role == .leader else { return true }
    var indexes = Array(repeating: UInt64(0), count: 2 * servers)
    for peer in 0..<servers {
      indexes[2 * renaming.servers[peer]] = UInt64(matchIndexes[peer])
      indexes[2 * renaming.servers[peer] + 1] = UInt64(nextIndexes[peer])
    }
    words += indexes
    return true
  }
}
