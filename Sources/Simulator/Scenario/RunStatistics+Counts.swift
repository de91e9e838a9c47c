extension RunStatistics {
  /// Every count with its name: those of no fault, and then those of each.
  public static let counts: [Count] = basic + ProgressCounts.counts + Fault.all.flatMap(\.counts)

  private static let basic: [Count] = [
    ("events", \.events), ("steps", \.steps), ("virtualTime", \.time), ("elections", \.elections),
    ("commits", \.commits), ("invocations", \.invocations), ("answers", \.answers),
    ("unknown", \.unknown), ("messagesSent", \.sent), ("messagesDelivered", \.delivered),
    ("messagesCut", \.cut), ("messagesMissed", \.missed), ("requestsForwarded", \.forwarded),
    ("restarts", \.restarts), ("inconclusiveHistories", \.inconclusive), ("beyondAssumptions", \.beyondAssumptions),
  ]
}
