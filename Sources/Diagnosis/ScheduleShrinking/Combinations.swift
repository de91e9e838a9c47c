/// The ways to choose some of the numbers `0 ..< total`, in order.
struct Combinations: Sendable {
  private let size: Int
  private let total: Int

  init(of size: Int, from total: Int) { (self.size, self.total) = (size, total) }

  /// How many there are.
  var count: Int { Self.count(of: size, from: total) }

  private static func count(of size: Int, from total: Int) -> Int {
    guard size <= total else { return 0 }
    return (0..<size).reduce(1) { $0 * (total - $1) / ($1 + 1) }
  }

  /// The combination at `position`. The order is that of the highest number, then of the others.
  subscript(position: Int) -> [Int] {
    var (rest, chosen) = (position, [Int]())
    for size in stride(from: size, to: 0, by: -1) {
      var number = size - 1
      while Self.count(of: size, from: number + 1) <= rest { number += 1 }
      rest -= Self.count(of: size, from: number)
      chosen.append(number)
    }
    return chosen
  }
}
