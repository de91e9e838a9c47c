import RaftCore

extension Defect {
  static let durability: [Defect] = [
    Defect(
      "truncation-forgotten", "a tail that was cut off is back after a restart",
      breaks: ["LogMatching", "DurableStateSurvives"], needs: [("crash-interval", 300_000)], isOfDisk: true
    ) { _, disk in
      disk.truncates = false
    },
    Defect(
      "grant-before-durable", "a follower's vote leaves without being durable, and a crash loses it",
      breaks: ["ElectionSafety", "VoteOnce", "DurableStateSurvives"], needs: [("crash-interval", 300_000)],
      isOfDisk: true
    ) { _, disk in
      disk.writesVote = { role in role != .follower }
    },
  ]
}
