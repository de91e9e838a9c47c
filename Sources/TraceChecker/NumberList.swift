/// A growing list of numbers that mostly rise slowly: four bytes each but for the latest ones.
struct NumberList: Sendable {
  private enum Block: Sendable {
    /// Differences from the first number.
    case narrow(first: Int, [UInt32])
    case wide([Int])

    init(_ numbers: ArraySlice<Int>) {
      let first = numbers[numbers.startIndex]
      let differences = numbers.compactMap { UInt32(exactly: $0.subtractingReportingOverflow(first).partialValue) }
      let fits = differences.count == numbers.count && numbers.allSatisfy { $0 >= first }
      self = fits ? .narrow(first: first, differences) : .wide(Array(numbers))
    }

    subscript(offset: Int) -> Int {
      switch self {
      case .narrow(let first, let differences): first + Int(differences[offset])
      case .wide(let numbers): numbers[offset]
      }
    }
  }

  private static let length = 256
  private var blocks: [Block] = []
  private var tail: [Int] = []

  /// The number of numbers.
  var count: Int { blocks.count * Self.length + tail.count }

  /// The number at `index`, counted from 0. O(1).
  /// - Precondition: `0 <= index < count`.
  subscript(index: Int) -> Int {
    let block = index / Self.length
    return block < blocks.count ? blocks[block][index % Self.length] : tail[index - blocks.count * Self.length]
  }

  /// O(1) amortised.
  mutating func append(_ number: Int) {
    tail.append(number)
    guard tail.count == Self.length else { return }
    blocks.append(Block(tail[...]))
    tail.removeAll(keepingCapacity: true)
  }
}
