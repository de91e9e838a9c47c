import RaftCore
import Simulator
import TraceChecker

/// A schedule as text that people read and edit: its settings, and its actions, which refer to messages by what they
/// are. The grammar is in `docs/schedules.md`.
///
/// Which message a line means shows only when the schedule is played: `resolve` finds the messages.
public struct ScheduleText: Sendable {
  /// The configuration of the servers.
  public var configuration: Configuration
  /// The planted defect, if there is one.
  public var defect: Defect?
  /// The name of the core that the schedule was written for.
  public var core = CoreType.raftCore.name
  /// The failure that the schedule is expected to show, if it is expected to show one.
  public var expected: ExpectedFailure?
  /// What the servers are called.
  public var names: ServerNames
  /// The actions, each with its line. Servers that no line starts are started before the first of them.
  public internal(set) var lines: [Line] = []
  /// The kinds of messages that it may name.
  let catalog: MessageCatalog

  /// An action and where it is.
  public struct Line: Hashable, Sendable {
    /// The action.
    public let action: ScheduleAction
    /// The number of its line in the text, counted from 1.
    public let number: Int
  }

  /// The first line of the text.
  static let opening = "raftsim schedule 1"

  /// A schedule without actions.
  /// - Parameters:
  ///   - configuration: the configuration of the servers.
  ///   - catalog: the kinds of messages that it may name.
  public init(configuration: Configuration, catalog: MessageCatalog = .standard) {
    self.configuration = configuration
    self.catalog = catalog
    names = ServerNames(servers: configuration.servers)
  }

  /// Appends an action that was read from line `number`.
  mutating func append(_ action: ScheduleAction, line number: Int) {
    lines.append(Line(action: action, number: number))
  }

  /// The servers that no line starts: they start before the first action, with nothing on their disks.
  var startedImplicitly: [ServerID] {
    let others = Set(lines.compactMap(\.action.serverOfStart))
    return (0..<configuration.servers).filter { !others.contains($0) }
  }
}
