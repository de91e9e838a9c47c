/// The completion of the command line in zsh.
struct ZshCompletion {
  let commands: [CommandSpec]

  /// The script, for a file `_raftsim` in a directory of `$fpath`.
  var text: String {
    """
    #compdef \(Program.name)
    # Completion of \(Program.name) for zsh.
    _\(Program.name)() {
      if (( CURRENT == 2 )); then
        local -a commands=(
    \(commands.map { "      '\($0.name):\(Self.escape($0.summary))'" }.joined(separator: "\n"))
        )
        local -a options=(
    \(Program.options.map { "      '\($0.name):\(Self.escape($0.help))'" }.joined(separator: "\n"))
        )
        _describe command commands
        _describe -o option options
        return
      fi
      local command=$words[2]
      shift words
      (( CURRENT-- ))
      case $command in
    \(commands.map(block).joined(separator: "\n"))
      esac
    }
    if [ "$funcstack[1]" = _\(Program.name) ]; then _\(Program.name) "$@"; else compdef _\(Program.name) \(Program.name); fi

    """
  }

  private func block(_ command: CommandSpec) -> String {
    let places = command.allOptions.map(option) + command.positionals.map(positional)
    return "    \(command.name))\n      _arguments \\\n"
      + places.map { "        '\($0)'" }.joined(separator: " \\\n") + " ;;"
  }

  private func option(_ option: OptionSpec) -> String {
    let name = (option.isRepeatable ? "*" : "") + option.name
    let help = "[\(Self.escape(option.help, alsoBracket: true))]"
    guard let valueName = option.valueName else { return name + help }
    return "\(name)=\(help):\(Self.escape(valueName)):\(action(option.values))"
  }

  private func positional(_ positional: PositionalSpec) -> String {
    let place =
      switch positional.arity {
      case .one: ":"
      case .optional: "::"
      case .oneOrMore, .any: "*:"
      }
    return "\(place)\(Self.escape(positional.name)):\(action(positional.values))"
  }

  private func action(_ values: ValueKind) -> String {
    switch values {
    case .any: " "
    case .file: "_files"
    case .words(let list): "(\(list.joined(separator: " ")))"
    }
  }

  /// The text as a description in single quotes. A colon would end it, and between brackets a closing one.
  private static func escape(_ text: String, alsoBracket: Bool = false) -> String {
    text.reduce(into: "") { escaped, character in
      switch character {
      case "'": escaped += #"'\''"#
      case "]" where alsoBracket, ":", "\\": escaped += "\\\(character)"
      default: escaped.append(character)
      }
    }
  }
}
