extension EvidenceText {
  static func replicasDiffer(_ difference: ReplicaDifference) -> String {
    switch difference {
    case .outputs(let index, let command, let content, let first, let second):
      let words = content.isEmpty ? "" : " (\(content))"
      let subject = "return the same output for command \(command)\(words) at index \(index)"
      return first.server == second.server
        ? "\(s(second.server)) must \(subject) as before its restart: it returned \(text(first)) then, and "
          + "\(text(second)) now"
        : "\(s(first.server)) and \(s(second.server)) must \(subject): \(s(first.server)) returned \(text(first)), "
          + "\(s(second.server)) returned \(text(second))"
    case .states(let index, let first, let second):
      return first.server == second.server
        ? "\(s(second.server)) must have the same state after index \(index) as before its restart: its state hash was "
          + "\(first.hash) then, now it is \(second.hash)"
        : "\(s(first.server)) and \(s(second.server)) must have the same state after index \(index): the state hash of "
          + "\(s(first.server)) was \(first.hash), that of \(s(second.server)) is \(second.hash)"
    }
  }

  private static func text(_ output: ReplicaOutput) -> String { output.text ?? "nothing" }
}
