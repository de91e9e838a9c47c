import Testing

@testable import ModelChecker

/// Random numbers that are the same every time.
private struct Numbers: RandomNumberGenerator {
  var state: UInt64
  mutating func next() -> UInt64 {
    state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
    return state ^ state >> 33
  }
}

@Suite("What an exploration keeps")
struct StorageTests {
  /// States as they follow each other: most words stay, some change in a byte or two, lengths vary.
  private static func states(_ count: Int, _ numbers: inout Numbers) -> [[UInt64]] {
    var state: [UInt64] = [1, 2, 3]
    return (0..<count).map { _ in
      switch Int.random(in: 0..<8, using: &numbers) {
      case 0: state = Array(state.prefix(Int.random(in: 0...state.count, using: &numbers)))
      case 1: state += (0..<Int.random(in: 0..<40, using: &numbers)).map { _ in numbers.next() }
      case 2: state = state.map { _ in 0 }
      default:
        guard let index = state.indices.randomElement(using: &numbers) else { break }
        state[index] ^= UInt64(Int.random(in: 0..<256, using: &numbers)) << UInt64(8 * (numbers.next() % 8))
      }
      return state
    }
  }

  @Test("the frontier gives back the states that went in, in order, in blocks that are filled", arguments: [1, 2, 3])
  func frontier(_ seed: UInt64) {
    var numbers = Numbers(state: seed)
    let states = Self.states(5000, &numbers)
    var frontier = Frontier()
    var writer = StateWriter()
    var rest = states[...]
    while !rest.isEmpty {
      let part = rest.prefix(Int.random(in: 0..<1500, using: &numbers) >> Int.random(in: 0..<8, using: &numbers))
      writer.removeAll()
      for state in part { writer.append(state) }
      frontier.append(writer)
      rest = rest.dropFirst(part.count)
    }
    frontier.close()
    #expect(frontier.count == states.count)
    var (back, blocks): ([[UInt64]], Int) = ([], 0)
    while let block = frontier.next() {
      var reader = StateReader(block)
      #expect(block.count <= StateBlock.mostStates)
      for place in 0..<block.count {
        reader.advance(to: place)
        back.append(reader.words)
      }
      blocks += 1
    }
    #expect(back == states)
    #expect(blocks <= 2 * states.count / StateBlock.mostStates + 1)
    #expect(frontier.count == 0)
    #expect(frontier.memory == 0)
  }

  @Test("a reader skips states")
  func skips() {
    var numbers = Numbers(state: 4)
    let states = Self.states(500, &numbers)
    var writer = StateWriter()
    for state in states { writer.append(state) }
    var reader = StateReader(writer.block)
    for place in [0, 0, 7, 8, 8, 300, 499] {
      reader.advance(to: place)
      #expect(reader.words == states[place])
    }
  }

  @Test("the set of fingerprints holds what goes in, whatever it is, and stays small", arguments: [1, 2])
  func fingerprints(_ seed: UInt64) {
    var numbers = Numbers(state: seed)
    var (set, known) = (FingerprintSet(), Set<UInt64>())
    for number in 0..<200_000 {
      let shift = UInt64(number % 3 == 0 ? 50 : 0)
      let key = numbers.next() >> shift
      #expect(set.insert(key) == known.insert(key).inserted)
    }
    #expect(set.count == known.count)
    set = FingerprintSet()
    for _ in 0..<400_000 { _ = set.insert(numbers.next()) }
    #expect(set.memory < 12 * 400_000)
    #expect(set.memory(adding: 0) <= set.memory(adding: 100_000))
  }

  @Test("zero is a fingerprint; it and one are two")
  func zero() {
    let set = FingerprintSet()
    #expect(set.insert(0))
    #expect(!set.insert(0))
    #expect(set.insert(1))
    #expect(set.count == 2)
  }

  @Test("fingerprints that differ in a few bits only are uniformly distributed")
  func spread() {
    var counts = Array(repeating: 0, count: FingerprintSet.shardCount)
    for number in 0..<UInt64(64_000) {
      for shift in [UInt64(0), 24, 48] {
        let key = FingerprintSet.key(of: number << shift)
        counts[FingerprintSet.shard(of: key)] += 1
      }
    }
    #expect(counts.allSatisfy { abs($0 - 3000) < 1000 })
  }

  @Test("what is new among many look-ups at once is reported for the first of equal ones")
  func batches() {
    var shard = FingerprintShard()
    var numbers = Numbers(state: 5)
    var known = Set<UInt64>()
    for _ in 0..<100 {
      let keys = (0..<Int.random(in: 0..<200, using: &numbers)).map { _ in numbers.next() % 5000 + 1 }
      var areNew = keys.map { _ in false }
      keys.withUnsafeBufferPointer { keys in
        areNew.withUnsafeMutableBufferPointer { areNew in
          if let base = areNew.baseAddress { shard.insert(keys, areNew: base) }
        }
      }
      #expect(areNew == keys.map { known.insert($0).inserted })
    }
    #expect(shard.count == known.count)
  }

  @Test("links stay what they are over many segments")
  func links() {
    var links = Links()
    let words = (0..<200_000).map { Links.Link(parent: UInt32($0 / 2), action: UInt32($0) &* 77).word }
    var rest = words[...]
    while !rest.isEmpty {
      let part = Array(rest.prefix(30_000))
      part.withUnsafeBufferPointer { links.append(contentsOf: $0) }
      rest = rest.dropFirst(part.count)
    }
    #expect(links.count == words.count)
    #expect((0..<words.count).allSatisfy { links[$0].word == words[$0] })
    #expect(links.memory == 4 << 19)
    #expect(links.path(to: 13, initialCount: 2).actions == [3, 6, 13].map { $0 * 77 })
    #expect(links.path(to: 13, initialCount: 2).initial == 1)
  }

  @Test("a buffer grows and shrinks")
  func buffer() {
    var buffer = Buffer<Int>(capacity: 1)
    for number in 0..<100 { buffer.append(number) }
    #expect(buffer.elements.elementsEqual(0..<100))
    buffer.removeAll(from: 50)
    [7, 8].withUnsafeBufferPointer { buffer.append(contentsOf: $0) }
    #expect(buffer.count == 52)
    #expect(buffer[51] == 8)
  }
}
