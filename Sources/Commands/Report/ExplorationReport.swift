import Diagnosis
import ModelChecker
import Reporting
import Simulator
import TraceChecker

/// What a search through a bounded cluster found, for people and for programs.
struct ExplorationReport: ConformanceJudgment {
  let plan: ExplorationPlan
  let found: Found
  /// The schedule that violates the property.
  private(set) var counterexample: Schedule?
  /// That schedule in words.
  private var words: CounterexampleText?
  private let properties: [ModelProperty]
  /// Real time of the command, in microseconds.
  var elapsed = 0
  /// The file that the counterexample is written to, if it is; `-` is standard output.
  var file: RawText?

  init(plan: ExplorationPlan, found: Found, counterexample: Schedule?) {
    self.plan = plan
    self.found = found
    self.counterexample = counterexample
    let properties = plan.search.properties
    self.properties = properties
    let broken = found.outcome.brokenProperty.map { properties[$0] }
    words = counterexample.map { CounterexampleText($0, breaking: broken, plan.search) }
  }

  /// The failure of the counterexample; `nil` if there is none, no step of it violates a property, or a server traps.
  var failure: ExpectedFailure? { plan.search.calls.knownTrap == nil && isConfirmed ? words?.failure : nil }

  /// Puts the schedule that was shrunk in place of the counterexample.
  mutating func replaceCounterexample(by shrunk: ShrunkSchedule) {
    guard let found = words?.count else { return }
    counterexample = shrunk.schedule
    let broken = brokenProperty.map { properties[$0] }
    words = CounterexampleText(
      shrunk.schedule, breaking: broken, plan.search, shrinking: (found: found, end: shrunk.end))
  }

  /// What was searched through.
  enum Found {
    case states(Exploration)
    case walks(WalksResult)

    /// What an exploration and walks have in common.
    var outcome: any SearchOutcome {
      switch self {
      case .states(let result): result
      case .walks(let result): result
      }
    }
  }

  private var outcome: any SearchOutcome { found.outcome }
  var stopReason: Exploration.StopReason { outcome.stopReason }
  private var brokenProperty: Int? { outcome.brokenProperty }
  var scheduleStart: ScheduleStart? { outcome.scheduleStart }
  /// The name of the property that was violated.
  var brokenName: String? { brokenProperty.map { properties[$0].name } ?? lostTrap.map { _ in NoTrap.name } }
  /// A trap that the search reached, but did not reach again before a limit ended it.
  private var lostTrap: RuntimeTrap? { brokenProperty == nil ? plan.search.calls.knownTrap : nil }
  /// What is violated, in one line.
  var brief: [String] { exitCode == .violation ? ["the cluster violates \(brokenName ?? "")"] : [] }
  /// The properties that no step reached, if the search was not ended early.
  private var unreached: [Int] { stopReason == .complete || stopReason == .depth ? outcome.unreached : [] }

  var exitCode: ExitCode {
    switch stopReason {
    case .violation: isConfirmed ? .violation : .internal
    case .interrupted: .interrupted
    case _ where lostTrap != nil: .violation
    case .memory, .time: .inconclusive
    case .complete where isFlawed, .depth where isFlawed: .internal
    case .complete, .depth: unreached.isEmpty && !isConformanceCutShort && plan.cut == nil ? .ok : .inconclusive
    }
  }

  /// The steps of servers in which `Conformance` could not be judged, as the specification lacks something that they
  /// have; `0` if it is not checked.
  private var unjudgedSteps: Int {
    guard let number = properties.firstIndex(where: { $0.name == Conformance.name }) else { return 0 }
    return outcome.steps.prefix(plan.search.serverKinds).reduce(0, +) - outcome.judged[number]
  }

  var asksForConformance: Bool { plan.asksForConformance }
  /// Whether it was not judged in each step.
  var hasConformanceEnd: Bool { unjudgedSteps > 0 }

  /// Whether the fingerprints were seen to fail.
  private var isFlawed: Bool {
    guard case .states(let result) = found, let exactness = result.exactness else { return false }
    return exactness.collisions > 0 || exactness.flaws > 0
  }

  func text(_ style: Style) -> String {
    var text = counterexampleText(style)
    text += style.bold("steps taken") + "\n"
    for (kind, count) in zip(plan.search.actionKinds, outcome.steps) where count > 0 { text += Self.row(kind, count) }
    text += "\n" + style.bold("steps in which a property was checked") + "\n"
    for (property, count) in zip(properties, outcome.judged) where property.mode == .always {
      text += Self.row(property.name, count)
    }
    text += "\n" + style.bold("steps that reached") + "\n"
    for (property, count) in zip(properties, outcome.judged) where property.mode == .reachable {
      text += Self.row(property.name, count)
    }
    return text + "\n" + beginning + summary + verdict(style) + "\n"
  }

  private static func row(_ name: String, _ count: Int) -> String {
    let number = Readable.count(count)
    return "  " + TextLayout.pad(name, to: 30) + String(repeating: " ", count: max(1, 18 - number.count)) + number
      + "\n"
  }

  private func counterexampleText(_ style: Style) -> String {
    guard let words else { return "" }
    return words.text(style) + trap + hint(style) + "\n"
  }

  /// A trap that was not in a step of the counterexample, but in a continuation that was tried after it.
  private var trap: String {
    guard brokenName != NoTrap.name, let trap = plan.search.calls.knownTrap else { return "" }
    return "  a server traps in one of these attempts: \(trap)\n"
  }

  /// Whether the counterexample, when it is played, violates the property that it is said to violate.
  private var isConfirmed: Bool { words?.isConfirmed ?? true }

  private func hint(_ style: Style) -> String {
    // A schedule shows the steps, but not that nothing more is possible after them.
    guard brokenName != ClusterSearch.progressProperty else {
      guard let file, file != "-" else {
        return file == nil ? "  give --trace FILE to write the steps to a file\n" : ""
      }
      return "  written to \(ShellWord.quote(file))\n"
    }
    let replay = "\(Program.invocation) replay"
    guard let file, file != "-" else {
      let line = file == nil ? "give --trace FILE, then \(replay) FILE" : "\(replay) FILE"
      return "  replay:  " + style.bold(line) + "\n"
    }
    let word = ShellWord.quote(file)
    return "  written to \(word)\n  replay:  " + style.bold("\(replay) \(word)") + "\n"
  }

  /// Where a search around a trace began.
  private var beginning: String {
    guard let scheduleStart = scheduleStart else { return "" }
    let end = scheduleStart.end.map { "; \($0)" } ?? ""
    return "began at \(Readable.count(scheduleStart.states, "state")) of the trace; steps followed: "
      + "\(Readable.count(scheduleStart.followed)) of \(Readable.count(scheduleStart.steps))\(end)\n"
  }

  private var summary: String {
    switch found {
    case .states(let result): summary(result)
    case .walks(let result): summary(result)
    }
  }

  private func summary(_ result: Exploration) -> String {
    [
      "\(Readable.count(result.distinct, "state")), \(Readable.count(result.generated, "step")), "
        + "depth \(max(0, result.levels.count - 1)) (complete to \(result.depth)), "
        + "\(Readable.duration(microseconds: elapsed)), \(Readable.rate(result.distinct, "states", in: elapsed))",
      "memory: \(Readable.size(result.memory.total)): visited states \(Readable.size(visited(result)))"
        + "\(bytesPerState(result)), the frontier \(Readable.size(result.memory.frontier)), the tables of the model "
        + Readable.size(result.memory.model),
      fingerprints(result),
    ].joined(separator: "\n") + "\n"
  }

  private func visited(_ result: Exploration) -> Int {
    result.memory.fingerprints + result.memory.links + result.memory.exact
  }

  /// Of few states it says only how large the first tables are.
  private func bytesPerState(_ result: Exploration) -> String {
    result.distinct < 100_000 ? "" : " (\(visited(result) / result.distinct) bytes each)"
  }

  private func fingerprints(_ result: Exploration) -> String {
    if let exactness = result.exactness {
      return "whole states compared: fingerprints would have missed \(exactness.collisions), and counted "
        + "\(exactness.flaws) twice"
    }
    return "probability that a fingerprint hid a state: \(Self.probability(result.expectedCollisions))"
  }

  /// A small number, with one digit.
  static func probability(_ value: Double) -> String {
    guard value > 0 else { return "0" }
    var (mantissa, exponent) = (value, 0)
    while mantissa.rounded() < 1 { (mantissa, exponent) = (mantissa * 10, exponent - 1) }
    return exponent == 0 ? "about 1" : "\(Int(mantissa.rounded()))e\(exponent)"
  }

  private func summary(_ result: WalksResult) -> String {
    let seed = plan.walks.map { ", seed \($0.seed)" } ?? ""
    return
      "\(Readable.count(result.walks, "walk")) of up to "
      + "\(Readable.count(plan.limits.depth ?? ExplorationPlan.walkDepth, "step"))\(seed), "
      + "\(Readable.count(result.taken, "step")), \(Readable.duration(microseconds: elapsed))\n"
  }

  private func verdict(_ style: Style) -> String {
    if let lostTrap {
      return style.red("violated")
        + ": a server traps: \(lostTrap); the steps that lead to it are not known: \(whyLost)"
    }
    let vacuous = unreached.map { properties[$0].name }
    switch stopReason {
    case .violation:
      return isConfirmed
        ? style.red("violated")
        : style.red("internal error")
          + ": played, these steps do not violate \(brokenName ?? ""); "
          + "please report it"
    case .interrupted, .memory, .time: return cutShort(style)
    case .complete, .depth:
      if isFlawed { return style.red("internal error") + ": fingerprints failed; please report it" }
      if let cut = plan.cut { return style.yellow("inconclusive") + ", the trace is \(cut)" }
      guard vacuous.isEmpty else {
        return style.yellow("vacuous") + ": \(limits) no step reached \(vacuous.joined(separator: ", "))"
      }
      if isConformanceCutShort {
        return style.yellow("inconclusive") + ", \(Conformance.name) cannot be checked in each step" + unjudged
      }
      return style.green("no violation") + extent + unjudged
    }
  }

  /// Why the steps that lead to a trap are not known.
  private var whyLost: String {
    switch stopReason {
    case .interrupted, .memory, .time: limitReached
    default: "the server trapped in a step that a reduction takes ahead; use --no-reductions"
    }
  }

  /// The verdict on a search that was ended before it was done.
  private func cutShort(_ style: Style) -> String {
    let verdict =
      stopReason == .interrupted ? style.yellow("interrupted") : style.yellow("inconclusive") + ", \(limitReached)"
    return verdict + "; no violation so far"
  }

  /// What ended the search.
  private var limitReached: String {
    switch stopReason {
    case .memory: "the memory limit was reached"
    case .time: "the time limit was reached"
    default: "an interrupt ended the search"
    }
  }

  /// What follows a verdict if `Conformance` was not judged in each step.
  private var unjudged: String {
    guard unjudgedSteps > 0 else { return "" }
    let steps = Readable.count(unjudgedSteps, "step")
    return " (\(Conformance.name) not checked in \(steps) with what the specification lacks)"
  }

  private var limits: String {
    guard case .states = found else { return "on these walks" }
    return stopReason == .depth ? "up to this depth" : "within these bounds"
  }

  private var extent: String {
    guard case .states = found else { return " on these walks" }
    return stopReason == .depth ? " up to this depth" : ": every state within the bounds was explored"
  }
}

extension ExplorationReport {
  var json: JSONText {
    let common: [(key: String, value: JSONText)] = [
      ("command", "explore"), ("result", .string(exitCode.word)), ("stopped", .string("\(stopReason)")),
      ("elapsedMicroseconds", .integer(elapsed)), ("around", around),
      ("steps", Self.object(plan.search.actionKinds, outcome.steps)),
      ("tested", Self.object(properties.map(\.name), outcome.judged)),
      ("vacuous", .array(unreached.map { .string(properties[$0].name) })),
      ("broken", brokenName.map { .string($0) } ?? .null),
      ("counterexample", words?.json ?? .null),
      ("trace", counterexample == nil ? .null : file.map { JSONText($0) } ?? .null),
    ]
    return .object(common + details)
  }

  private var around: JSONText {
    guard let scheduleStart = scheduleStart else { return .null }
    return .object([
      ("states", .integer(scheduleStart.states)), ("followed", .integer(scheduleStart.followed)),
      ("steps", .integer(scheduleStart.steps)), ("end", (scheduleStart.end ?? plan.cut).map { .string($0) } ?? .null),
    ])
  }

  private static func object(_ names: [String], _ counts: [Int]) -> JSONText {
    .object(zip(names, counts).map { (key: $0, value: .integer($1)) })
  }

  private var details: [(key: String, value: JSONText)] {
    switch found {
    case .states(let result):
      return [
        ("distinct", .integer(result.distinct)), ("generated", .integer(result.generated)),
        ("depth", .integer(max(0, result.levels.count - 1))), ("completeDepth", .integer(result.depth)),
        ("levels", .array(result.levels.map { .integer($0) })), ("memoryBytes", .integer(result.memory.total)),
        ("fingerprintBytes", .integer(result.memory.fingerprints)), ("linkBytes", .integer(result.memory.links)),
        ("collisionProbability", .string(Self.probability(result.expectedCollisions))),
        (
          "exact",
          result.exactness.map {
            .object([("collisions", .integer($0.collisions)), ("flaws", .integer($0.flaws))])
          } ?? .null
        ),
      ]
    case .walks(let result):
      return [
        ("walks", .integer(result.walks)), ("taken", .integer(result.taken)),
        ("seed", .unsigned(plan.walks?.seed ?? 0)),
      ]
    }
  }
}
