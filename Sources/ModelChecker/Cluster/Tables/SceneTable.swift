import TraceChecker

/// Every scene that was met, by number: the faces of all servers and the past, which is all that the checks of a step look
/// at beside the step.
struct SceneTable: Sendable {
  fileprivate static let vacant = UInt32.max
  private let width: Int
  /// The faces and the past of each scene, one behind the other.
  private var scenes = Column<UInt32>()
  private var places = Column(repeating: SceneTable.vacant, count: 64)
  private(set) var count = 0

  init(servers: Int) { width = servers + 1 }

  /// The memory, in bytes.
  var memory: Int { scenes.bytes + places.bytes }

  /// The faces and the past of a scene.
  subscript(number: UInt32) -> [UInt32] { (0..<width).map { scenes[Int(number) * width + $0] } }

  /// The table to be read, as long as it is not changed.
  struct View: BitwiseCopyable {
    fileprivate let scenes: UnsafePointer<UInt32>
    fileprivate let places: UnsafePointer<UInt32>
    fileprivate let mask: Int
    fileprivate let width: Int

    /// The number of a scene, or `nil`.
    @inline(__always)
    func find(_ scene: UnsafePointer<UInt32>) -> UInt32? {
      let number = places[place(of: scene)]
      return number == SceneTable.vacant ? nil : number
    }

    @inline(__always)
    fileprivate func place(of scene: UnsafePointer<UInt32>) -> Int {
      var hash: UInt64 = 0
      for offset in 0..<width { hash = fold(hash, UInt64(scene[offset])) }
      var place = Int(truncatingIfNeeded: hash ^ hash >> 32) & mask
      while places[place] != SceneTable.vacant, !isScene(Int(places[place]), scene) { place = (place &+ 1) & mask }
      return place
    }

    @inline(__always)
    private func isScene(_ number: Int, _ scene: UnsafePointer<UInt32>) -> Bool {
      for offset in 0..<width where scenes[number &* width &+ offset] != scene[offset] { return false }
      return true
    }
  }

  var view: View { View(scenes: scenes.view, places: places.view, mask: places.count - 1, width: width) }

  /// Adds a scene, unless it is there.
  mutating func insert(_ scene: [UInt32]) {
    scene.withUnsafeBufferPointer { parts in
      guard let base = parts.baseAddress, view.find(base) == nil else { return }
      if 2 * (count + 1) >= places.count { grow() }
      let place = view.place(of: base)
      scenes.append(contentsOf: parts)
      places[place] = UInt32(count)
      count += 1
    }
  }

  private mutating func grow() {
    places = Column(repeating: Self.vacant, count: 2 * places.count)
    for number in 0..<count { places[view.place(of: scenes.view + number * width)] = UInt32(number) }
  }
}
