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
  /// The name of the file in errors.
  let name: String
  private let descriptor: Int32
  private let isCancelled: () -> Bool
  private var chunk: [UInt8]
  /// The line that was looked at, to be read again; or its beginning, if it is too long.
  private var seen: (bytes: [UInt8], isWhole: Bool)?
  private var start = 0
  private var end = 0
  private let blockSize: Int

  private static let noFile: Int32 = -1
  private static let chunkSize = 1 << 18
  private static let lineFeed: UInt8 = 0x0A

  /// - Parameter blockSize: how many bytes are there at a time.
  init(bytes: [UInt8], name: String, blockSize: Int = .max) {
    self.name = name
    self.blockSize = blockSize
    isCancelled = { false }
    descriptor = Self.noFile
    chunk = bytes
  }

  /// Opens a file; `-` is standard input.
  /// - Parameter isCancelled: whether to end the reading; asked before each chunk.
  init(path: RawText, isCancelled: @escaping () -> Bool = { false }) throws(TraceError) {
    name = path.printable()
    self.isCancelled = isCancelled
    descriptor = path == "-" ? STDIN_FILENO : path.withCString { open($0, O_RDONLY | O_CLOEXEC) }
    chunk = []
    blockSize = Self.chunkSize
    guard descriptor >= 0 else { throw unreadable("opened") }
    chunk = [UInt8](repeating: 0, count: blockSize)
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

  /// Puts the next line into `bytes`, or its beginning if it is too long, and leaves it to be read; `false` at the end
  /// of the file.
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

  /// Appends the next block of what was not read yet to `bytes`; `false` at the end of the file. Blocks grow with
  /// `bytes`, so that a caller who looks at all of it each time takes linear time.
  mutating func take(into bytes: inout [UInt8]) throws(TraceError) -> Bool {
    let wanted = 2 * bytes.count
    if let seen = seen.take() {
      bytes += seen.isWhole ? seen.bytes + [Self.lineFeed] : seen.bytes
      return true
    }
    var isThere = false
    while !isThere || bytes.count < wanted, try fill() {
      bytes.append(contentsOf: chunk[start..<end])
      start = end
      isThere = true
    }
    return isThere
  }

  /// The error that `flaw` is in the line that was read last.
  func error(_ flaw: Flaw) -> TraceError { error(flaw, line: line) }

  /// The error that `flaw` is in a line.
  func error(_ flaw: Flaw, line: Int) -> TraceError {
    TraceError(file: name, line: line, problem: flaw.problem, remedy: flaw.remedy)
  }

  /// The error that the caller ended the reading.
  var cancelled: TraceError {
    var error = TraceError(file: name, line: line, problem: "the reading was ended", remedy: "read it again")
    error.wasInterrupted = true
    return error
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
    guard descriptor != Self.noFile else {
      end += min(blockSize, chunk.count - end)
      return start < end
    }
    try waitForInput()
    let count = chunk.withUnsafeMutableBytes { read(descriptor, $0.baseAddress, $0.count) }
    guard count >= 0 else { throw unreadable("read") }
    (start, end) = (0, count)
    return count > 0
  }

  /// Waits until there is something to read. Nothing may come for hours, so a caller that wants to end is asked
  /// meanwhile.
  private func waitForInput() throws(TraceError) {
    var file = pollfd(fd: descriptor, events: Int16(POLLIN), revents: 0)
    var ready: Int32 = 0
    repeat {
      if isCancelled() { throw cancelled }
      ready = poll(&file, 1, Self.patience)
      guard ready >= 0 || errno == EINTR else { throw unreadable("read") }
    } while ready <= 0
  }

  /// How often a caller is asked whether to continue to wait, in milliseconds.
  private static let patience: Int32 = 100

  private func unreadable(_ what: String) -> TraceError {
    let number = errno
    var error = TraceError(
      file: name, line: 0, problem: "it cannot be \(what): \(String(cString: strerror(number)))",
      remedy: "give a readable file, or - for standard input")
    error.wasInterrupted = number == EINTR
    return error
  }
}
