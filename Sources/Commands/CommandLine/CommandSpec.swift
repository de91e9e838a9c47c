import Reporting

/// A command, described: the one table from which its arguments are parsed and its help is written.
struct CommandSpec: Hashable, Sendable {
  /// A command line to copy, and what it does.
  struct Example: Hashable, Sendable {
    var line: String
    var meaning: String

    init(_ line: String, _ meaning: String) {
      self.line = line
      self.meaning = meaning
    }
  }

  /// The name as it is typed, such as `fuzz`.
  var name: String
  /// What it does, in one short sentence without a full stop.
  var summary: String
  /// What else there is to know: paragraphs, with an empty line between them.
  var details = ""
  /// The arguments without a name, in their order.
  var positionals: [PositionalSpec] = []
  /// The options, in the order of the help, without `--help` and `--help-all`.
  var options: [OptionSpec] = []
  var examples: [Example] = []
  /// The exit codes with which it can end.
  var exitCodes = ExitCode.allCases

  /// The command as it is typed, such as `raftsim fuzz`.
  var fullName: String { "\(Program.name) \(name)" }

  /// All options that it accepts.
  var allOptions: [OptionSpec] { options + (rareOptions.isEmpty ? [] : [.helpAll]) + [.help] }

  /// The options that only `--help-all` shows; a single one is shown always.
  var rareOptions: [OptionSpec] {
    let rare = options.filter { !$0.isMain }
    return rare.count > 1 ? rare : []
  }

  /// How it is called, such as `raftsim check [options] TRACE...`.
  var usage: String {
    ([fullName, "[options]"] + positionals.map(\.usage)).joined(separator: " ")
  }
}

extension PositionalSpec {
  fileprivate var usage: String {
    switch arity {
    case .one: name
    case .optional: "[\(name)]"
    case .oneOrMore: "\(name)..."
    case .any: "[\(name)...]"
    }
  }
}
