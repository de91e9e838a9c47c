import TraceChecker

extension RunStatistics {
  /// Why nothing was judged, in words; `nil` if something was. That can be so only if all `checks` are of whole runs.
  public func nothingJudged(by checks: [any Check]) -> String? {
    let reasons = checks.map(reasonNotToJudge)
    guard !reasons.isEmpty, reasons.allSatisfy({ $0 != nil }) else { return nil }
    return reasons.compactMap { $0 }.joined(separator: ", ")
  }

  private func reasonNotToJudge(_ check: any Check) -> String? {
    switch check {
    case is Linearizable where answers == 0: "\(Linearizable.name) not judged, no client had an answer"
    case is Progress where progress.recovered == 0: "\(Progress.name) not judged, no recovery was required"
    default: nil
    }
  }
}
