import Simulator

/// Digests of runs, for the test that a run is the same on every machine, in every build, on every day.
public enum GoldenDigests {
  /// The digests by name: what they are of, run now.
  public static let runs: KeyValuePairs<String, @Sendable () -> UInt64> = [
    "calm-seed-1": { RunPlan(seed: 1, scenario: Scenario()).run().digest.value },
    "drawn-seeds-1-to-40": {
      Campaign(firstSeed: 1, runs: 40, jobs: 2).run { RunPlan(seed: $0, scenario: Scenario(swarm: $0)) }.digest
    },
  ]

  /// The digests of the file, each with its name.
  public static let lines: GoldenFile.Lines<(name: String, digest: UInt64)> = file.read { words in
    guard words.count == 2, let digest = UInt64(words[1], radix: 16) else { return nil }
    return (name: words[0], digest: digest)
  }

  /// The file.
  public static let file = GoldenFile(
    "digests.txt",
    comment: [
      "Digests of runs. Whoever changes one says why in the commit.",
      "Rewritten by 'swift run -c release golden digests'.",
      "RUNS DIGEST",
    ])

  /// A digest as the file has it.
  public static func text(_ digest: UInt64) -> String {
    let digits = String(digest, radix: 16)
    return String(repeating: "0", count: 16 - digits.count) + digits
  }
}
