/// Which of the copies of a message it is.
enum MessageCopy: UInt8, BitwiseCopyable {
  /// The one that was sent.
  case original
  /// The same once more.
  case second
  /// The same once more, at a time at which it should long be forgotten.
  case late

  /// The number of the copy in a trace: a message has at most one beside the original.
  @inline(__always) var number: Int { self == .original ? 0 : 1 }
}
