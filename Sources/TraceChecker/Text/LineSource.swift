#if canImport(Glibc)
  import Glibc
#elseif canImport(Musl)
  import Musl
#else
  import Darwin
#endif

/// The lines of a file or of bytes in memory, one after the other, in memory that does not grow with the file.
struct LineSource: ~Copyable {
  /// The number of the line that was read last, counted from 1.
  private(set) var line = 0
  private let name: String
  private let descriptor: Int32
  private var chunk: [UInt8]
  /// The line that was looked at, to be read again; or its begin, if it is too long.
  private var seen: (bytes: [UInt8], isWhole: Bool)?
  private var start = 0
  private var end: Int

  private static let noFile: Int32 = -1
  private static let chunkSize = 1 << 18
  private static let lineFeed: UInt8 = 0x0A

  init(bytes: [UInt8], name: String) {
    self.name = name
    descriptor = Self.noFile
    chunk = bytes
    end = bytes.count
  }

  /// Opens a file; `-` is the standard input.
  init(path: String) throws(TraceError) {
    name = path
    descriptor = path == "-" ? STDIN_FILENO : open(path, O_RDONLY | O_CLOEXEC)
    chunk = []
    end = 0
    guard descriptor >= 0 else { throw unreadable("opened") }
    chunk = [UInt8](repeating: 0, count: Self.chunkSize)
  }

  deinit {
    if descriptor > STDIN_FILENO { close(descriptor) }
  }

  /// Puts the next line into `bytes`, without its line end; `false` at the end of the file.
  mutating func next(into bytes: inout [UInt8]) throws(TraceError) -> Bool {
    line += 1
    bytes.removeAll(keepingCapacity: true)
    var isThere = false
    if let seen = seen.take() {
      bytes = seen.bytes
      if seen.isWhole { return true }
      isThere = true
    }
    while try fill() {
      isThere = true
      if try takePart(into: &bytes) { return true }
    }
    return isThere
  }

  /// Puts the next line into `bytes`, or its begin if it is too long, and leaves it to be read; `false` at the end of the
  /// file.
  mutating func peek(into bytes: inout [UInt8]) throws(TraceError) -> Bool {
    bytes.removeAll(keepingCapacity: true)
    var isThere = false
    while try fill() {
      isThere = true
      let room = TextLimits.line - bytes.count
      if endOfPart() - start > room {
        bytes.append(contentsOf: chunk[start..<start + room])
        start += room
        seen = (bytes, isWhole: false)
        return true
      }
      if try takePart(into: &bytes) { break }
    }
    if isThere { seen = (bytes, isWhole: true) }
    return isThere
  }

  /// All that was not read yet, up to `limit` bytes.
  mutating func rest(limit: Int) throws(TraceError) -> [UInt8] {
    var bytes = seen.take().map { $0.isWhole ? $0.bytes + [Self.lineFeed] : $0.bytes } ?? []
    while try fill() {
      guard bytes.count + (end - start) <= limit else {
        throw error(Flaw("the file is too long", "it may have at most \(limit) bytes"))
      }
      bytes.append(contentsOf: chunk[start..<end])
      start = end
    }
    return bytes
  }

  /// The error that `flaw` is in the line that was read last.
  func error(_ flaw: Flaw) -> TraceError { error(flaw, line: line) }

  /// The error that `flaw` is in a line.
  func error(_ flaw: Flaw, line: Int) -> TraceError {
    TraceError(file: name, line: line, problem: flaw.problem, remedy: flaw.remedy)
  }

  /// Moves what the chunk has of the line; returns whether the line is complete.
  private mutating func takePart(into bytes: inout [UInt8]) throws(TraceError) -> Bool {
    let stop = endOfPart()
    guard bytes.count + (stop - start) <= TextLimits.line else {
      throw error(Flaw("the line is too long", "a line may have at most \(TextLimits.line) bytes"))
    }
    bytes.append(contentsOf: chunk[start..<stop])
    start = stop
    guard start < end else { return false }
    start += 1
    return true
  }

  private func endOfPart() -> Int {
    chunk.withUnsafeBytes { chunk in
      guard let base = chunk.baseAddress, let found = memchr(base + start, Int32(Self.lineFeed), end - start) else {
        return end
      }
      return UnsafeRawPointer(found) - base
    }
  }

  /// Makes sure that the chunk has a byte that was not taken; `false` at the end of the file.
  private mutating func fill() throws(TraceError) -> Bool {
    if start < end { return true }
    guard descriptor != Self.noFile else { return false }
    // A signal whose handler wants calls to end (EINTR) ends the reading: nothing may come for hours.
    let count = chunk.withUnsafeMutableBytes { read(descriptor, $0.baseAddress, $0.count) }
    guard count >= 0 else { throw unreadable("read") }
    (start, end) = (0, count)
    return count > 0
  }

  private func unreadable(_ what: String) -> TraceError {
    let number = errno
    var error = TraceError(
      file: name, line: 0, problem: "it cannot be \(what): \(String(cString: strerror(number)))",
      remedy: "give a readable file, or - for the standard input")
    error.wasInterrupted = number == EINTR
    return error
  }
}
