import Reporting

/// The manual page of the program, for man(7).
struct ManPage {
  let program: Program

  /// The source, for `man -l -`.
  var text: String {
    let lines =
      [
        ".TH \(Program.name.uppercased()) 1 \(Program.versionDate) \"\(Program.name) \(Program.version)\" \"User Commands\"",
        ".SH NAME",
        "\(Program.name) \\- \(Self.escape(program.summary))", ".SH SYNOPSIS", ".B \(Program.name)", ".I COMMAND",
        "[\\fIoptions\\fR]", ".SH COMMANDS",
      ] + program.specs.flatMap(command) + [".SH EXIT STATUS"]
      + ExitCode.allCases.flatMap { [".TP", ".B \($0.rawValue)", Self.escape($0.meaning)] }
    return lines.joined(separator: "\n") + "\n"
  }

  private func command(_ command: CommandSpec) -> [String] {
    [".SS \(Self.escape(command.usage))", "\(Self.escape(command.summary))."]
      + command.details.split(separator: "\n\n").flatMap { [".PP", Self.escape(String($0))] }
      + command.positionals.flatMap { [".TP", ".I \(Self.escape($0.name))", Self.escape($0.help)] }
      + command.allOptions.flatMap(option) + example(command)
  }

  private func option(_ option: OptionSpec) -> [String] {
    let value = option.valueName.map { " \" \(Self.escape($0))\"" } ?? ""
    return [".TP", ".BI \(Self.escape(option.name))\(value)", Self.escape(option.fullHelp)]
  }

  private func example(_ command: CommandSpec) -> [String] {
    if command.examples.isEmpty { return [] }
    return [".PP", "Examples:"]
      + command.examples.flatMap { [".TP", ".B \(Self.escape($0.line))", Self.escape($0.meaning)] }
  }

  /// The text as roff has it: with escaped backslashes and dashes, and no line that would be a request.
  private static func escape(_ text: String) -> String {
    let escaped = text.reduce(into: "") { escaped, character in
      switch character {
      case "\\": escaped += "\\e"
      case "-": escaped += "\\-"
      case "\"": escaped += "\\(dq"
      default: escaped.append(character)
      }
    }
    return escaped.hasPrefix(".") || escaped.hasPrefix("'") ? "\\&" + escaped : escaped
  }
}
