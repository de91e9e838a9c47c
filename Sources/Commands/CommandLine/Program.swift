import Glibc
import Reporting
import Simulator
import TraceChecker

/// A command and what it does.
struct Subcommand: Sendable {
  let spec: CommandSpec
  /// Runs the command. A thrown error ends the program: a `UsageError` with 64, any other, such as `OutputError`, with
  /// 70.
  let run: @Sendable (Arguments, Console) throws -> ExitCode
}

/// The program: its commands, and the way from a command line to an exit code.
struct Program: Sendable {
  static let name = "raftsim"
  /// The program as it was called, such as `.build/release/raftsim`, for the command lines in reports.
  static let invocation = words.first.map(ShellWord.quote) ?? name

  /// The words of the command line, the program first. `CommandLine.arguments` would repair what is not UTF-8.
  private static let words = (0..<Int(CommandLine.argc)).compactMap { number in
    CommandLine.unsafeArgv[number].map {
      RawText(bytes: UnsafeBufferPointer(start: $0, count: strlen($0)).map { UInt8(truncatingIfNeeded: $0) })
    }
  }

  /// What it does, in one sentence without a full stop.
  var summary: String
  /// The commands, in the order of the help; `help` goes without saying.
  var commands: [Subcommand]

  /// All commands that can be typed.
  var specs: [CommandSpec] { commands.map(\.spec) + [helpSpec] }

  /// Runs the process.
  /// - Parameter core: what servers are made of.
  func main(core: CoreType = .raftCore) -> Never {
    SignalHandler.ignoreOutputSignals()
    Memory.keepFreed()
    Interrupt.install()
    let console = Console.standard()
    let code = run(Array(Self.words.dropFirst()), console, core: core)
    exit(console.finish(code).rawValue)
  }

  /// Does what `tokens`, the command line without the program, ask for. Errors go to the console, one line each.
  func run(_ tokens: [RawText], _ console: Console, core: CoreType = .raftCore) -> ExitCode {
    do {
      return try dispatch(tokens, console, core)
    } catch let error as UsageError {
      console.errors.writeLine("\(error)")
      return .usage
    } catch let error as OutputError {
      console.errors.writeLine("\(error)")
      return .internal
    } catch {
      let command = tokens.first.map { "\(Self.name) \($0)" } ?? Self.name
      console.errors.writeLine("\(command): internal error: \(error)")
      return .internal
    }
  }

  private func dispatch(_ tokens: [RawText], _ console: Console, _ core: CoreType) throws -> ExitCode {
    guard let name = tokens.first else {
      showHelp(of: nil, on: console.errors, width: console.textWidth, console.errorStyle())
      return .usage
    }
    if name == RawText(Self.versionOption) { return showVersion(console) }
    if ArgumentParser.asksForHelp([name]) { return showHelp(of: nil, console) }
    let spec = try spec(named: name)
    let rest = tokens.dropFirst()
    if ArgumentParser.asksForHelp(rest) {
      return showHelp(of: spec, showsAll: ArgumentParser.asksForAllHelp(rest), console)
    }
    let arguments = try Arguments(Array(rest), for: spec, core: core)
    let command = commands.first { $0.spec.name == spec.name }
    return try command?.run(arguments, console) ?? help(arguments, console)
  }

  private func spec(named name: RawText) throws(UsageError) -> CommandSpec {
    if let spec = specs.first(where: { $0.name == name.exact }) { return spec }
    let kind = name.repaired.hasPrefix("-") ? "option" : "command"
    throw error(
      "unknown \(kind) \(UsageError.quote(name))",
      suggestion: Spelling.nearest(
        to: name.repaired, among: specs.map(\.name) + [OptionSpec.help.name, Self.versionOption]))
  }

  private func error(_ message: String, suggestion: String?) -> UsageError {
    UsageError(command: Self.name, message: message, suggestion: suggestion)
  }
}

/// The command `help`.
extension Program {
  private static let topic = PositionalSpec("COMMAND", "The command to explain", arity: .optional)

  private static let help = CommandSpec(
    name: "help", summary: "Show the help of the program or of a command", positionals: [topic],
    exitCodes: [.ok, .usage, .internal]
  )

  /// The command `help` of this program, which completes their names.
  private var helpSpec: CommandSpec {
    var spec = Self.help
    spec.positionals[0].values = .words(commands.map(\.spec.name) + [spec.name])
    return spec
  }

  private func help(_ arguments: Arguments, _ console: Console) throws(UsageError) -> ExitCode {
    guard let topic = arguments[Self.topic] else { return showHelp(of: nil, console) }
    return showHelp(of: try spec(named: topic.raw), console)
  }

  private func showHelp(of spec: CommandSpec?, showsAll: Bool = false, _ console: Console) -> ExitCode {
    showHelp(of: spec, showsAll: showsAll, on: console.output, width: console.textWidth, console.style())
    return .ok
  }

  private func showHelp(
    of spec: CommandSpec?, showsAll: Bool = false, on stream: OutputStream, width: Int, _ style: Style
  ) {
    let help = HelpText(width: width, style: style, showsAll: showsAll)
    stream.write(spec.map { help.text(for: $0) } ?? help.text(for: self))
  }
}

/// The option `--version`.
extension Program {
  /// The version of this program, as its releases are named.
  static let version = "0.12.0-dev"
  /// The day on which `version` became the version.
  static let versionDate = "2026-11-30"
  static let versionOption = "--version"
  /// The options that need no command.
  static let options: [OptionSpec] = [.help, OptionSpec(flag: versionOption, "Print the version")]

  private func showVersion(_ console: Console) -> ExitCode {
    console.output.writeLine("\(Self.name) \(Self.version)")
    return .ok
  }
}
