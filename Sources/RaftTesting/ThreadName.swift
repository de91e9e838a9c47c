import Glibc

/// The name of the calling thread, which the backtrace of a crash shows.
///
/// While a thread runs a seed, its name is `seed 17`: a trap in a state machine then names the seed, without a signal
/// handler in the process of the test. Where there is no `/proc`, names are empty and stay as they are.
enum ThreadName {
  /// The most bytes of a name: what the kernel keeps.
  private static let limit = 15
  /// Where Linux has it.
  private static let path = "/proc/thread-self/comm"

  static var current: String {
    withFile(O_RDONLY) { file in
      var bytes = [UInt8](repeating: 0, count: limit + 1)
      let count = read(file, &bytes, bytes.count)
      return String(decoding: bytes.prefix(max(0, count)).prefix { $0 != UInt8(ascii: "\n") }, as: UTF8.self)
    } ?? ""
  }

  static func set(_ name: String) {
    var name = name
    withFile(O_WRONLY) { file in name.withUTF8 { _ = write(file, $0.baseAddress, $0.count) } }
  }

  /// Shows that the thread runs `seed`. A seed of more than ten digits is shown in base 36 after a `z`.
  static func show(_ seed: UInt64) {
    let name = "seed \(seed)"
    set(name.utf8.count <= limit ? name : "z" + String(seed, radix: 36))
  }

  @discardableResult
  private static func withFile<Result>(_ mode: Int32, _ body: (Int32) -> Result) -> Result? {
    let file = open(path, mode | O_CLOEXEC)
    guard file >= 0 else { return nil }
    defer { close(file) }
    return body(file)
  }
}
