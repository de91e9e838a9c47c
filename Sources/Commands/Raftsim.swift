import Simulator

/// The command line, for programs that run it with a core of their own.
public enum Raftsim {
  /// Runs the process: does what its arguments ask for, and ends it with the exit code.
  /// - Parameter core: the core of the servers in `fuzz`, `replay` and `explore`.
  public static func main(core: CoreType = .raftCore) -> Never {
    CrashReport.install()
    Program.raftsim.main(core: core)
  }
}

extension Program {
  /// The program that users call.
  static let raftsim: Program = Program(
    summary:
      "Test an implementation of Raft: simulate runs from seeds, explore all states of small clusters, check traces",
    commands: [
      FuzzCommand.command, ReplayCommand.command, ShrinkCommand.command, ExploreCommand.command, CheckCommand.command,
      BenchCommand.command,
      ListCommands.faults, ListCommands.defects, ListCommands.checks, ShellCommands.completion { .raftsim },
      ShellCommands.man { .raftsim },
    ])
}
