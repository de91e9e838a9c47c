import Glibc

/// How the process keeps its memory.
enum Memory {
  /// The most memory that the process ever had, in bytes.
  static var peak: Int {
    var usage = rusage()
    getrusage(RUSAGE_SELF.rawValue, &usage)
    return usage.ru_maxrss * 1024
  }

  /// The memory that the process has now, in bytes; `0` where the system does not say. A new process inherits the peak
  /// of the one that started it, so the peak would not show any growth.
  static var resident: Int {
    let file = open("/proc/self/statm", O_RDONLY | O_CLOEXEC)
    guard file >= 0 else { return 0 }
    defer { close(file) }
    var bytes = [UInt8](repeating: 0, count: 128)
    let count = read(file, &bytes, bytes.count)
    let fields = bytes.prefix(max(0, count)).split(separator: UInt8(ascii: " "))
    guard fields.count > 1, let pages = Int(String(decoding: fields[1], as: UTF8.self)) else { return 0 }
    return pages * Int(sysconf(Int32(_SC_PAGESIZE)))
  }

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
