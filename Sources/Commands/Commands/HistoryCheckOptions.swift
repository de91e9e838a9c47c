import TraceChecker

/// The options of `raftsim check` for histories of clients: what they mean, and how much may be spent on a verdict.
enum HistoryCheckOptions {
  private static let group = "Client histories"

  static let model = OptionSpec(
    "--model", "MODEL", "Sequential model: register, key-value, or auto (key-value if there is a get, put or append)",
    group: group, default: HistoryOptions.Model.auto.rawValue, values: .cases(of: HistoryOptions.Model.self))
  static let initial = OptionSpec(
    "--initial", "VALUE", "Initial value of every register or key; by default nil", group: group)
  static let nilRead = OptionSpec(
    "--nil-read", "MEANING", "Meaning of a read of nil: initial (nothing was written) or any (the value is unknown)",
    group: group, default: HistoryOptions.NilRead.initial.rawValue,
    values: .cases(of: HistoryOptions.NilRead.self))
  static let failedCompareAndSet = OptionSpec(
    "--failed-cas", "MEANING",
    "Meaning of a failed cas: no-effect, refused (the value was different), or unknown (it may have taken effect)",
    group: group, default: HistoryOptions.FailedCompareAndSet.noEffect.rawValue,
    values: .cases(of: HistoryOptions.FailedCompareAndSet.self))
  static let memory = OptionSpec(
    "--memory", "SIZE", "Memory limit of the search; if it is reached, the result is inconclusive", group: group,
    default: "1G")
  static let limit = OptionSpec(
    "--limit", "TIME", "Time limit of the search, such as 10m; if it is reached, the result is inconclusive",
    group: group, default: "60s",
    oldName: "--time-limit")

  static let specs = [model, initial, nilRead, failedCompareAndSet, memory, limit]

  static func options(_ arguments: Arguments) throws -> HistoryOptions {
    var options = HistoryOptions()
    options.model = try arguments.value(model).choice()
    options.nilRead = try arguments.value(nilRead).choice()
    options.failedCompareAndSet = try arguments.value(failedCompareAndSet).choice()
    if let argument = arguments[initial] { options.initial = try value(argument) }
    return options
  }

  private static func value(_ argument: Argument) throws(UsageError) -> HistoryOptions.Value {
    if let text = argument.raw.exact, let value = HistoryOptions.Value(text) { return value }
    throw argument.mustBe("one value as a history has it, such as 5, :on, word, '\"a text\"' or nil")
  }

  /// The first of these options that was given, if one was.
  static func given(_ arguments: Arguments) -> String? { specs.first(where: arguments.has)?.name }

  static func limits(_ arguments: Arguments) throws -> HistoryLimits {
    let (memory, limit) = (try arguments.value(memory), try arguments.value(limit))
    return HistoryLimits(
      bytes: try memory.size(), duration: try limit.duration(in: 1...365 * 24 * 3_600_000_000), memory: memory.text,
      time: limit.text)
  }
}

/// How much may be spent on the verdict on a file.
struct HistoryLimits {
  let bytes: Int
  /// In microseconds.
  let duration: Int
  /// Both as they were typed.
  let memory: String
  let time: String

  /// The budget of a history whose judgment begins now.
  func budget(_ progress: HistoryProgress) -> Linearizability.Budget {
    let deadline = MonotonicClock.microseconds().addingReportingOverflow(duration)
    // Each step that leads anywhere new takes memory: its end is the end of the search, too.
    var budget = Linearizability.Budget(steps: .max, bytes: bytes) {
      progress.tick()
      return Interrupt.isRequested || !deadline.overflow && MonotonicClock.microseconds() >= deadline.partialValue
    }
    budget.onProgress = progress.judge
    return budget
  }
}
