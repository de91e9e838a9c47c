import RaftCore
import TraceChecker

/// The end of a run: the faults have ended, and within a bound of time the cluster must recover, but for a minority of
/// its servers in some of the runs.
struct Recovery {
  /// When the faults ended.
  let began: Int
  /// When it must work at the latest.
  let deadline: Int
  /// Why it is not a violation if the cluster does not work by then; `nil` if it is one.
  let exemption: ProgressDemand.Reason?
  /// The servers that need not work: they stay away, or are cut off one way.
  let apart: ServerSet
  /// How they are.
  let separation: Separation
  /// The servers that can never come back.
  let gone: ServerSet
  /// When every server that hears the others has heard of a leader, or has started two elections.
  let settled: Int

  /// Whether a server must work.
  func needs(_ id: ServerID) -> Bool { !apart.contains(id) && !gone.contains(id) }

  /// How a server can be apart from the others.
  enum Separation: Int, CaseIterable {
    /// It does not run.
    case down
    /// It hears all and is not heard.
    case mute
    /// It is heard, and hears nothing: it starts one election after another, and deposes whoever leads.
    case deaf
  }

  /// Whether a server does not run, and shall not.
  func keepsDown(_ id: ServerID) -> Bool { separation == .down && apart.contains(id) }

  /// The links that are cut, of `servers` servers.
  func cut(of servers: Int) -> LinkSet {
    var links = LinkSet()
    guard separation != .down else { return links }
    LinkSet(between: apart.rawValue, andOthersOf: servers).forEach { from, to in
      if apart.contains(separation == .mute ? from : to) { links.insert(from: from, to: to) }
    }
    return links
  }
}

/// What is missing of progress, the first first.
enum MissingProgress {
  /// A server is not up.
  case server(ServerID)
  /// There is no leader, or several lead.
  case leader(count: Int)
  /// So many clients wait.
  case answers(Int)
  /// The logs differ, or are not committed everywhere.
  case agreement
}
