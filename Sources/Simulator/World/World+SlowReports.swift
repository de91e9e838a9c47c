import RaftCore
import TraceChecker

/// How steps are reported where disks are slow: recorded when they are taken, and judged when they are durable.
extension World {
  /// Reports a step that waits for nothing. One that has something to write counts as durable all the same.
  mutating func reportOnSlowDisk(_ action: Action, message: UInt64) {
    let id = recorder.step.server
    let isAhead = action != .start && writes(&recorder.step, after: hosts[id].reported.state)
    note(&recorder.step, in: &hosts[id].reported)
    noteCommits()
    if recorder.wantsNotes { describeMachine(of: id, action) }
    recorder.reportStep(action, at: now, message: message)
    if isAhead { noteSync(of: id, through: recorder.step.sequence) }
  }

  /// Reports a step that has waited, and was recorded when it was taken.
  mutating func reportHeld(message: UInt64) {
    note(&recorder.step, in: &hosts[recorder.step.server].reported)
    noteCommits()
    recorder.judgeTaken(at: now, message: message)
  }

  /// Reports a crash: a recording still has the state of the last step that was taken, and the checks that of the last
  /// one that was durable.
  /// - Parameter survivor: the number of the last step that was durable although nobody knew it; `0` if there is none.
  mutating func reportCrash(of id: ServerID, _ survivor: Int) {
    recorder.step.details.through = survivor
    recorder.take(.crash, at: now)
    hosts[id].reported.describeCrash(in: &recorder.step)
    recorder.judgeTaken(at: now, message: 0)
  }

  /// Reports a restart: to a recording as the difference from the last step that was taken, to the checks as the
  /// difference from the last one that was durable.
  mutating func reportRestart(of id: ServerID) {
    if recorder.wantsNotes { describeMachine(of: id, .restart) }
    recorder.take(.restart, at: now)
    hosts[id].reported.describeLog(hosts[id].server.traceLog, in: &recorder.step)
    note(&recorder.step, in: &hosts[id].reported)
    noteCommits()
    recorder.judgeTaken(at: now, message: 0)
  }

  /// All that a server has written up to a step counts as durable.
  mutating func noteSync(of id: ServerID, through step: Int) {
    guard recorder.wantsNotes else { return }
    event.details.through = step
    recorder.note(.sync, at: now, of: id)
  }

  /// Makes the first step that waits for its own write show it in a recording: where the step's event shows no change
  /// that must be written, the event says that the step has written the log unchanged.
  mutating func showWrite(of id: ServerID) {
    guard !writes(&recorder.step, after: hosts[id].reported.state) else { return }
    (recorder.step.logKept, recorder.step.appended) = (hosts[id].server.lastIndex, [])
  }
}

/// Takes note of a step that is reported. It is `inout` only because any other parameter would be copied out of its
/// cell.
@inline(__always)
private func note(_ step: inout TraceEvent, in reported: inout ReportedState) { reported.note(step) }

/// Whether a step has something to write, as far as its event shows. It is `inout` for the same reason.
@inline(__always)
private func writes(_ step: inout TraceEvent, after state: ServerState) -> Bool { step.writes(after: state) }
