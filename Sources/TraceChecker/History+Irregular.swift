extension History {
  /// Takes in what a step tells of other servers, whether or not its own server changes: a leader's indexes, and the
  /// term of a message.
  /// - Returns: what is irregular in it. Hardly ever anything; so those that judge it are seldom asked.
  @inline(__always)
  mutating func takeNote(of event: borrowing TraceEvent) -> Transition.Changes {
    var irregular = noteIndexes(of: event)
    if event.action == .receive, event.message.term > servers[event.message.from].highestTerm {
      irregular.insert(.messageAhead)
    }
    return irregular
  }

  /// Only a leader tells indexes, and not in every trace. Those of an earlier leadership are none of this one.
  private mutating func noteIndexes(of event: borrowing TraceEvent) -> Transition.Changes {
    let server = event.server
    guard event.state.role == .leader, event.indexes.count == servers.count else {
      indexes[server].removeAll()
      return []
    }
    let goesOn = indexes[server].count > 0 && servers[server].state.term == event.state.term && event.action != .restart
    var (fell, reachesNext) = (false, false)
    for peer in servers.indices where peer != server {
      let match = event.indexes.match(peer)
      if match < indexes[server].match(peer) { fell = true }
      if match >= event.indexes.next(peer) { reachesNext = true }
    }
    fell = fell && goesOn
    if fell { indexesBeforeFall = indexes[server] }
    indexes[server] = event.indexes
    var irregular: Transition.Changes = []
    if fell { irregular.insert(.matchFell) }
    if reachesNext { irregular.insert(.matchReachesNext) }
    return irregular
  }
}
