import RaftCore
import TraceChecker

/// Crashes and restarts of servers, whatever caused them.
extension World {
  /// Stops a server, and loses what waited for it.
  mutating func crash(_ id: ServerID) {
    let survivor = crashDisk(of: id)
    nodes[id].crash(&recorder.step)
    if channels.isOn { channels.crash(id, now: now) }
    nodes[id].electionTimer.stop()
    nodes[id].heartbeatTimer.stop()
    nodes[id].host.noteCrash(at: now, scenario.electionTimeout)
    if hasSlowDisks { reportCrash(of: id, survivor) } else { reportStep(.crash) }
    if pauses.isAnyPaused { loseWaiting(of: id) }
  }

  mutating func planRestart(_ id: ServerID, in delay: Int) {
    nodes[id].host.restartsAt = now + delay
    queue.push(.restart(UInt8(id)), at: now + delay)
  }

  /// Starts a server again from its disk.
  mutating func restart(_ id: ServerID) {
    guard nodes[id].host.restartsAt == now, healing?.keepsDown(id) != true, !givesUp(id) else { return }
    statistics.events += 1
    guard nodes[id].disk.isReadable else { return statistics.disk.bitFlipsDetected += 1 }
    statistics.restarts += 1
    nodes[id].disk.cutCorruptLog()
    nodes[id].restart(rules[id], &recorder.step)
    nodes[id].host.noteRestart(at: now)
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
