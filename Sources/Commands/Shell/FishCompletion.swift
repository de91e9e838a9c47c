import Reporting

/// The completion of the command line in fish.
struct FishCompletion {
  let commands: [CommandSpec]

  /// The script, for `source`.
  var text: String {
    let first = "\(Self.start) -n 'test (count (commandline -opc)) -eq 1'"
    let names = commands.map { "\(first) -a \($0.name) -d \(Self.quote($0.summary))" }
    let options = Program.options.map { "\(first) -l \($0.name.dropFirst(2)) -d \(Self.quote($0.help))" }
    let lines =
      ["# Completion of \(Program.name) for fish.", Self.condition, "\(Self.start) -f"] + names + options
      + commands.flatMap(block)
    return lines.joined(separator: "\n") + "\n"
  }

  /// The function that says whether its argument is the command: the word after the program.
  private static let condition = """
    function __\(Program.name)_is
      set -l words (commandline -opc)
      test (count $words) -gt 1; and test $words[2] = $argv[1]
    end
    """

  private static let start = "complete -c \(Program.name)"

  private func block(_ command: CommandSpec) -> [String] {
    let start = "\(Self.start) -n '__\(Program.name)_is \(command.name)'"
    let options = command.allOptions.map { option in
      let value = option.valueName == nil ? "" : optionValue(option.values)
      return "\(start) -l \(option.name.dropFirst(2))\(value) -d \(Self.quote(option.help))"
    }
    return options + command.positionals.compactMap { positional($0.values).map { start + $0 } }
  }

  private func optionValue(_ values: ValueKind) -> String {
    switch values {
    case .any: " -x"
    case .file: " -r -F"
    case .words(let list): " -x -a '\(list.joined(separator: " "))'"
    }
  }

  private func positional(_ values: ValueKind) -> String? {
    switch values {
    case .any: nil
    case .file: " -F"
    case .words(let list): " -a '\(list.joined(separator: " "))'"
    }
  }

  /// The text in single quotes, in which fish knows two escapes.
  private static func quote(_ text: String) -> String {
    let escaped = text.reduce(into: "") { $0 += $1 == "'" || $1 == "\\" ? "\\\($1)" : "\($1)" }
    return "'\(escaped)'"
  }
}
