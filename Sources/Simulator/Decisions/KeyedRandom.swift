import TraceChecker

/// Random decisions by keys: a decision is a hash of the seed and of a key that names what is decided, never the next
/// number of one sequence. To override one decision, drop a client or add a draw leaves every other decision as it was.
///
/// A run with overrides, or one whose decisions are observed, asks `overrides` instead; any other run pays one branch.
public struct KeyedRandom {
  /// The seed, mixed once.
  public let seed: UInt64
  /// What replaces or observes decisions of this run, if anything does.
  let overrides: RunOverrides?

  /// The decisions of `seed`.
  public init(seed: UInt64) { self.init(seed: seed, overrides: nil) }

  init(seed: UInt64, overrides: RunOverrides?) {
    self.seed = mix(seed, 0x7261_6674_7369_6d21)
    self.overrides = overrides
  }

  // MARK: Words

  /// The 64 uniformly distributed bits of a decision. O(1).
  /// - Parameters:
  ///   - stream: the kind of decision.
  ///   - subject: what it is about: a server, a client, a link.
  ///   - count: how many decisions of the stream about the subject came before, within `number`.
  ///   - number: the term, write, command or other number within which `count` counts, where there is one.
  @inline(__always)
  public func word(_ stream: Stream, _ subject: Int, _ count: Int, within number: Int = 0) -> UInt64 {
    if let overrides { return overrides.word(Self.key(stream, subject, count, number)) }
    return hash(stream, subject, UInt64(truncatingIfNeeded: number), count)
  }

  /// The hash of a key whose stream has a draw of its own.
  @inline(__always)
  private func hash(_ stream: Stream, _ subject: Int, _ number: UInt64, _ count: Int) -> UInt64 {
    var key = mix(seed ^ stream.rawValue, UInt64(truncatingIfNeeded: subject))
    if number != 0 { key = mix(key, number) }
    // Mixed once more than seems necessary: a product with a small count changes little from one count to the next, and
    // `below` uses the upper bits.
    return mix(mix(key, UInt64(truncatingIfNeeded: count)), 0)
  }

  /// The hash of any key.
  func hash(_ key: DecisionKey) -> UInt64 {
    guard key.stream.isOfContent else { return hash(key.stream, key.subject, key.number, key.count) }
    return Draw(place: place(key.subject, key.number), key.subject, key.number, key.count).word(key.stream)
  }

  @inline(__always)
  private static func key(_ stream: Stream, _ subject: Int, _ count: Int, _ number: Int) -> DecisionKey {
    DecisionKey(stream, subject, number: UInt64(truncatingIfNeeded: number), count)
  }

  // MARK: Choices

  /// A uniform choice of `0 ..< bound`; `0` for an empty range.
  @inline(__always)
  public func below(_ bound: Int, _ stream: Stream, _ subject: Int, _ count: Int, within number: Int = 0) -> Int {
    if let overrides { return overrides.number(Self.key(stream, subject, count, number), below: bound) }
    return Self.scale(hash(stream, subject, UInt64(truncatingIfNeeded: number), count), bound)
  }

  /// Whether something happens that does so `rate` times in a million.
  @inline(__always)
  public func happens(_ rate: Int, _ stream: Stream, _ subject: Int, _ count: Int, within number: Int = 0) -> Bool {
    if let overrides { return overrides.happens(Self.key(stream, subject, count, number), rate: rate) }
    guard rate > 0 else { return false }
    return Self.scale(hash(stream, subject, UInt64(truncatingIfNeeded: number), count), 1_000_000) < rate
  }

  /// A time around `mean`: uniformly distributed between half of it and one and a half.
  @inline(__always)
  public func around(_ mean: Int, _ stream: Stream, _ subject: Int, _ count: Int, within number: Int = 0) -> Int {
    if let overrides { return overrides.time(Self.key(stream, subject, count, number), around: mean) }
    return mean / 2 + Self.scale(hash(stream, subject, UInt64(truncatingIfNeeded: number), count), mean + 1)
  }

  /// Whether fault `number` of its kind is carried out when its time has come. Only an override can prevent it, and the
  /// fault is planned all the same: later faults of the kind keep their numbers and times.
  @inline(__always)
  func carriesOut(_ kind: RecurringFault, _ number: Int) -> Bool {
    overrides?.happens(DecisionKey(.fault, Int(kind.rawValue), number), rate: 1_000_000) ?? true
  }

  /// `word` mapped to `0 ..< bound`, uniformly.
  @inline(__always)
  static func scale(_ word: UInt64, _ bound: Int) -> Int {
    bound <= 0 ? 0 : Int(word.multipliedFullWidth(by: UInt64(bound)).high)
  }
}

extension KeyedRandom {
  /// What all decisions about one message or signal have in common, hashed once: the link, the content, and how often
  /// that content was sent there.
  struct Draw {
    private let hash: UInt64
    fileprivate let subject: Int
    fileprivate let content: UInt64
    fileprivate let count: Int

    @inline(__always)
    fileprivate init(place: UInt64, _ subject: Int, _ content: UInt64, _ count: Int) {
      hash = mix(place, UInt64(truncatingIfNeeded: count))
      (self.subject, self.content, self.count) = (subject, content, count)
    }

    /// The decision of one stream. The raw value is spread over all bits: products with numbers that differ little are
    /// correlated.
    @inline(__always)
    fileprivate func word(_ stream: Stream) -> UInt64 { mix(hash, stream.rawValue &* 0xbf58_476d_1ce4_e5b9) }

    @inline(__always)
    fileprivate func key(_ stream: Stream) -> DecisionKey { DecisionKey(stream, subject, number: content, count) }
  }

  @inline(__always)
  private func place(_ subject: Int, _ content: UInt64) -> UInt64 {
    mix(mix(seed, UInt64(truncatingIfNeeded: subject)), content)
  }

  /// The decisions about what is sent now: `content` on the link or way `subject`, counted in `occurrences`.
  @inline(__always)
  func draw(_ subject: Int, _ content: UInt64, _ occurrences: OccurrenceCounts, now: Int) -> Draw {
    let place = place(subject, content)
    return Draw(place: place, subject, content, occurrences.count(place, now: now))
  }

  /// As `word` for one message.
  @inline(__always)
  func word(_ stream: Stream, _ draw: Draw) -> UInt64 {
    if let overrides { return overrides.word(draw.key(stream)) }
    return draw.word(stream)
  }

  /// As `below` for one message.
  @inline(__always)
  func below(_ bound: Int, _ stream: Stream, _ draw: Draw) -> Int {
    if let overrides { return overrides.number(draw.key(stream), below: bound) }
    return Self.scale(draw.word(stream), bound)
  }

  /// As `happens` for one message.
  @inline(__always)
  func happens(_ rate: Int, _ stream: Stream, _ draw: Draw) -> Bool {
    if let overrides { return overrides.happens(draw.key(stream), rate: rate) }
    return rate > 0 && Self.scale(draw.word(stream), 1_000_000) < rate
  }

  /// As `around` for one message.
  @inline(__always)
  func around(_ mean: Int, _ stream: Stream, _ draw: Draw) -> Int {
    if let overrides { return overrides.time(draw.key(stream), around: mean) }
    return mean / 2 + Self.scale(draw.word(stream), mean + 1)
  }
}
