import Testing

@testable import Commands

@Suite("Arguments")
struct ArgumentsTests {
  @Test("Values come attached or apart, and options and positionals in any order")
  func forms() throws {
    let arguments = try Sample.parse("a", "--runs=7", "b", "--seed", "0x10", "--quiet", "c")
    #expect(try arguments.value(Sample.runs).integer() == 7)
    #expect(try arguments[Sample.seed]?.seed() == 16)
    #expect(arguments.has(Sample.quiet))
    #expect(try arguments.value(Sample.trace).text == "a")
    #expect(arguments.all(Sample.others).map(\.text) == ["b", "c"])
  }

  @Test("The default is used, and read like a given value, unless the option is given")
  func defaults() throws {
    let arguments = try Sample.parse("a")
    #expect(try arguments.value(Sample.runs).integer() == 1000)
    #expect(!arguments.has(Sample.runs))
    #expect(arguments[Sample.seed] == nil)
    #expect(complaint { () throws(UsageError) in try arguments.value(Sample.seed) } == "missing option '--seed'")
  }

  @Test("An option is accepted under its old name, and errors show the new one")
  func oldName() throws {
    #expect(try Sample.parse("a", "--count", "7").value(Sample.runs).integer() == 7)
    #expect(
      complaint { () throws(UsageError) in try Sample.parse("a", "--runs", "7", "--count", "7") }
        == "option '--runs' is given twice")
  }

  @Test("A repeatable option keeps all its values")
  func repeatable() throws {
    let arguments = try Sample.parse("a", "--defect", "x", "--defect=y")
    #expect(arguments.all(Sample.defect).map(\.text) == ["x", "y"])
  }

  @Test("After -- everything is positional, and - and negative numbers always are")
  func operands() throws {
    #expect(try Sample.parse("--", "--runs", "--").all(Sample.others).map(\.text) == ["--"])
    #expect(try Sample.parse("-", "-5", "-.5").all(Sample.others).map(\.text) == ["-5", "-.5"])
  }

  @Test("A negative number is a value, and what looks like an option is one only when attached")
  func dashes() throws {
    #expect(try Sample.parse("a", "--runs", "-5").value(Sample.runs).integer() == -5)
    #expect(try Sample.parse("a", "--seed", "-").value(Sample.seed).text == "-")
    #expect(try Sample.parse("a", "--seed=--runs").value(Sample.seed).text == "--runs")
    #expect(try Sample.parse("a", "--seed=a=b").value(Sample.seed).text == "a=b")
    #expect(try Sample.parse("a", "--seed=").value(Sample.seed).text == "")
  }

  @Test(
    "Everything that the table does not allow is refused by name",
    arguments: [
      (["a", "--sed", "1"], "unknown option '--sed' ~ --seed"),
      (["a", "--RUNS=1"], "unknown option '--RUNS' ~ --runs"),
      (["a", "--urns"], "unknown option '--urns' ~ --runs"), (["a", "--unrelated"], "unknown option '--unrelated'"),
      (["a", "-x"], "unknown option '-x'"), (["a", "--="], "unknown option '--'"),
      (["a", "--=5"], "unknown option '--'"), (["a", "---"], "unknown option '---'"),
      (["a", "--runs"], "option '--runs' needs a value: --runs N"),
      (["a", "--runs", "--quiet"], "option '--runs' needs a value: --runs N"),
      (["a", "--runs", "--", "5"], "option '--runs' needs a value: --runs N"),
      (["a", "--runs=1", "--runs=2"], "option '--runs' is given twice"),
      (["a", "--quiet", "--quiet"], "option '--quiet' is given twice"),
      (["a", "--quiet=yes"], "option '--quiet' takes no value"), ([], "missing argument TRACE"),
    ])
  func refused(tokens: [String], message: String) {
    #expect(complaint { () throws(UsageError) in try Arguments(tokens, for: Sample.spec) } == message)
  }

  @Test("Too many positional arguments are refused")
  func tooMany() {
    let spec = CommandSpec(name: "x", summary: "", positionals: [Sample.trace])
    #expect(complaint { () throws(UsageError) in try Arguments(["a", "b"], for: spec) } == "unexpected argument 'b'")
  }

  @Test("No input traps the parser or a reader")
  func hostile() {
    let pieces = ["", "-", "--", "--=", "=", "-=", "--runs", "--runs=", "\u{FFFD}", "-\u{301}", "0x", ".", "%", "-h"]
    let long = String(repeating: "9", count: 10_000)
    for first in pieces + [long, "--" + long] {
      for second in pieces + [long] {
        guard let arguments = try? Arguments([first, second, first + second], for: Sample.spec) else { continue }
        for argument in arguments.all(Sample.others) + arguments.all(Sample.trace) { readAll(argument) }
      }
    }
  }

  private func readAll(_ argument: Argument) {
    _ = try? argument.integer(in: 1...2)
    _ = try? argument.seed()
    _ = try? argument.duration()
    _ = try? argument.path()
    _ = try? argument.choice(ColorChoice.self)
  }

  @Test("An error is one line, whatever was typed")
  func oneLine() {
    let error = Sample.argument("a\nb\u{1b}[31m\u{202e}" + String(repeating: "x", count: 100)).mustBe("so")
    #expect(!"\(error)".contains("\n") && !"\(error)".contains("\u{1b}"))
    #expect("\(error)".contains(#"not 'a\x0ab\x1b[31m\xe2\x80\xaexxx"#) && "\(error)".contains("x…'"))
  }

  @Test("An error names the command, the suggestion and where help is")
  func description() {
    let error = UsageError(command: "raftsim fuzz", message: "unknown option '--sed'", suggestion: "--seed")
    #expect(
      "\(error)" == "raftsim fuzz: unknown option '--sed'; did you mean '--seed'? (see 'raftsim fuzz --help')")
    let other = UsageError(command: "raftsim fuzz", message: "no such defect", reference: "raftsim defects")
    #expect("\(other)" == "raftsim fuzz: no such defect (see 'raftsim defects')")
  }
}
