import Reporting

/// The completion of the command line in fish.
struct FishCompletion {
  let commands: [CommandSpec]

  /// The script, for `source`.
  var text: String {
    let names = commands.map { "\(Self.start) -n __fish_use_subcommand -a \($0.name) -d \(Self.quote($0.summary))" }
    let lines = ["# Completion of \(Program.name) for fish.", "\(Self.start) -f"] + names + commands.flatMap(block)
    return lines.joined(separator: "\n") + "\n"
  }

  private static let start = "complete -c \(Program.name)"

  private func block(_ command: CommandSpec) -> [String] {
    let start = "\(Self.start) -n '__fish_seen_subcommand_from \(command.name)'"
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
