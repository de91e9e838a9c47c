import RaftCore
import TraceChecker

/// Servers that wait for their disks. A step is taken at once, in memory, and its timers are set; it is numbered and
/// recorded then. But its messages leave only when it is durable, and it is judged then, as one atomic step.
extension World {
  /// Whether a step must wait: for its own writes, or for an earlier step of its server.
  mutating func holds(_ id: ServerID, _ step: TakenStep) -> Bool {
    let writes = hosts[id].effects.writes
    if writes { beginSync(of: id) }
    // Asks the rule itself: a call through the host would copy the host.
    let mustWait = hosts[id].disk.rules.waitsForSync
    guard held.isHolding(id) || writes && mustWait(hosts[id].write) else { return false }
    statistics.disk.stepsHeld += 1
    if !held.isHolding(id) { showWrite(of: id) }
    if recorder.wantsNotes { describeMachine(of: id, step.action) }
    recorder.take(step.action, at: now)
    setTimers(id)
    let heldStep = HeldStep(taken: step, record: hosts[id].disk.written, time: now)
    held.append(id, heldStep, &recorder.stepCell, &hosts[id].effects)
    return true
  }

  private mutating func beginSync(of id: ServerID) {
    guard let number = hosts[id].disk.beginSync() else { return }
    let (faults, start) = (scenario.diskFaults, hosts[id].disk.syncStart)
    var time = random.around(faults.syncTime, .syncTime, id, start.count, within: start.number)
    if random.happens(faults.syncStall, .syncStall, id, start.count, within: start.number) {
      statistics.disk.stalls += 1
      time += 1 + random.below(faults.syncStallTime.microseconds, .syncStallTime, id, start.count, within: start.number)
    }
    queue.push(.syncEnds(UInt8(id), number: UInt32(truncatingIfNeeded: number)), at: now + time)
  }

  /// A sync ends, unless its server has crashed meanwhile.
  mutating func syncEnds(_ id: ServerID, _ number: Int) {
    guard hosts[id].disk.covered > 0, hosts[id].disk.syncs == number else { return }
    statistics.events += 1
    let start = hosts[id].disk.syncStart
    if random.happens(scenario.diskFaults.writeError, .writeError, id, start.count, within: start.number) {
      return failSync(of: id)
    }
    endSync(of: id)
  }

  private mutating func endSync(of id: ServerID) {
    statistics.disk.syncs += 1
    hosts[id].disk.endSync()
    if hosts[id].disk.rules.syncsAgain { beginSync(of: id) }
    concludeHeldSteps(of: id)
  }

  /// A write fails. The server stops, because it does not know what is on the disk before a restart reads it.
  private mutating func failSync(of id: ServerID) {
    statistics.disk.syncs += 1
    statistics.disk.failedWrites += 1
    if hosts[id].disk.rules.stopsOnFailedWrite {
      let start = hosts[id].disk.syncStart
      crash(id)
      let downtime = random.around(scenario.downtime, .failureDowntime, id, start.count, within: start.number)
      return planRestart(id, in: downtime)
    }
    hosts[id].disk.ignoreFailedSync()
    beginSync(of: id)
    concludeHeldSteps(of: id)
  }

  /// Reports the steps that have nothing to wait for any more, in their order.
  private mutating func concludeHeldSteps(of id: ServerID) {
    while held.isHolding(id), held.first(of: id).record <= hosts[id].disk.acknowledged, !recorder.isViolated {
      let step = held.removeFirst(id, &recorder.stepCell, &hosts[id].effects)
      noteSync(of: id, through: recorder.step.sequence)
      conclude(id, step.taken, wasHeld: true)
    }
  }

  /// What a crash makes of the disk, and of the steps that wait for it: of what was not synced, any first part may have
  /// reached it.
  /// - Returns: the number of the last step that had reached it, of those that waited; `0` if none had.
  mutating func crashDisk(of id: ServerID) -> Int {
    let crash = hosts[id].disk.beginCrash()
    let survivor = hasSlowDisks ? loseUnsynced(id, crash) : 0
    if random.happens(scenario.diskFaults.lostWrite, .lostWrite, id, crash.count, within: crash.number) {
      let count = 1 + random.below(DiskJournal.limit, .lostWriteCount, id, crash.count, within: crash.number)
      let lost = hosts[id].disk.loseSynced(count)
      statistics.disk.lostWrites += lost
      statistics.beyondAssumptions += lost
    }
    if random.happens(scenario.diskFaults.bitFlip, .bitFlip, id, crash.count, within: crash.number) {
      statistics.disk.bitFlips += 1
      hosts[id].disk.flipBit(random.word(.bitFlipPlace, id, crash.count, within: crash.number))
      if hosts[id].disk.isReadable { statistics.beyondAssumptions += 1 }
    }
    return survivor
  }

  private mutating func loseUnsynced(_ id: ServerID, _ crash: CountWithin) -> Int {
    let unsynced = hosts[id].disk.unsynced.count
    let survivors = random.below(unsynced + 1, .survivors, id, crash.count, within: crash.number)
    let isTorn =
      survivors < unsynced
      && random.happens(scenario.diskFaults.tornWrite, .tornWrite, id, crash.count, within: crash.number)
    statistics.disk.writesKept += survivors
    statistics.disk.writesLost += unsynced - survivors
    if isTorn { statistics.disk.tornWrites += 1 }
    let last = hosts[id].disk.crash(survivors: survivors, isTorn: isTorn)
    return cutShort(id, after: last)
  }

  /// A crash ends the steps that wait. Those that the disk has, up to the record `last`, have happened, but their
  /// messages never left. The others have not happened, and the messages that they received are lost.
  private mutating func cutShort(_ id: ServerID, after last: Int) -> Int {
    var survivor = 0
    while held.isHolding(id), !recorder.isViolated {
      let writes = held.firstWrites(of: id)
      let step = held.removeFirst(id, &recorder.stepCell, &hosts[id].effects)
      if step.record < last || step.record == last && writes {
        if step.taken.isElected { statistics.elections += 1 }
        recorder.step.sent.removeAll()
        survivor = recorder.step.sequence
        reportHeld(message: step.taken.message)
      } else {
        statistics.disk.stepsUndone += 1
        if step.taken.action == .receive { recorder.judgeTakenBack(at: now, message: step.taken.message) }
      }
    }
    return survivor
  }

  /// The commit index of a server after its last step that was reported.
  func reportedCommit(of id: ServerID) -> LogIndex {
    hasSlowDisks ? hosts[id].reported.state.commit : hosts[id].server.commitIndex
  }

  /// The length of a server's log after its last step that was reported.
  func reportedLength(of id: ServerID) -> LogIndex {
    hasSlowDisks ? hosts[id].reported.log.count : hosts[id].server.lastIndex
  }

  // MARK: The end of the faults

  /// Ends every sync in progress. In a scenario without faults of disks, later ones take no time.
  mutating func endDiskFaults() {
    for id in hosts.indices {
      while hosts[id].disk.covered > 0, !recorder.isViolated { endSync(of: id) }
    }
  }

  /// What about its disk keeps a server from continuing, in words; `nil` if nothing does.
  func diskObstacle(of id: ServerID) -> String? {
    if !hosts[id].disk.isReadable { return "s\(id) does not start: its disk is corrupt" }
    guard held.isHolding(id) else { return nil }
    return "s\(id) waits for its disk for \(VirtualTime.text(now - held.first(of: id).time))"
  }
}
