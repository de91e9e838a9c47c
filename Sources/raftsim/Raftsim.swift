extension Program {
  /// The program that users call.
  static let raftsim = Program(
    summary: "A Raft implementation under test: simulated runs from a seed, and a checker of their traces",
    commands: [
      FuzzCommand.command, ReplayCommand.command, CheckCommand.command, BenchCommand.command, ListCommands.defects,
      ListCommands.invariants,
    ])
}
