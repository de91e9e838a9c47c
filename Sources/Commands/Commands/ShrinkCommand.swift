import Diagnosis
import Reporting
import Simulator
import TraceChecker

/// `raftsim shrink`: the smallest run and the smallest schedule that show a failure.
enum ShrinkCommand {
  static let source = PositionalSpec(
    "SEED|FILE", "A failing seed, or a run file, trace or schedule that fails (for a file named 17, give ./17)",
    values: .file)
  static let out = OptionSpec(
    "--out", "FILE", "Write the smallest run to this file; by default to a new file PROPERTY.run.json", group: "Output",
    values: .file)
  static let schedule = OptionSpec(
    "--write-schedule", "FILE",
    "Write the smallest schedule to this file; by default to a new file PROPERTY.schedule", group: "Output",
    values: .file)
  static let force = OptionSpec(flag: "--force", "Replace these files if they are there", group: "Output")
  static let jobs = OptionSpec("--jobs", "N", "Number of threads; by default one per processor", group: "Shrinking")

  static let spec = CommandSpec(
    name: "shrink", summary: "Find the smallest run and the smallest schedule that show a failure, and explain it",
    details: """
      A failing run is made again and again with fewer faults, servers, clients and options, as long as it violates the \
      same property in the same way; other seeds are tried as well. If a step of a server violates the property, the \
      actions of the run are also reduced to a schedule of which no action can be left out. The report has the story of \
      the failure, the faults that it needs, and the step from which it could not be avoided. The result does not \
      depend on the number of threads, unless the limit of time ends the search.
      """,
    positionals: [source],
    options: [jobs] + ShrinkOptions.specs + InvariantOptions.specs + ScenarioOptions.specs + [
      out, schedule, force, Format.option, .color,
    ],
    examples: [
      .init("raftsim shrink 4 --defect vote-any-log    # exits with 1", "Shrink the failing run of seed 4."),
      .init("raftsim shrink VotersNotNewer.run.json    # exits with 1", "Shrink the run of a file further."),
    ],
    exitCodes: [.ok, .violation, .inconclusive, .usage, .internal, .interrupted])

  static let command = Subcommand(spec: spec, run: run)

  private static func run(_ arguments: Arguments, _ console: Console) throws -> ExitCode {
    let scenario = try ScenarioOptions(arguments)
    let format: Format = try arguments.value(Format.option).choice()
    do {
      let shrinking = try Shrinking(arguments, console, format)
      let argument = try arguments.value(source)
      switch try ShrinkSource(argument, scenario, arguments) {
      case .run(let plan, let expected): return try shrinking.shrink(plan, expected)
      case .schedule(let source, let expected): return try shrinking.shrink(source, expected)
      }
    } catch let interruption as Interruption {
      return format.report(interruption, of: spec, results: console.output, errors: console.errors)
    }
  }
}
