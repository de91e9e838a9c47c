/// The completion of the command line in bash.
struct BashCompletion {
  let commands: [CommandSpec]

  /// The script, for `source`.
  var text: String {
    """
    # Completion of \(Program.name) for bash.
    _\(Program.name)() {
      local cur=${COMP_WORDS[COMP_CWORD]} prev=${COMP_WORDS[COMP_CWORD-1]}
      # Bash takes the sign in --name=value for a word.
      if [ "$cur" = = ]; then cur=; elif [ "$prev" = = ]; then prev=${COMP_WORDS[COMP_CWORD-2]}; fi
      COMPREPLY=()
      if [ "$COMP_CWORD" -eq 1 ]; then
        COMPREPLY=($(compgen -W '\((commands.map(\.name) + Program.options.map(\.name)).joined(separator: " "))' -- "$cur"))
        return
      fi
      case ${COMP_WORDS[1]} in
    \(commands.map(block).joined(separator: "\n"))
      esac
    }
    complete -F _\(Program.name) \(Program.name)

    """
  }

  private func block(_ command: CommandSpec) -> String {
    let values = command.allOptions.filter { $0.valueName != nil }
      .map { "        \($0.name)) \(reply($0.values)); return ;;" }
    let options = command.allOptions.map(\.name).joined(separator: " ")
    let lines =
      ["    \(command.name))", "      case $prev in"] + values
      + [
        "      esac", "      case $cur in", "        -*) \(words(options)) ;;",
        "        *) \(command.positionals.first.map { reply($0.values) } ?? words(options)) ;;", "      esac ;;",
      ]
    return lines.joined(separator: "\n")
  }

  private func reply(_ values: ValueKind) -> String {
    switch values {
    case .any: ":"
    case .file: "compopt -o filenames 2> /dev/null; mapfile -t COMPREPLY < <(compgen -f -- \"$cur\")"
    case .words(let list): words(list.joined(separator: " "))
    }
  }

  private func words(_ list: String) -> String { "COMPREPLY=($(compgen -W '\(list)' -- \"$cur\"))" }
}
