import TraceChecker

/// The options of `raftsim check` for histories of clients: what they mean, and how much may be spent on a verdict.
enum HistoryCheckOptions {
  private static let group = "Client histories"

  static let model = OptionSpec(
    "--model", "MODEL", "What it is about: register, key-value, or auto: key-value if asked to get, put or append",
    group: group, default: HistoryOptions.Model.auto.rawValue)
  static let initial = OptionSpec(
    "--initial", "VALUE", "What every register or key has at first; otherwise nil", group: group)
  static let nilRead = OptionSpec(
    "--nil-read", "MEANING", "What a read of nil says: initial (nothing was written) or any (nothing at all)",
    group: group, default: HistoryOptions.NilRead.initial.rawValue)
  static let failedCompareAndSet = OptionSpec(
    "--failed-cas", "MEANING",
    "What a failed cas says: no-effect, refused (the value was another), or unknown (it may have happened)",
    group: group, default: HistoryOptions.FailedCompareAndSet.noEffect.rawValue)
  static let memory = OptionSpec(
    "--memory", "SIZE", "Give up before the search takes more memory", group: group, default: "1G")
  static let limit = OptionSpec(
    "--limit", "TIME", "Give up on a history that is not judged by then, as in 10m", group: group, default: "60s",
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
    if let value = HistoryOptions.Value(argument.text) { return value }
    throw argument.mustBe("one value as a history has it, such as 5, :on, word, '\"a text\"' or nil")
  }

  /// The first of these options that was given, if one was.
  static func given(_ arguments: Arguments) -> String? { specs.first(where: arguments.has)?.name }

  static func limits(_ arguments: Arguments) throws -> HistoryLimits {
    let (memory, limit) = (try arguments.value(memory), try arguments.value(limit))
    return HistoryLimits(
      bytes: try memory.size(), duration: try limit.duration(in: 1 ... .max), memory: memory.text, time: limit.text)
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

  /// The budget of a history whose judgement begins now.
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
