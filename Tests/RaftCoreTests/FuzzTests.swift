import RaftCore
import Testing

@Suite("Whatever arrives, no server traps, and what must hold of one server alone holds (Figure 2)")
struct FuzzTests {
  /// What is seen to be broken by a step from `old` to `new`; nothing, mostly. It is no `#expect` for each: there are
  /// millions.
  private func fault(from old: Server, to new: Server, _ effects: Effects, disk: DurableState) -> String? {
    if new.currentTerm < old.currentTerm { return "the term falls" }
    if new.currentTerm == old.currentTerm {
      if let vote = old.votedFor, new.votedFor != vote { return "the vote changes within a term" }
      if old.role == .leader, new.role != .leader { return "a leader gives way within its term" }
    }
    if new.commitIndex < old.commitIndex { return "the commit index falls" }
    if effects.commits != (new.commitIndex > old.commitIndex) { return "the commit is not announced" }
    // Only a message that contradicts what is committed, which no leader sends, can shorten the log below it.
    if effects.commits, new.commitIndex > new.log.lastIndex { return "it commits beyond the log" }
    if old.role == .leader, new.role == .leader, new.log.lastIndex < old.log.lastIndex {
      return "a leader's log is cut"
    }
    if effects.messages.contains(where: { $0.from != new.id || $0.to == new.id }) { return "it talks to itself" }
    if effects.messages.contains(where: { $0.term != new.currentTerm }) { return "it speaks in another term" }
    if disk.currentTerm != new.currentTerm || disk.votedFor != new.votedFor { return "term and vote are not written" }
    return new.role == .leader ? leaderFault(new) : nil
  }

  private func leaderFault(_ leader: Server) -> String? {
    if leader.leader != leader.id { return "a leader that follows" }
    for peer in 0..<leader.configuration.servers where peer != leader.id {
      let (next, match) = (leader.nextIndex(of: peer), leader.matchIndex(of: peer))
      if match >= next { return "the next index is not after the match index" }
      if match < 0 || next > leader.log.lastIndex + 1 { return "the progress leaves the log" }
    }
    return nil
  }

  private func write(_ effects: Effects, of server: Server, to disk: inout DurableState) {
    if effects.writesTermAndVote { (disk.currentTerm, disk.votedFor) = (server.currentTerm, server.votedFor) }
    guard let kept = effects.writesLogAfter else { return }
    disk.log.truncate(after: kept)
    for entry in server.log.entries(after: kept) { disk.log.append(entry) }
  }

  @Test("Under the rules of the paper", arguments: 1...4 as ClosedRange<UInt64>)
  func defaultRules(seed: UInt64) {
    var inputs = RandomInputs(seed: seed)
    var effects = Effects()
    var elected = 0
    for _ in 0..<100 {
      var server = inputs.server(rules: Rules())
      var disk = server.durable
      for _ in 0..<250 {
        let old = server
        let input = inputs.input(for: old)
        server.step(input, into: &effects)
        write(effects, of: server, to: &disk)
        if let fault = fault(from: old, to: server, effects, disk: disk) {
          Issue.record("\(fault): \(old) takes \(input) and is \(server)")
          return
        }
        if server.role == .leader, old.role != .leader { elected += 1 }
      }
      #expect(disk == server.durable)
    }
    #expect(elected > 20, "it gets about")
  }

  @Test("Equal servers take every input alike, and the effects have nothing left over from earlier steps")
  func deterministic() {
    var inputs = RandomInputs(seed: 77)
    var (effects, fresh) = (Effects(), Effects())
    for _ in 0..<20 {
      var server = inputs.server(rules: Rules())
      for _ in 0..<250 {
        var twin = server
        fresh = Effects()
        let input = inputs.input(for: server)
        server.step(input, into: &effects)
        twin.step(input, into: &fresh)
        #expect(server == twin && effects.messages == fresh.messages && effects.answers == fresh.answers)
      }
    }
  }

  @Test("Nor does any trap under rules that were changed", arguments: MutatedRules.all)
  func mutated(_ mutation: MutatedRules) {
    var inputs = RandomInputs(seed: 99)
    var effects = Effects()
    for _ in 0..<20 {
      var server = inputs.server(rules: mutation.rules)
      for _ in 0..<250 {
        server.step(inputs.input(for: server), into: &effects)
      }
      #expect(server.encoding.count > 0 && !server.description.isEmpty)
    }
  }
}
