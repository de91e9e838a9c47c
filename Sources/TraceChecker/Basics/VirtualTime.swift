/// The time of a simulated world.
public enum VirtualTime {
  /// A time of so many microseconds, in seconds: `1.107927 s`.
  public static func text(_ microseconds: Int) -> String {
    let fraction = String(1_000_000 + microseconds % 1_000_000).dropFirst()
    return "\(microseconds / 1_000_000).\(fraction) s"
  }
}
