import Simulator
import TraceChecker

/// An action of a schedule that can be played although others were left out: its message is identified by the action
/// that sent it, not by its content.
public struct LinkedAction: Sendable {
  /// What happens, and to which server. The content of its message is what was last delivered.
  var event: TraceEvent
  /// The number by which links refer to this action; it stays when others are left out.
  let number: Int
  /// The message, if the action is about one.
  var message: MessageLink?

  /// Whether the action is about a message: one that arrives, is lost or is duplicated.
  static func hasMessage(_ event: TraceEvent) -> Bool {
    switch event.action {
    case .receive, .lose, .duplicate: true
    default: event.details.trap == .receive
    }
  }
}

/// A message, identified by the action that sent it.
struct MessageLink: Hashable, Sendable {
  /// The number of the action that sent it.
  let sender: Int
  /// Its position among the messages of its kind that the action sent to the same server, from 0.
  let position: Int
  /// The kind of the message.
  let kind: TraceMessage.Kind
  /// The server that sent it.
  var from: Int
  /// The server that it is for.
  var to: Int
}
