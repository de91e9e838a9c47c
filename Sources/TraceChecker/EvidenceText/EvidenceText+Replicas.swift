extension EvidenceText {
  static func replicasDiffer(_ difference: ReplicaDifference) -> String {
    switch difference {
    case .outputs(let index, let command, let first, let second):
      "\(s(second.server)) must not return \(text(second)) for command \(command) at index \(index): "
        + earlier("returned \(text(first))", first.server, second.server)
    case .states(let index, let first, let second):
      "the state machine of \(s(second.server)) must not have the state hash \(second.hash) after index \(index): "
        + earlier("had \(first.hash)", first.server, second.server)
    }
  }

  private static func text(_ output: ReplicaOutput) -> String { output.text ?? "nothing" }

  /// What the replica did that came first: the one of another server, or the same one before a restart.
  private static func earlier(_ result: String, _ first: Int, _ second: Int) -> String {
    first == second ? "it \(result) before its restart" : "that of \(s(first)) \(result)"
  }
}
