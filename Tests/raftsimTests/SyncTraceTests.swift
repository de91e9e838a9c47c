import Foundation
import Testing

@Suite("Traces whose steps are where they were taken") struct SyncTraceTests {
  private static let header = #"{"raftsim":"trace","version":2,"servers":3,"syncs":true}"# + "\n"

  /// A trace of steps and notes, given without number and time.
  private static func trace(_ lines: String..., header: String = header) -> String {
    var number = 0
    return header
      + lines.map { line in
        guard !line.hasPrefix(#""action":"sync""#) else { return #"{"time":9,"# + line + "}\n" }
        number += 1
        return "{\"seq\":\(number),\"time\":9,\(line)}\n"
      }.joined()
  }

  private static let start = #""action":"start","server":0"#
  private static let first = #""action":"timeout","server":0,"term":1,"vote":0,"role":"candidate""#
  private static let sync = #""action":"sync","server":0,"through":2"#
  private static let crash = #""action":"crash","server":0"#
  /// What the restart records is about the last step that was taken.
  private static let other = #""action":"restart","server":0,"vote":1,"role":"follower""#

  private static func violations(_ trace: String) throws -> [String] {
    let check = try CommandTests.raftsim("check", "-", "--format", "json", input: trace)
    let json = try CommandTests.json(check.output)
    #expect(json["error"] is NSNull)
    let violations = try #require(json["violations"] as? [[String: Any]])
    return violations.map { "\($0["invariant"] ?? "") at \($0["step"] ?? "")" }
  }

  @Test("a vote that was not durable binds nobody, one that was does: by a sync, or in spite of the crash")
  func votes() throws {
    let (start, first, crash, other) = (Self.start, Self.first, Self.crash, Self.other)
    #expect(try Self.violations(Self.trace(start, first, crash, other)) == [])
    let synced = try Self.violations(Self.trace(start, first, Self.sync, crash, other))
    #expect(synced.contains("VoteOnce at 4"))
    let survived = try Self.violations(Self.trace(start, first, crash + #","through":2"#, other))
    #expect(survived.contains("VoteOnce at 4"))
  }

  @Test("what breaks an invariant is named by the number that it has in the file")
  func number() throws {
    let falls = #""action":"heartbeat","server":0,"term":0,"vote":null,"role":"follower""#
    let lines = [Self.start, Self.first, falls, #""action":"start","server":1"#]
    let late = Self.trace(lines[0], lines[1], lines[2], lines[3], #""action":"sync","server":0,"through":3"#)
    #expect(try Self.violations(late).contains("TermsMonotone at 3"))
    let never = Self.trace(lines[0], lines[1], lines[2], lines[3])
    #expect(try Self.violations(never) == [])
  }

  @Test("a crash has details of its disk only where syncs are recorded, and no later step than the server's last")
  func through() throws {
    let plain = #"{"raftsim":"trace","version":2,"servers":3}"# + "\n"
    let crash = Self.crash + #","through":1"#
    let check = try CommandTests.raftsim("check", "-", input: Self.trace(Self.start, crash, header: plain))
    #expect(check.status == 64)
    #expect(check.errors.contains(#"-:3: "through" occurs in a trace that does not record syncs; "#))
    let late = try CommandTests.raftsim("check", "-", input: Self.trace(Self.start, Self.crash + #","through":2"#))
    #expect(late.status == 64)
    #expect(late.errors.contains(#""through" is 2; it must be a step of server 0, from 0 to 1"#))
  }

  @Test("a recorded run with slow disks is judged, run again step for step, and played as a schedule")
  func recorded() throws {
    let file = CommandTests.temporary()
    defer { try? FileManager.default.removeItem(at: file) }
    let run = ["3", "--calm", "--sync-time", "20ms", "--crash-interval", "300ms", "--duration", "3s"]
    #expect(try CommandTests.run(["replay"] + run + ["--trace", file.path]).status == 0)
    let text = try String(contentsOf: file, encoding: .utf8)
    #expect(text.contains("\"syncs\":true") && text.contains("\"action\":\"sync\""))
    #expect(text.contains("\"action\":\"crash\""))
    #expect(try CommandTests.raftsim("check", file.path).status == 0)
    #expect(try CommandTests.raftsim("replay", file.path).output.hasSuffix("passed, as recorded\n"))
    #expect(try CommandTests.raftsim("replay", file.path, "--schedule").output.hasSuffix("passed, as recorded\n"))
  }
}
