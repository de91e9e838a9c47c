/// Entries with, at each length, the hash of so many of the first: two agree up to a length exactly if the hashes there
/// are equal (but for a chance of 2⁻⁶⁴).
public protocol PrefixHashed {
  /// The number of entries.
  var count: Int { get }

  /// How many entries at the front are forgotten: these belong to every log.
  var forgotten: Int { get }

  /// The hash of the first `length` entries.
  /// - Precondition: `length` is 0, or `forgotten < length <= count`.
  func prefixHash(_ length: Int) -> UInt64
}
