extension Program {
  /// The program that users call.
  static let raftsim = Program(
    summary:
      "A Raft implementation under test: simulated runs from a seed, every state of small clusters, a checker of traces",
    commands: [
      FuzzCommand.command, ReplayCommand.command, ExploreCommand.command, CheckCommand.command, BenchCommand.command,
      ListCommands.faults, ListCommands.defects, ListCommands.invariants,
    ])
}
