import Glibc

/// How the process keeps its memory.
enum Memory {
  /// Keeps what was freed: logs grow by doubling, and to give every outgrown one back to the system, only to ask for it
  /// again page by page, took a tenth of a long run.
  ///
  /// Does nothing where the C library has no `mallopt`.
  static func keepFreed() {
    // Swift's Glibc module leaves malloc.h out.
    guard let symbol = dlsym(nil, "mallopt") else { return }
    typealias SetOption = @convention(c) (_ option: Int32, _ value: Int32) -> Int32
    let set = unsafeBitCast(symbol, to: SetOption.self)
    let (trimThreshold, topPad, mapThreshold): (Int32, Int32, Int32) = (-1, -2, -3)
    _ = set(trimThreshold, .max)
    _ = set(topPad, 1 << 26)
    _ = set(mapThreshold, 1 << 30)
  }
}
