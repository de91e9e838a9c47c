/// The limits of reading: what no file may exceed.
enum TextLimits {
  /// The longest line, in bytes. A longer one is an error before it is in memory.
  static let line = 1 << 20
  /// The largest term, index and time: sums of a few of them do not overflow.
  static let number = 1 << 48
  /// How deep values may be nested.
  static let depth = 64
}
