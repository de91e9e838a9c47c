/// The texts of a key, each stored as a text and a piece after it: an append costs the same however long the text is.
struct TextStates: StateSpace {
  /// A text: that of its parent and a piece after it.
  private struct Node: Sendable {
    var parent: UInt32
    var piece: UInt32
    var digest: TextDigest
    /// The piece that is the same text, once that is known.
    var spelling: UInt32
  }

  /// An operation, with texts as numbers.
  private struct Step: Sendable, BitwiseCopyable {
    enum Kind: UInt8, Sendable, BitwiseCopyable {
      /// Gives the text, or sets it if it is another.
      case get, differs
      case put, append, replace, perhapsReplace
      /// Possible always, and never.
      case idle, impossible
    }

    var kind: Kind
    var expected: UInt32 = 0
    var text: UInt32 = 0
  }

  private var pieces: [[UInt8]] = []
  private var digests: [TextDigest] = []
  private var steps: [Step] = []
  private var nodes: [Node] = []
  private var table = ProbeTable<NumberSlot<UInt32>>()
  private var lookahead: ReadLookahead?
  /// Where each operation ends, once that matters.
  private var ends: [Int] = []

  static var initial: UInt32 { 1 }
  private static let empty: UInt32 = 0
  private static let none = UInt32.max

  init(_ model: TextStore, _ history: ClientHistory<TextStore>) {
    var numbers: [[UInt8]: UInt32] = [:]
    let nothing = piece("", &numbers)
    nodes.append(Node(parent: Self.none, piece: nothing, digest: TextDigest(), spelling: nothing))
    // The root of every text comes before the first state, and is in no table: it is no state itself.
    let first = piece(model.initial, &numbers)
    nodes.append(Node(parent: Self.empty, piece: first, digest: digests[Int(first)], spelling: first))
    let place = place(Self.empty, first, digests[Int(first)])
    table.insert(NumberSlot(Self.initial), at: place)
    steps = history.calls.map { step($0, &numbers) }
  }

  private mutating func step(_ call: ClientHistory<TextStore>.Call, _ numbers: inout [[UInt8]: UInt32]) -> Step {
    switch (call.operation.kind, call.output) {
    case (.get, .value(let value)): Step(kind: .get, expected: piece(value, &numbers))
    case (.get, nil): Step(kind: .idle)
    case (.put(let value), .done), (.put(let value), nil): Step(kind: .put, text: piece(value, &numbers))
    case (.append(let value), .done), (.append(let value), nil): Step(kind: .append, text: piece(value, &numbers))
    case (.compareAndSet(let expected, _), .refused): Step(kind: .differs, expected: piece(expected, &numbers))
    case (.compareAndSet(let expected, let value), .done):
      Step(kind: .replace, expected: piece(expected, &numbers), text: piece(value, &numbers))
    case (.compareAndSet(let expected, let value), nil):
      Step(kind: .perhapsReplace, expected: piece(expected, &numbers), text: piece(value, &numbers))
    case (.get, _), (.put, _), (.append, _), (.compareAndSet, _): Step(kind: .impossible)
    }
  }

  private mutating func piece(_ text: String, _ numbers: inout [[UInt8]: UInt32]) -> UInt32 {
    // By its bytes: what Unicode calls equivalent is not the same.
    let bytes = Array(text.utf8)
    if let number = numbers[bytes] { return number }
    let number = UInt32(pieces.count)
    numbers[bytes] = number
    pieces.append(bytes)
    digests.append(TextDigest(bytes))
    return number
  }

  mutating func next(_ state: UInt32, _ call: Int) -> UInt32? {
    let step = steps[Int(call)]
    switch step.kind {
    case .get: return isText(state, step.expected) ? state : nil
    case .differs: return isText(state, step.expected) ? nil : state
    case .put: return text(Self.empty, step.text)
    case .append: return text(state, step.text)
    case .replace: return isText(state, step.expected) ? text(Self.empty, step.text) : nil
    case .perhapsReplace: return isText(state, step.expected) ? text(Self.empty, step.text) : state
    case .idle: return state
    case .impossible: return nil
    }
  }

  static var looksAhead: Bool { true }

  mutating func lookAhead(_ timeline: Timeline, before horizon: Int) {
    ends = steps.indices.map { timeline.returnPosition(of: $0) }
    lookahead = ReadLookahead(timeline, before: horizon) { call in
      switch steps[call].kind {
      case .get: .read(length: pieces[Int(steps[call].expected)].count)
      case .put, .replace, .perhapsReplace: .sets
      case .differs, .append, .idle, .impossible: .other
      }
    }
  }

  func isLost(_ state: UInt32, at position: Int) -> Bool {
    guard let read = lookahead?.nextRead(at: position) else { return false }
    return !canGrow(state, into: steps[read].expected)
  }

  func isLost(_ state: UInt32, for call: Int, at position: Int) -> Bool {
    guard let lookahead, steps[call].kind == .get, lookahead.holds(forReadEndingAt: ends[call], at: position) else {
      return false
    }
    return !canGrow(state, into: steps[call].expected)
  }

  /// Whether a text is a prefix of that of a piece, as far as its own last piece shows. O(last piece).
  private func canGrow(_ state: UInt32, into whole: UInt32) -> Bool {
    let node = nodes[Int(state)]
    let (last, text, end) = (pieces[Int(node.piece)], pieces[Int(whole)], node.digest.count)
    return end <= text.count && text[(end - last.count)..<end].elementsEqual(last)
  }

  func words(for state: UInt32) -> String {
    TextStore().words(for: String(decoding: bytes(of: state), as: UTF8.self))
  }

  var bytes: Int { nodes.capacity * MemoryLayout<Node>.stride + table.bytes }

  /// Whether a state is the text of a piece. O(1), but for the first time that it is: O(length).
  private mutating func isText(_ state: UInt32, _ piece: UInt32) -> Bool {
    let node = nodes[Int(state)]
    if node.spelling != Self.none { return node.spelling == piece }
    guard node.digest == digests[Int(piece)], bytes(of: state) == pieces[Int(piece)] else { return false }
    nodes[Int(state)].spelling = piece
    return true
  }

  /// The state whose text is that of `parent` and a piece after it.
  private mutating func text(_ parent: UInt32, _ piece: UInt32) -> UInt32 {
    if pieces[Int(piece)].isEmpty, parent != Self.empty { return parent }
    if table.isFull { grow() }
    let digest = nodes[Int(parent)].digest.followed(by: digests[Int(piece)])
    let place = place(parent, piece, digest)
    if !table[place].isVacant { return table[place].number }
    let number = UInt32(nodes.count)
    table.insert(NumberSlot(number), at: place)
    nodes.append(
      Node(parent: parent, piece: piece, digest: digest, spelling: parent == Self.empty ? piece : Self.none))
    return number
  }

  /// The place of the number of a text, or the vacant one where it would go.
  private func place(_ parent: UInt32, _ piece: UInt32, _ digest: TextDigest) -> Int {
    table.place(Self.hash(digest)) { isSame(nodes[Int($0.number)], parent, piece, digest) }
  }

  private static func hash(_ digest: TextDigest) -> UInt64 { mix(digest.hash, UInt64(digest.count)) }

  private func isSame(_ node: Node, _ parent: UInt32, _ piece: UInt32, _ digest: TextDigest) -> Bool {
    guard node.digest == digest else { return false }
    if node.parent == parent, node.piece == piece { return true }
    return bytes(of: node) == bytes(of: Node(parent: parent, piece: piece, digest: digest, spelling: Self.none))
  }

  private mutating func grow() {
    let nodes = nodes
    table.makeRoom { Self.hash(nodes[Int($0.number)].digest) }
  }

  private func bytes(of state: UInt32) -> [UInt8] { bytes(of: nodes[Int(state)]) }

  /// The text, put together from its end to its beginning.
  private func bytes(of node: Node) -> [UInt8] {
    var parts: [UInt32] = [node.piece]
    var parent = node.parent
    while parent != Self.none {
      parts.append(nodes[Int(parent)].piece)
      parent = nodes[Int(parent)].parent
    }
    var bytes: [UInt8] = []
    bytes.reserveCapacity(node.digest.count)
    for part in parts.reversed() { bytes += pieces[Int(part)] }
    return bytes
  }
}

/// The length of a text, and a polynomial in its bytes, modulo 2^61 - 1: that of two texts in a row comes from theirs.
struct TextDigest: Hashable, Sendable, BitwiseCopyable {
  private(set) var hash: UInt64 = 0
  private(set) var count = 0
  /// The base to the power of the length.
  private var power: UInt64 = 1

  private static let prime: UInt64 = (1 << 61) - 1
  private static let base: UInt64 = 0x0123_4567_89ab_cdef

  /// The empty text.
  init() {}

  /// O(length).
  init(_ bytes: [UInt8]) {
    for byte in bytes {
      hash = (Self.product(hash, Self.base) + UInt64(byte) + 1) % Self.prime
      power = Self.product(power, Self.base)
    }
    count = bytes.count
  }

  /// The hash of this text followed by another.
  func followed(by other: Self) -> Self {
    var both = Self()
    both.hash = (Self.product(hash, other.power) + other.hash) % Self.prime
    both.count = count + other.count
    both.power = Self.product(power, other.power)
    return both
  }

  private static func product(_ one: UInt64, _ other: UInt64) -> UInt64 {
    let (high, low) = one.multipliedFullWidth(by: other)
    return prime.dividingFullWidth((high, low)).remainder
  }
}
