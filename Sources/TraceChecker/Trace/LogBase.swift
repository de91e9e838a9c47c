/// Where the entries of a log begin: after an index, whose entry had a term.
public struct LogBase: Hashable, Sendable, BitwiseCopyable {
  /// The index of the last entry before the log begins; `0` if nothing was removed.
  public let index: Int
  /// The term of the entry at that index; `0` for index 0.
  public let term: Int

  /// The base of a log that has all its entries, unless another is given.
  public init(index: Int = 0, term: Int = 0) {
    self.index = index
    self.term = term
  }
}
