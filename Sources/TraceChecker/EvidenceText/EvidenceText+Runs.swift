extension EvidenceText {
  static func unexplained(_ answer: UnexplainedAnswer) -> String {
    let key = answer.call.operation.key.map { "k\($0)" } ?? ""
    return UnexplainedText.text(
      key: key, call: text(answer.call), states: answer.states,
      ended: answer.concurrent.filter(\.hasEnded).map(text), open: answer.concurrent.filter { !$0.hasEnded }.map(text))
  }

  static func refused(_ call: ClientCall, _ committed: CommittedEntry) -> String {
    "the answer to c\(call.client)'s \(call.operation), command \(call.command), must not be that it had no "
      + "effect: \(s(committed.server)) committed it at index \(committed.index) in term \(committed.term)"
      + step(committed.step)
  }

  private static func text(_ call: ClientCall) -> String {
    "c\(call.client)'s \(call.operation)" + (call.result.map { " -> \($0)" } ?? "")
  }

  static func stalled(_ stall: Stall) -> String {
    let sentence = missing(stall)
    return stall.details.isEmpty ? sentence : "\(sentence). Waiting: " + stall.details.joined(separator: "; ")
  }

  /// What is missing of progress and why, without what everything waits for.
  package static func missing(_ stall: Stall) -> String {
    let missing =
      switch stall.missing {
      case .server(let server): "\(s(server)) was still down"
      case .leader(0): "there was no leader"
      case .leader(let leaders): "\(leaders) servers were leader"
      case .answers(1): "a client had no answer"
      case .answers(let clients): "\(clients) clients had no answer"
      case .agreement: "the logs did not agree, or were not committed on every server"
      }
    let cause = stall.cause.map { ": \($0)" } ?? ""
    return "\(VirtualTime.text(stall.waited)) after the faults ended, \(missing)\(cause)"
  }
}
