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
  /// How many blocks at the front are forgotten.
  private var forgottenBlocks = 0
  private var blocks: [Block] = []
  private var tail: [Int] = []

  /// The number of numbers.
  var count: Int { (forgottenBlocks + blocks.count) * Self.length + tail.count }

  /// The number at `index`, counted from 0. O(1).
  /// - Precondition: it is not forgotten, and less than `count`.
  subscript(index: Int) -> Int {
    let block = index / Self.length - forgottenBlocks
    return block < blocks.count ? blocks[block][index % Self.length] : tail[index % Self.length]
  }

  /// Forgets the first `length` numbers, as far as they fill blocks. O(blocks).
  mutating func forget(upTo length: Int) {
    let number = min(length / Self.length - forgottenBlocks, blocks.count)
    guard number > 0 else { return }
    blocks.removeFirst(number)
    forgottenBlocks += number
  }

  /// O(1) amortized.
  mutating func append(_ number: Int) {
    tail.append(number)
    guard tail.count == Self.length else { return }
    blocks.append(Block(tail[...]))
    tail.removeAll(keepingCapacity: true)
  }
}
