import Foundation

/// How much the tests try: what takes a minute, or everything, which takes several.
public enum TestTier {
  /// Whether everything is tried: `RAFTSIM_THOROUGH=1`, as in CI.
  public static let isThorough = !["", "0"].contains(ProcessInfo.processInfo.environment["RAFTSIM_THOROUGH"] ?? "")

  /// A number of seeds, a range of them or the like, for the tier that runs.
  public static func pick<Value>(_ quick: Value, thorough: Value) -> Value { isThorough ? thorough : quick }
}
