import Diagnosis
import TestTier
import Testing
import TraceChecker

@Suite struct ScheduleTextErrorTests {
  private func complaint(_ bytes: [UInt8]) -> String? {
    do throws(TraceError) {
      _ = try ScheduleText(parsing: bytes, name: "s")
      return nil
    } catch { return "\(error)" }
  }

  @Test(arguments: [
    ("", "s:1:1: the file is empty; the first line must be 'raftsim schedule 1'"),
    ("# a", "s:1:1: this does not begin a schedule; the first line must be 'raftsim schedule 1'"),
    ("raftsim schedule 2", "s:1:18: '2' is not a known version; the version must be 1"),
    ("raftsim schedule", "s:1:17: the line ends too early; the version 1 must follow"),
  ])
  func firstLineIsChecked(_ text: String, _ expected: String) {
    #expect(complaint(Array(text.utf8)) == expected)
  }

  @Test(arguments: [
    ("servers 3", "3:1: there are no actions; a schedule must have at least one"),
    ("s0 crashes", "2:1: the number of servers is not known here; a line such as 'servers 3' must come before"),
    ("servers 10", "2:9: '10' is not a number of servers from 1 to 9; give such a number"),
    ("servers +3", "2:9: '+3' is not a number"),
    ("servers 3\nservers 3", "3:1: 'servers' is given twice"),
    ("servers 3\nno-op yes", "3:7: 'yes' is neither 'on' nor 'off'"),
    ("servers 3\nbatch 5", "3:7: '5' is not a number of entries from 1 to 4"),
    ("servers 3\nwindow", "3:7: the line ends too early; a number of entries from 1 to 4096 must follow"),
    ("servers 3\ndefect vote-any-lag", "3:8: there is no defect 'vote-any-lag'; give one that 'raftsim defects' lists"),
    ("servers 3\nviolates VoteOnce 12", "3:19: '12' is not a fingerprint; give 16 hexadecimal digits, or none"),
    ("servers 3\nname s3 = A", "3:6: there is no server 's3'; the servers are s0, s1, s2"),
    ("servers 3\nname s0 = lose", "3:11: 'lose' cannot be the name of a server"),
    ("servers 3\nname s0 = s7", "3:11: 's7' cannot be the name of a server"),
    ("servers 3\nname s0 = A\nname s1 = A", "4:11: 'A' cannot be the name of a server"),
    ("servers 3\ns0 crashes\nno-op off", "4:1: 'no-op' comes after an action; settings must come before the actions"),
    ("servers 3\nx crashes", "3:1: 'x' begins neither a setting nor an action; an action begins with a server"),
    ("servers 3\ns0 dies", "3:4: 'dies' is nothing that s0 can do; it can be 'starts', 'restarts'"),
    ("servers 3\ns0 times", "3:9: the line ends too early; 'out' must follow"),
    ("servers 3\ns0 times in", "3:10: 'in' is not 'out'"),
    ("servers 3\ns0 crashes twice", "3:12: 'twice' is more than the line may have; only a comment may follow"),
    ("servers 3\ns0 receives Vote from s1", "3:13: there is no kind of message 'Vote'; the kinds are RequestVote,"),
    ("servers 3\ns0 receives RequestVote from s4", "3:30: there is no server 's4'; the servers are s0, s1, s2"),
    ("servers 3\nlose RequestVote s0 s1", "3:21: 's1' is not '->'"),
    (
      "servers 3\nlose RequestVote s0->s1 granted true",
      "3:25: 'granted' is no field of RequestVote; it has the fields term,"
    ),
    ("servers 3\nlose RequestVote s0->s1 #0", "3:26: '0' is not a position"),
    ("servers 3\nlose RequestVote s0->s1 #2 term 1", "3:28: 'term' is more than the line may have"),
    ("servers 3\nlose RequestVote s0->s1 term 281474976710657", "3:30: '281474976710657' is not a number for term"),
    ("servers 3\nlose RequestVoteReply s0->s1 granted 1", "3:38: '1' is not 'true' or 'false'"),
    ("servers 3\ns0 receives request 0", "3:21: '0' is not a command from 1 to 18446744073709551615"),
    ("servers 3\ns0 receives request 1 of 3", "3:26: '3' is not a client; give one such as c0"),
    ("servers 3\ns0 starts with log 1:2:3", "3:20: '1:2:3' is not an entry; give its term and its command"),
    ("servers 3\ns0 starts with log 1:x", "3:22: 'x' is not a command"),
    ("servers 3\ns0 starts with luck", "3:16: 'luck' is no part of a state; give 'term', 'vote' or 'log'"),
    ("servers 3\ns0 starts\ns0 never starts", "4:1: line 3 already says when s0 starts; a server can start only once"),
    ("servers 3\ns0 cra\u{1b}shes", #"3:4: 'cra\x1bshes' is nothing"#),
  ])
  func errorsGiveTheLineAndTheColumn(_ text: String, _ expected: String) throws {
    let words = try #require(self.complaint(Array("raftsim schedule 1\n\(text)".utf8)))
    #expect(words.hasPrefix("s:" + expected), "\(words)")
    #expect(!words.contains("\n"))
  }

  @Test func lineThatIsTooLongIsRejected() {
    let line = String(repeating: "x", count: TraceReader.lineLimit + 1)
    #expect(complaint(Array("raftsim schedule 1\n\(line)".utf8))?.hasPrefix("s:2: the line is too long") == true)
  }

  private static let sample = Array(
    """
    raftsim schedule 1
    servers 3
    name s1 = B
    s2 starts with term 2, vote s1, log 1:7 2:no-op
    s0 times out
    B receives RequestVote from s0 term 1
    s0 receives RequestVoteReply from B granted true #1
    s0 receives request 5 of c0
    duplicate AppendEntries s0 -> B #2
    B crashes
    s2 traps when it sends heartbeats

    """.utf8)

  @Test func cutFilesAreReadOrRejected() {
    for length in Self.sample.indices {
      let words = complaint(Array(Self.sample[..<length]))
      #expect(words?.contains("\n") != true)
    }
  }

  @Test func filesWithWrongBytesAreReadAndPlayedOrRejected() throws {
    var state: UInt64 = 1
    func next(_ bound: Int) -> Int {
      state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
      return Int(state >> 33) % bound
    }
    var played = 0
    for _ in 0..<TestTier.pick(500, thorough: 100_000) {
      var bytes = Self.sample
      for _ in 0...next(3) {
        let place = next(bytes.count)
        switch next(3) {
        case 0: bytes[place] = UInt8(next(256))
        case 1: bytes[place] = Self.sample[next(Self.sample.count)]
        default: bytes.removeSubrange(place..<min(bytes.count, place + next(9)))
        }
      }
      guard let text = try? ScheduleText(parsing: bytes, name: "s") else { continue }
      _ = text.schedule().play(checks: [])
      let again = try ScheduleText(parsing: Array(text.text().utf8), name: "s")
      #expect(again.lines.map(\.action) == text.lines.map(\.action))
      played += 1
    }
    #expect(played > 10)
  }
}
