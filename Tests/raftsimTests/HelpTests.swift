import Reporting
import Testing
import TraceChecker

@testable import Commands

@Suite("Help")
struct HelpTests {
  @Test("The help of a command is written from its table")
  func command() {
    #expect(
      HelpText(width: 60).text(for: Sample.spec) == """
        Usage: raftsim fuzz [options] TRACE [MORE...]

        Run many seeds.

        First paragraph.

        Second paragraph.

        Arguments:
          TRACE          The trace to read
          MORE           More traces

        Runs:
          --runs N       How many runs to make (default: 1000)
          --seed SEED    The first seed

        Rules:
          --defect NAME  A defect to plant (can be repeated)

        Options:
          --quiet        Say nothing

        General:
          --color WHEN   Use colors: auto, always or never (default:
                         auto)
          -h, --help     Show this help

        Examples:
          raftsim fuzz --runs 5
              Five runs.

        Exit codes:
          0  nothing wrong was found
          1  a property was violated

        """)
  }

  @Test("No line is wider than asked, and a label too long for its column has a line of its own")
  func width() {
    let long = OptionSpec("--a-very-long-name-of-an-option", "VALUE", String(repeating: "word ", count: 40))
    let text = HelpText(width: 50).text(for: CommandSpec(name: "x", summary: "Do", options: [long]))
    #expect(text.split(separator: "\n").allSatisfy { $0.count <= 50 })
    #expect(text.contains("  --a-very-long-name-of-an-option VALUE\n              word word"))
  }

  @Test("Headings are bold where there are colors")
  func style() {
    #expect(HelpText(style: Style(isOn: true)).text(for: Sample.spec).contains("\u{1b}[1mRuns:\u{1b}[0m\n"))
  }

  @Test(
    "Help is found wherever it is asked for",
    arguments: [
      (["--help"], "Commands:"), (["-h"], "Commands:"), (["help"], "Commands:"), (["help", "fuzz"], "raftsim fuzz "),
      (["fuzz", "--help"], "raftsim fuzz "), (["fuzz", "--runs", "-h", "--nonsense"], "raftsim fuzz "),
      (["help", "--help"], "raftsim help "), (["help", "help"], "raftsim help "),
    ])
  func asked(tokens: [String], part: String) {
    let (code, output, errors) = run(tokens)
    #expect(code == .ok && errors == "")
    #expect(output.hasPrefix("Usage: raftsim ") && output.contains(part))
  }

  @Test(
    "A wrong command line is one line on the error stream and exit code 64",
    arguments: [
      (["fuz"], "raftsim: unknown command 'fuz'; did you mean 'fuzz'? (see 'raftsim --help')\n"),
      (["--fuzz"], "raftsim: unknown option '--fuzz'; did you mean 'fuzz'? (see 'raftsim --help')\n"),
      (["help", "fuz"], "raftsim: unknown command 'fuz'; did you mean 'fuzz'? (see 'raftsim --help')\n"),
      (["help", "fuzz", "x"], "raftsim help: unexpected argument 'x' (see 'raftsim help --help')\n"),
      ([""], "raftsim: unknown command '' (see 'raftsim --help')\n"),
      (["fuzz", "--", "--help", "--runs=0"], nil),
      (
        ["fuzz", "a", "--runs=0"],
        "raftsim fuzz: option '--runs' must be a whole number from 1 to 5000, not '0' (see 'raftsim fuzz --help')\n"
      ),
    ])
  func wrong(tokens: [String], line: String?) {
    let (code, output, errors) = run(tokens)
    guard let line else { return #expect(code == .violation) }
    #expect(code == .usage && output == "" && errors == line)
  }

  @Test("Without a command the help is on the error stream, and nothing was asked for: 64")
  func nothing() {
    let (code, output, errors) = run([])
    #expect(code == .usage && output == "")
    #expect(errors == run(["--help"]).1)
  }

  @Test("The version is one line on standard output")
  func version() {
    #expect(run(["--version"]) == (.ok, "raftsim \(Program.version)\n", ""))
    #expect(run(["--versoin"]).2.contains("did you mean '--version'?"))
  }

  @Test("A command's own exit code and output come through, and its other errors are internal")
  func commands() {
    #expect(run(["fuzz", "a"]) == (.violation, "ran 1000\n", ""))
    #expect(run(["broken"]) == (.internal, "", "raftsim broken: internal error: Failure()\n"))
  }

  @Test(
    "The lists have lines of the terminal's width, and whole lines for a program",
    arguments: ["faults", "invariants", "defects"])
  func lists(_ name: String) {
    let (narrow, whole) = (list(name, ["COLUMNS": "50"]), list(name, [:]))
    #expect(narrow.allSatisfy { $0.count <= 50 || !$0.dropFirst(4).contains(" ") || !$0.hasPrefix("    ") })
    #expect(narrow.count > whole.count && whole.contains { $0.count > 80 })
    #expect(narrow.joined().filter { $0 != " " } == whole.joined().filter { $0 != " " })
  }

  private func list(_ name: String, _ environment: [String: String]) -> [Substring] {
    let (output, errors) = (Capture(), Capture())
    let console = Console(output: output.stream, errors: errors.stream, environment: environment)
    _ = Program.raftsim.run([RawText(name)], console)
    return output.text().split(separator: "\n")
  }

  private func run(_ tokens: [String]) -> (ExitCode, String, String) {
    let (output, errors) = (Capture(), Capture())
    let console = Console(output: output.stream, errors: errors.stream, environment: [:])
    let code = Sample.program.run(tokens.map { RawText($0) }, console)
    return (code, output.text(), errors.text())
  }
}
