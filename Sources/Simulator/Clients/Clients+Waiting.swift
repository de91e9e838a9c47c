import RaftCore
import TraceChecker

/// A client without an answer, and the server that it asks.
struct WaitingClient {
  let number: Int
  let target: ServerID
  /// Since when it has asked no other server.
  let since: Int

  /// Whom it asks, in a clause.
  func words(_ now: Int) -> String { "c\(number) has asked only s\(target) for \(VirtualTime.text(now - since))" }
}

extension Clients {
  /// What each client that has no answer waits for, and whom it asks, in words.
  /// - Parameters:
  ///   - now: the time.
  ///   - describe: says what a server is, in a clause.
  func waitingText(_ now: Int, _ describe: (ServerID) -> String) -> [String] {
    indices.compactMap { number in
      guard let (client, command) = waiting(number) else { return nil }
      let waited = VirtualTime.text(now - client.invoked)
      let tries = client.tries == 1 ? "once" : "\(client.tries) times"
      return "c\(number) has waited for the answer to command \(command.rawValue) for \(waited) and asked \(tries), "
        + "for \(VirtualTime.text(now - client.asksSince)) only s\(client.target): \(describe(client.target))"
    }
  }

  /// The client that has asked one server for the longest time; `nil` if none waits.
  var longestWaiting: WaitingClient? {
    let all = indices.compactMap { number in
      waiting(number).map { WaitingClient(number: number, target: $0.client.target, since: $0.client.asksSince) }
    }
    return all.min { ($0.since, $0.number) < ($1.since, $1.number) }
  }
}
