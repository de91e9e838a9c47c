import Simulator
import TraceChecker

/// The arguments of a command, separated but not yet read as numbers and the like: that is for `Argument`.
struct Arguments: Sendable {
  /// The command that they are for.
  let command: CommandSpec
  /// What the program makes servers of.
  let core: CoreType
  /// The texts given, by the name of the option or of the positional argument. A flag has an empty one.
  private let given: [String: [RawText]]

  /// Parses the arguments in `tokens`.
  ///
  /// Throws for an option that is unknown, repeated or without its value, and for too many or too few positional
  /// arguments.
  init(_ tokens: [RawText], for command: CommandSpec, core: CoreType = .raftCore) throws(UsageError) {
    var parser = ArgumentParser(command, tokens)
    self.command = command
    self.core = core
    self.given = try parser.parse()
  }

  /// Whether the option was given.
  func has(_ option: OptionSpec) -> Bool { given[option.name] != nil }

  /// The option's value: the one given, otherwise the default, otherwise `nil`.
  subscript(_ option: OptionSpec) -> Argument? {
    (given[option.name]?.last ?? option.defaultText.map { RawText($0) }).map { argument(option.subject, $0) }
  }

  /// The option's value: the one given, otherwise the default. Throws if there is neither.
  func value(_ option: OptionSpec) throws(UsageError) -> Argument {
    guard let value = self[option] else { throw error("missing option '\(option.name)'") }
    return value
  }

  /// All values of a repeatable option, in their order.
  func all(_ option: OptionSpec) -> [Argument] {
    (given[option.name] ?? []).map { argument(option.subject, $0) }
  }

  /// The positional argument, the first if there are several.
  subscript(_ positional: PositionalSpec) -> Argument? { all(positional).first }

  /// The positional argument, the first if there are several. Throws if there is none, which the parser lets pass only
  /// if there need not be one.
  func value(_ positional: PositionalSpec) throws(UsageError) -> Argument {
    guard let value = self[positional] else { throw error("missing argument \(positional.name)") }
    return value
  }

  /// All arguments in the place, in order.
  func all(_ positional: PositionalSpec) -> [Argument] {
    (given[positional.name] ?? []).map { argument(positional.subject, $0) }
  }

  /// An error in the arguments as a whole, such as two options that exclude each other.
  func error(_ message: String, suggestion: String? = nil, reference: String? = nil) -> UsageError {
    UsageError(command: command.fullName, message: message, suggestion: suggestion, reference: reference)
  }

  private func argument(_ subject: String, _ raw: RawText) -> Argument {
    Argument(command: command.fullName, subject: subject, raw: raw)
  }
}

extension OptionSpec {
  /// How an error names it.
  var subject: String { "option '\(name)'" }
}

extension PositionalSpec {
  /// How an error names it.
  var subject: String { "argument \(name)" }
}
