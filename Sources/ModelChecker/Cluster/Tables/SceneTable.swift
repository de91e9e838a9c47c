import TraceChecker

/// Every scene that was met, by number: the faces of all servers and the past, which is all that the checks of a step look
/// at beside the step.
struct SceneTable: Sendable {
  private let width: Int
  /// The faces and the past of each scene, one behind the other.
  private var scenes: ContiguousArray<UInt32> = []
  private var places = ContiguousArray(repeating: UInt32.max, count: 64)
  private(set) var count = 0

  init(servers: Int) { width = servers + 1 }

  /// The memory, in bytes.
  var memory: Int { (scenes.capacity + places.count) * 4 }

  /// The faces and the past of a scene.
  subscript(number: UInt32) -> ArraySlice<UInt32> {
    let start = Int(number) * width
    return ArraySlice(scenes[start..<start + width])
  }

  /// The number of a scene, or `nil`.
  @inline(__always)
  func find(_ scene: UnsafeBufferPointer<UInt32>) -> UInt32? {
    let number = places[place(of: scene)]
    return number == .max ? nil : number
  }

  /// The number of a scene.
  mutating func number(of scene: UnsafeBufferPointer<UInt32>) -> UInt32 {
    if let number = find(scene) { return number }
    scenes.append(contentsOf: scene)
    count += 1
    if 2 * count >= places.count { grow() } else { places[place(of: scene)] = UInt32(count - 1) }
    return UInt32(count - 1)
  }

  private mutating func grow() {
    places = ContiguousArray(repeating: .max, count: 2 * places.count)
    for number in 0..<count {
      let place = scenes.withUnsafeBufferPointer {
        self.place(of: UnsafeBufferPointer(rebasing: $0[number * width..<(number + 1) * width]))
      }
      places[place] = UInt32(number)
    }
  }

  @inline(__always)
  private func place(of scene: UnsafeBufferPointer<UInt32>) -> Int {
    var hash: UInt64 = 0
    for part in scene { hash = fold(hash, UInt64(part)) }
    let mask = places.count - 1
    var place = Int(truncatingIfNeeded: hash ^ hash >> 32) & mask
    while places[place] != .max, !isScene(Int(places[place]), scene) { place = (place + 1) & mask }
    return place
  }

  @inline(__always)
  private func isScene(_ number: Int, _ scene: UnsafeBufferPointer<UInt32>) -> Bool {
    for offset in 0..<width where scenes[number &* width &+ offset] != scene[offset] { return false }
    return true
  }
}
