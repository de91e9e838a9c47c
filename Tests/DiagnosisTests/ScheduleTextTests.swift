import Diagnosis
import Simulator
import Testing
import TraceChecker

/// Reads a schedule, whose first line is added.
func readSchedule(_ lines: String) throws -> ScheduleText {
  try ScheduleText(parsing: Array("raftsim schedule 1\n\(lines)\n".utf8), name: "s")
}

@Suite struct ScheduleTextTests {
  private static let election = """
    servers 3

    s0 times out
    s1 receives RequestVote from s0
    s0 receives RequestVoteReply from s1
    """

  @Test func electionIsPlayed() throws {
    let result = try readSchedule(Self.election).schedule().play()
    #expect(result.verdict == .passed)
    #expect(result.elections == 1)
    #expect(result.steps == 6)
  }

  @Test func everySettingAndActionIsPrintedAsItIsRead() throws {
    let text = """
      raftsim schedule 1
      servers 4
      no-op off
      batch 2
      window 7
      core Another Raft
      defect vote-any-log
      violates VotersNotNewer 1f00c0ffee00beef
      name s1 = B

      s3 never starts
      s2 starts with term 2, vote B, log 1:no-op 2:9
      s0 times out
      B receives RequestVote from s0
      s0 receives RequestVoteReply from B term 1 granted true
      s0 sends heartbeats
      s0 receives request 7
      s0 receives request 18446744073709551615 of c3
      lose AppendEntries s0 -> B prevLogIndex 1 entries 0
      duplicate AppendEntries s0 -> s2 #2
      B crashes
      B restarts
      s2 traps when it receives AppendEntries from s0
      s2 traps when it restarts
      s0 traps when it receives request 3 of c0
      s0 traps when it applies an entry
      s1 traps when it times out
      s2 receives ForwardedRequestReply from s0 outcome notLeader leader none
      s2 receives OtherMessage from s0 name lease

      """
    let read = try ScheduleText(parsing: Array(text.utf8), name: "s")
    #expect(read.text() == text.replacing("\ns1 traps", with: "\nB traps"))
  }

  @Test func commentsBlankLinesAndSpacesMeanNothing() throws {
    let text = "servers 3 # three\r\n# s0 crashes\n#s0 crashes\n\n\t s0   times\tout#1 #\u{e9} 2\n  # end"
    #expect(throws: TraceError.self) { try readSchedule(text) }
    let read = try readSchedule(text.replacing("#1", with: " "))
    #expect(read.lines.map(\.number) == [6])
    #expect(read.lines.map(\.action) == [.step(.timeout(0))])
  }

  @Test func commentsCanBeWritten() throws {
    let text = try readSchedule(Self.election).text { $0 == 3 ? "the\nactions" : $0 == 6 ? "elected" : nil }
    #expect(text.hasPrefix("raftsim schedule 1\nservers 3\n# the"))
    #expect(text.hasSuffix("s0 receives RequestVoteReply from s1  # elected\n"))
    #expect(try ScheduleText(parsing: Array(text.utf8), name: "s").lines.count == 3)
  }

  @Test func linesAreTheNumbersOfStepsInReports() throws {
    let schedule = try readSchedule(Self.election + "\ns0 times out").schedule()
    #expect(schedule.play().verdict == .noLongerApplies(try #require(schedule.play().obstacle)))
    #expect(schedule.number(of: try #require(schedule.play().obstacle).step) == 7)
  }

  @Test func messageThatIsNotInTransitEndsTheScheduleWithWhatIsThere() throws {
    let schedule = try readSchedule(
      Self.election
        + "\ns2 receives RequestVote from s0 term 2\nthis is never looked at".replacing(
          "\nthis is never looked at", with: "\ns2 crashes")
    ).schedule()
    let obstacle = try #require(schedule.play().obstacle)
    #expect(schedule.number(of: obstacle.step) == 7)
    #expect(
      obstacle.reason
        == "no RequestVote s0 -> s2 term 2 is in transit; from s0 there is RequestVote s0 -> s2, AppendEntries s0 -> s1, "
        + "AppendEntries s0 -> s2")
  }

  @Test func serversWithoutALineStartFirst() throws {
    let text = try readSchedule("servers 3\ns1 never starts\ns2 times out\ns0 starts with term 4, vote s2, log 1:3")
    let actions = text.schedule().actions
    #expect(actions.map(\.server) == [2, 2, 0])
    #expect(actions.map(\.action) == [.start, .timeout, .start])
    #expect(actions[2].state.term == 4)
    #expect(actions[2].state.vote == 2)
    #expect(actions[2].appended == [TraceEntry(term: 1, command: 3)])
  }

  /// Requests that a leader sends one after the other, and the reference to each.
  @Test func olderMessageOfTheSameKindIsToldApartByAsLittleAsPossible() throws {
    let prefix = Self.election + "\ns0 receives request 5\ns0 receives request 6\n"
    let text = try readSchedule(prefix + "s1 receives AppendEntries from s0 #2\ns1 receives AppendEntries from s0 #2")
    let written = ScheduleText(text.schedule()).text()
    #expect(
      written.hasSuffix(
        """
        s1 receives AppendEntries from s0 prevLogIndex 1
        s1 receives AppendEntries from s0 prevLogIndex 2

        """))
  }

  @Test func trapIsTakenAgain() throws {
    let schedule = try readSchedule("servers 2\ns0 traps when it times out").schedule()
    #expect(schedule.actions.last?.action == .timeout)
    #expect(schedule.recordsTrap)
    #expect(try readSchedule("servers 1\ns0 traps when it applies an entry").schedule().actions.last?.action == .crash)
  }

  @Test func trapIsWritten() throws {
    var schedule = try readSchedule(Self.election).schedule()
    schedule.trapInLastAction()
    #expect(ScheduleText(schedule).text().hasSuffix("s0 traps when it receives RequestVoteReply from s1\n"))
  }
}
