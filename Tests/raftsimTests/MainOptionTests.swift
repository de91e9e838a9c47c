import Reporting
import Testing
import TraceChecker

@testable import Commands

@Suite("Main options and the width of the help")
struct MainOptionTests {
  private static func help(_ command: String, _ option: String, columns: String? = nil) -> String {
    let (output, errors) = (Capture(), Capture())
    let environment = columns.map { ["COLUMNS": $0] } ?? [:]
    let console = Console(output: output.stream, errors: errors.stream, environment: environment)
    _ = Program.raftsim.run([RawText(command), RawText(option)], console)
    return output.text()
  }

  private static func isListed(_ option: OptionSpec, in help: String) -> Bool {
    help.split(separator: "\n").contains { $0.hasPrefix("  \(option.name)") && !$0.hasPrefix("  \(option.name)-") }
  }

  @Test("the help of fuzz has twenty options, and says where the others are")
  func twenty() {
    #expect(FuzzCommand.spec.options.count(where: \.isMain) == 20)
    let help = Self.help("fuzz", "--help")
    #expect(help.contains("\n\(FuzzCommand.spec.rareOptions.count) more options: see 'raftsim fuzz --help-all'.\n"))
    #expect(!Self.help("fuzz", "--help-all").contains("more options"))
  }

  @Test(
    "--help lists exactly the main options, and --help-all lists all",
    arguments: [FuzzCommand.spec, ReplayCommand.spec, ExploreCommand.spec])
  func listed(_ command: CommandSpec) {
    let (main, all) = (Self.help(command.name, "--help"), Self.help(command.name, "--help-all"))
    for option in command.options {
      #expect(Self.isListed(option, in: main) == option.isMain, "\(option.name)")
      #expect(Self.isListed(option, in: all), "\(option.name)")
    }
  }

  @Test("a command with main options, and one more at most, has no --help-all, but accepts it")
  func none() {
    let flags = [OptionSpec(flag: "--a", "A", isMain: false), OptionSpec(flag: "--b", "B", isMain: false)]
    #expect(CommandSpec(name: "x", summary: "Do", options: flags).allOptions.contains(.helpAll))
    #expect(!CommandSpec(name: "x", summary: "Do", options: [flags[0]]).allOptions.contains(.helpAll), "a single one")
    #expect(Self.help("faults", "--help-all") == Self.help("faults", "--help"))
  }

  @Test(
    "the help is as wide as COLUMNS says, from 40 to 100, and otherwise 80 columns",
    arguments: [("60", 60), ("39", 40), ("1000", 100), ("0", 80), ("wide", 80), ("-5", 80), ("", 80), (nil, 80)])
  func width(_ columns: String?, _ width: Int) {
    let help = Self.help("fuzz", "--help-all", columns: columns)
    let text = help.prefix { $0 != "\u{0}" }.split(separator: "\n").filter { !$0.contains("raftsim ") }
    let longest = text.map(\.count).max() ?? 0
    #expect(longest <= width && longest > width - 12)
  }

  @Test("an unknown name has a suggestion and the command that lists the names, not all of them")
  func names() {
    let argument = Sample.argument("vote-any-lag")
    #expect(
      complaint { () throws(UsageError) in try argument.name(among: ["a", "vote-any-log"], listedBy: "raftsim defects")
      }
        == "option '--x': unknown name 'vote-any-lag' ~ vote-any-log")
    #expect(throws: Never.self) { try argument.name(among: ["vote-any-lag"], listedBy: "raftsim defects") }
  }
}
