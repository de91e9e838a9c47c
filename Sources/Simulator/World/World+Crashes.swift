import RaftCore
import TraceChecker

/// Crashes and restarts of servers, whatever caused them.
extension World {
  /// Stops a server, and loses what waited for it.
  /// - Parameter trap: in what the server trapped, if it did: the step that `recorder.step` describes, or after it.
  mutating func crash(_ id: ServerID, _ trap: TrapPoint? = nil) {
    let step = trap.map { _ in recorder.step }
    let survivor = crashDisk(of: id)
    hosts[id].crash(&recorder.step)
    recorder.step.details.trap = trap
    // The steps that waited for the disk have passed through it meanwhile.
    if let step { (recorder.step.message, recorder.step.client) = (step.message, step.client) }
    if channels.isOn { channels.crash(id, now: now) }
    hosts[id].electionTimer.stop()
    hosts[id].heartbeatTimer.stop()
    hosts[id].state.noteCrash(at: now, scenario.electionTimeout.microseconds)
    if hasSlowDisks { reportCrash(of: id, survivor) } else { reportStep(.crash) }
    recorder.step.details.trap = nil
    if pauses.isAnyPaused { loseWaiting(of: id) }
  }

  /// Ends the run: the next call of the code under test is known to trap, as `id` takes a step or applies an entry.
  @inline(never)
  mutating func serverTraps(_ id: ServerID, _ point: TrapPoint) {
    calls.skip()
    crash(id, point)
  }

  /// Ends the run as `id` takes a step.
  @inline(never)
  mutating func serverTraps(_ id: ServerID, in step: Action) { serverTraps(id, TrapPoint(step)) }

  mutating func planRestart(_ id: ServerID, in delay: Int) {
    hosts[id].state.restartsAt = now + delay
    queue.push(.restart(UInt8(id)), at: now + delay)
  }

  /// Starts a server again from its disk.
  mutating func restart(_ id: ServerID) {
    guard hosts[id].state.restartsAt == now, recovery?.keepsDown(id) != true, !givesUp(id) else { return }
    statistics.events += 1
    guard hosts[id].disk.isReadable else { return statistics.disk.bitFlipsDetected += 1 }
    statistics.restarts += 1
    hosts[id].disk.cutCorruptLog()
    if calls.traps { return serverTraps(id, .restart) }
    hosts[id].restart(rules[id], &recorder.step, calls)
    hosts[id].state.noteRestart(at: now)
    application.restart(id)
    memory.watch?.restarts(id, now: now)
    memory.keptAnswers?.restarts(id)
    if channels.isOn { channels.start(id, now: now) }
    if hasSlowDisks { reportRestart(of: id) } else { reportStep(.restart) }
    returnsFromAbsence(id)
    returnsToLoop(id)
    setTimers(id)
  }
}
