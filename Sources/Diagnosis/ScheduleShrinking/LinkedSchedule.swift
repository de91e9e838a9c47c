import RaftCore
import Simulator
import TraceChecker

/// A schedule whose actions are linked, so that some can be left out.
public struct LinkedSchedule: Sendable {
  /// The configuration, the defect and the core of the servers; it has no actions.
  var servers: Schedule
  /// The servers' starts, which come first.
  var starts: [LinkedAction]
  /// The other actions.
  var actions: [LinkedAction]

  /// The number of actions, not counting the starts.
  public var count: Int { actions.count }

  /// What a search makes smaller: as long as it changes, more may be left out.
  var size: [Int] {
    let configuration = servers.configuration
    return [
      count, configuration.servers, configuration.appendsNoOp ? 1 : 0, configuration.batch, configuration.window,
    ]
  }

  /// The links of a schedule, as far as it applies. Events that are not actions of a schedule are left out.
  public init(_ schedule: Schedule) {
    servers = schedule
    servers.actions = []
    (starts, actions) = ([], [])
    for action in servers.withPlayer(checks: [], Linking(actions: schedule.actions)) {
      if action.event.action == .start { starts.append(action) } else { actions.append(action) }
    }
  }

  /// The result of playing a linked schedule.
  struct Result {
    /// The actions that applied, up to the first violation.
    var played: [LinkedAction] = []
    /// What was violated.
    var violations: [Violation] = []
  }

  /// Plays it up to the first violation, and skips actions that do not apply.
  /// - Parameters:
  ///   - checks: the checks.
  ///   - calls: counts the calls of the servers.
  ///   - isCancelled: whether to end early; asked every few hundred actions.
  func play(
    checks: [any Check], calls: CoreCalls = CoreCalls(), isCancelled: @escaping () -> Bool = { false }
  ) -> Result {
    servers.withPlayer(
      checks: checks, calls: calls, LinkedPlay(starts: starts, actions: actions, isCancelled: isCancelled))
  }

  /// The same servers with other actions.
  func with(_ actions: [LinkedAction]) -> LinkedSchedule {
    var schedule = self
    schedule.actions = actions
    return schedule
  }

  /// The schedule in the form that is played as a trace, up to the first violation.
  public func schedule(checks: [any Check]) -> Schedule {
    var schedule = servers
    schedule.actions = starts.map(\.event) + play(checks: checks).played.map(\.event)
    return schedule
  }
}

/// Plays linked actions, and skips those that do not apply.
private struct LinkedPlay: SchedulePlayerUse {
  let starts: [LinkedAction]
  let actions: [LinkedAction]
  let isCancelled: () -> Bool

  func use<Core>(_ player: consuming SchedulePlayer<Core>) -> LinkedSchedule.Result {
    var result = LinkedSchedule.Result()
    var sent = SentMessages()
    for start in starts { _ = player.play(start.event) }
    for (position, var action) in actions.enumerated() {
      if position & 255 == 255, isCancelled() { break }
      if let link = action.message {
        guard let message = sent.message(link) ?? player.messages.oldest(like: link) else { continue }
        action.event.message = message
      }
      let outcome = player.play(action.event) { sent.note($0.sent, by: action.number) }
      guard outcome == .played else { continue }
      result.played.append(action)
      if !player.observer.checker.violations.isEmpty { break }
    }
    result.violations = player.observer.checker.violations
    return result
  }
}

/// Finds out which action sent the message of each action.
private struct Linking: SchedulePlayerUse {
  let actions: [TraceEvent]

  func use<Core>(_ player: consuming SchedulePlayer<Core>) -> [LinkedAction] {
    var linked: [LinkedAction] = []
    var sent = SentMessages()
    /// The actions that sent a message, by its content hash and their order.
    var senders: [UInt64: [Int]] = [:]
    for (number, event) in actions.enumerated() {
      let outcome = player.play(event) { played in
        sent.note(played.sent, by: number)
        for offset in 0..<played.sent.count { senders[played.sent.contentHash(at: offset), default: []].append(number) }
      }
      if case .doesNotApply = outcome { break }
      guard outcome == .played else { continue }
      var action = LinkedAction(event: event, number: number)
      if LinkedAction.hasMessage(event) {
        let candidates = senders[event.message.contentHash] ?? []
        action.message = candidates.lazy.compactMap { sent.link(to: event.message, sentBy: $0) }.first
        if candidates.count > 1, event.action != .duplicate {
          senders[event.message.contentHash] = Array(candidates.dropFirst())
        }
      }
      linked.append(action)
    }
    return linked
  }
}

extension MessagesInTransit {
  /// The oldest message in transit of the kind of a link, from the same server to the same server.
  fileprivate func oldest(like link: MessageLink) -> TraceMessage? {
    var described = TraceMessage()
    for copies in all where copies.message.from == link.from && copies.message.to == link.to {
      copies.message.describe(in: &described)
      if described.kind == link.kind { return described }
    }
    return nil
  }
}
