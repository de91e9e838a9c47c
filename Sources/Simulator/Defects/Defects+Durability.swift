import RaftCore

extension Defect {
  static let durability: [Defect] = [
    Defect(
      ofHost: "truncation-forgotten", "a truncation is not durable: the removed entries are back after a restart",
      breaks: ["LogMatching", "DurableStateSurvives", "Conformance"], needs: [.init(\.crashInterval, 300_000)]
    ) { disk, _ in
      disk.truncates = false
    },
    Defect(
      ofHost: "grant-before-durable", "a follower's vote is sent but never made durable, and a crash loses it",
      breaks: ["ElectionSafety", "VoteOnce", "DurableStateSurvives", "Conformance"],
      needs: [.init(\.crashInterval, 300_000)]
    ) { disk, _ in
      disk.writesVote = { role in role != .follower }
    },
  ]
}
