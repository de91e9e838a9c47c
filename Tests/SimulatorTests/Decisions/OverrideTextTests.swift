import Foundation
import Testing

@testable import Simulator

@Suite("The text of overrides")
struct OverrideTextTests {
  /// Some keys of every stream.
  private static let keys = KeyedRandom.Stream.allCases.flatMap { stream in
    [(0, 0, 1), (3, 17, 40), (1, UInt64.max, 9), (5, 0x00ab, -2)].map { subject, number, count in
      let form = stream.form
      let link = form.subject == .link ? DecisionKey.link(subject, 8) : subject
      return DecisionKey(
        stream, form.subject == .none ? 0 : link, number: form.number == .none ? 0 : number, count)
    }
  }

  @Test("every key reads back as it was printed, and no two print alike")
  func keys() throws {
    for key in Self.keys { #expect(try DecisionKey(parsing: key.description) == key, "\(key)") }
    #expect(Set(Self.keys.map(\.description)).count == Set(Self.keys).count)
  }

  @Test("every override reads back as it was printed")
  func overrides() throws {
    let values: [DecisionValue] = [
      .happens(true), .happens(false), .number(0), .number(150_000), .word(.max), .word(3),
    ]
    var overrides = Self.keys.flatMap { key in values.map { Override.decision(key, $0) } }
    overrides += [.end(.step(72)), .end(.time(1_500_000)), .seed(7, from: 1_500_000), .seed(.max, from: 0)]
    for override in overrides { #expect(try Override(parsing: override.description) == override, "\(override)") }
  }

  @Test("keys are printed as documented")
  func examples() {
    let loss = DecisionKey(.loss, DecisionKey.link(0, 1), number: 0x5f3a_1b2c_00d4_e6f7, 2)
    #expect("\(Override.decision(loss, .happens(false)))" == "loss s0>s1 5f3a1b2c00d4e6f7 2 = does not happen")
    let timeout = DecisionKey(.electionTimeout, 1, number: 3, 1)
    #expect("\(Override.decision(timeout, .number(150_000)))" == "electionTimeout s1 3 1 = 150000")
    let command = DecisionKey(.command, 0, 7)
    #expect("\(Override.decision(command, .word(255)))" == "command c0 7 = word 00000000000000ff")
    #expect("\(DecisionKey(.fault, Int(RecurringFault.crash.rawValue), 2))" == "fault crash 2")
    #expect("\(DecisionKey(.timerLate, 3, number: 1, 4))" == "timerLate s1.heartbeat 1 4")
    let way = DecisionKey.way(of: 2, isToIntroducer: false)
    #expect("\(DecisionKey(.signalLoss, way, number: 1, 1))" == "signalLoss introducer>s2 0000000000000001 1")
  }

  @Test(
    "text that is no override is refused with one line that says why",
    arguments: [
      ("", "an override is"), ("end after step -1", "an override is"), ("end before 4", "an override is"),
      ("seed x from 4", "an override is"), ("lose s0>s1 1 = happens", "no kind of decision is called 'lose'"),
      ("loss s0>s1 2 = happens", "a key of 'loss' has 3 parts after the name, not 2"),
      ("loss s0-s1 5f3a1b2c00d4e6f7 2 = happens", "'s0-s1' is not a link"),
      ("loss s0>s999 5f3a1b2c00d4e6f7 2 = happens", "'s0>s999' is not a link"),
      ("loss s0>s1 5f3a 2 = happens", "'5f3a' is not a hash"), ("fault fire 2 = happens", "'fire' is not a kind"),
      ("fault crash x = happens", "'x' is not a count"), ("crashTime 1 = maybe", "'maybe' is not a value"),
      ("crashTime 1 =", "'' is not a value"), ("= 5", "no kind of decision is called ''"),
      ("choice s0 1 1 = 2", "'s0' is not a client"), ("timerLate s0.clock 1 1 = happens", "'s0.clock' is not a timer"),
    ])
  func refused(_ text: String, _ reason: String) {
    do {
      let override = try Override(parsing: text)
      Issue.record("read as \(override)")
    } catch {
      #expect(error.description.hasPrefix(reason), "\(error)")
      #expect(!error.description.contains("\n"))
    }
  }

  @Test("the table of keys is the same in the source and in the description of the architecture")
  func table() throws {
    let root = URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
      .deletingLastPathComponent().deletingLastPathComponent()
    func rows(_ path: String) throws -> [String] {
      let lines = try String(contentsOf: root.appending(path: path), encoding: .utf8).split(separator: "\n")
      let table = lines.map { $0.trimmingCharacters(in: CharacterSet(charactersIn: "/ ")) }
        .drop { !$0.hasPrefix("| decision | subject |") }
      return Array(table.prefix { $0.hasPrefix("|") })
    }
    let rows = (try rows("Sources/Simulator/Decisions/Stream.swift"), try rows("docs/architecture.md"))
    #expect(rows.0.count > 10)
    #expect(rows.0 == rows.1)
  }
}
