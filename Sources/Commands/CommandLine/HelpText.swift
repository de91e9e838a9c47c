import Reporting

/// Writes the help from the tables of the commands.
struct HelpText: Sendable {
  /// How many columns a line may have.
  var width = 80
  /// How headings are set off.
  var style = Style.plain
  /// Whether every option is shown, or only the main ones.
  var showsAll = false

  /// The help of a command.
  func text(for command: CommandSpec) -> String {
    join(
      [["\(style.bold("Usage:")) \(command.usage)"], TextLayout.wrap("\(command.summary).", width: width)]
        + paragraphs(command.details) + tables(of: command) + [hint(at: rare(command).count, command)]
        + [examples(command.examples), exitCodes(command.exitCodes)])
  }

  /// The help of the program.
  func text(for program: Program) -> String {
    let commands = program.specs.map { (label: $0.name, text: $0.summary) }
    return join([
      ["\(style.bold("Usage:")) \(Program.name) COMMAND [options]"],
      TextLayout.wrap("\(program.summary).", width: width),
      section("Commands", commands),
      TextLayout.wrap(
        "See '\(Program.name) help COMMAND' for the options of a command. '\(Program.name) \(Program.versionOption)' prints "
          + "the version.", width: width),
      exitCodes(ExitCode.allCases),
    ])
  }

  private func paragraphs(_ text: String) -> [[String]] {
    text.split(separator: "\n\n").map { TextLayout.wrap(String($0), width: width) }
  }

  /// The options that are left out.
  private func rare(_ command: CommandSpec) -> [OptionSpec] { showsAll ? [] : command.rareOptions }

  /// Where the options are that are left out, if there are any.
  private func hint(at number: Int, _ command: CommandSpec) -> [String] {
    guard number > 0 else { return [] }
    let text = "\(Readable.count(number, "more option")): see '\(command.fullName) \(OptionSpec.helpAll.name)'."
    return TextLayout.wrap(text, width: width)
  }

  /// The arguments, and the options under their headings in the order of their first options; all aligned.
  private func tables(of command: CommandSpec) -> [[String]] {
    let rare = rare(command)
    let rows =
      command.positionals.map { (heading: "Arguments", label: $0.name, text: $0.help) }
      + command.allOptions.filter { !rare.contains($0) }
      .map { (heading: $0.group, label: $0.label, text: $0.fullHelp) }
    let labelWidth = TextLayout.labelWidth(rows.map(\.label), width: width)
    var headings: [String] = []
    for row in rows where !headings.contains(row.heading) { headings.append(row.heading) }
    return headings.map { heading in
      section(heading, rows.filter { $0.heading == heading }.map { ($0.label, $0.text) }, labelWidth: labelWidth)
    }
  }

  private func examples(_ examples: [CommandSpec.Example]) -> [String] {
    let lines = examples.flatMap { example in
      [TextLayout.indent + example.line]
        + TextLayout.wrap(example.meaning, width: width - 6).map { TextLayout.indent + "    " + $0 }
    }
    return lines.isEmpty ? [] : [style.bold("Examples:")] + lines
  }

  private func exitCodes(_ codes: [ExitCode]) -> [String] {
    section("Exit codes", codes.map { (label: String($0.rawValue), text: $0.meaning) })
  }

  private func section(_ heading: String, _ rows: [(label: String, text: String)], labelWidth: Int? = nil) -> [String] {
    if rows.isEmpty { return [] }
    let labelWidth = labelWidth ?? TextLayout.labelWidth(rows.map(\.label), width: width)
    let headings = TextLayout.wrap("\(heading):", width: width).map(style.bold)
    return headings + TextLayout.columns(rows, labelWidth: labelWidth, width: width)
  }

  /// The sections that are not empty, with an empty line between them.
  private func join(_ sections: [[String]]) -> String {
    sections.filter { !$0.isEmpty }.map { $0.joined(separator: "\n") + "\n" }.joined(separator: "\n")
  }
}

extension OptionSpec {
  fileprivate var label: String {
    if name == OptionSpec.help.name { return "-h, \(name)" }
    return valueName.map { "\(name) \($0)" } ?? name
  }

  /// What it does, its default, and whether it can be repeated.
  var fullHelp: String {
    let notes = [defaultText.map { "default: \($0)" }, isRepeatable ? "can be repeated" : nil].compactMap { $0 }
    return notes.isEmpty ? help : "\(help) (\(notes.joined(separator: "; ")))"
  }
}
