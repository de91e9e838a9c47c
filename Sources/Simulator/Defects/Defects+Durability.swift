import RaftCore

extension Defect {
  static let durability: [Defect] = [
    Defect(
      ofHost: "truncation-forgotten", "a tail that was cut off is back after a restart",
      breaks: ["LogMatching", "DurableStateSurvives", "Conformance"], needs: [.init(\.crashInterval, 300_000)]
    ) { disk, _ in
      disk.truncates = false
    },
    Defect(
      ofHost: "grant-before-durable", "a follower's vote leaves without being durable, and a crash loses it",
      breaks: ["ElectionSafety", "VoteOnce", "DurableStateSurvives", "Conformance"],
      needs: [.init(\.crashInterval, 300_000)]
    ) { disk, _ in
      disk.writesVote = { role in role != .follower }
    },
  ]
}
