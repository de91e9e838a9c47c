/// A set of directed links between servers, as one word: what a partition cuts.
public struct LinkSet: Hashable, Sendable, BitwiseCopyable {
  /// Bit `from * serverLimit + to` stands for the link from one server to another.
  private(set) var bits: UInt128 = 0

  /// The empty set.
  public init() {}

  /// Every link between `group`, one bit a server, and the other ones of `servers`: both ways.
  public init(between group: UInt16, andOthersOf servers: Int) {
    self.init()
    for from in 0..<servers {
      for to in 0..<servers where (group >> from ^ group >> to) & 1 == 1 { insert(from: from, to: to) }
    }
  }

  /// Whether there is none.
  public var isEmpty: Bool { bits == 0 }

  /// How many there are.
  public var count: Int { bits.nonzeroBitCount }

  /// Whether the link from one server to another is in it.
  public func contains(from: Int, to: Int) -> Bool { bits & Self.bit(from, to) != 0 }

  /// Adds the link from one server to another.
  public mutating func insert(from: Int, to: Int) { bits |= Self.bit(from, to) }

  /// Removes the link from one server to another.
  public mutating func remove(from: Int, to: Int) { bits &= ~Self.bit(from, to) }

  /// Calls `body` with each link, by sender and then by receiver.
  public func forEach(_ body: (_ from: Int, _ to: Int) -> Void) {
    var rest = bits
    while rest != 0 {
      let place = rest.trailingZeroBitCount
      rest &= rest - 1
      body(place / TraceHeader.serverLimit, place % TraceHeader.serverLimit)
    }
  }

  private static func bit(_ from: Int, _ to: Int) -> UInt128 { 1 << UInt128(from * TraceHeader.serverLimit + to) }
}
