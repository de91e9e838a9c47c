import Glibc
import Synchronization

/// A file descriptor to which text is written, from any thread.
///
/// Writing never fails for the caller: after the first failure everything is discarded, and `failure` has the cause at
/// the end.
final class OutputStream: Sendable {
  let descriptor: Int32
  private let capacity: Int
  private let buffer = Mutex<[UInt8]>([])
  /// `failure`, or 0. It is read while another thread waits for a reader.
  private let failureNumber = Atomic<Int32>(0)

  /// A stream that collects up to `capacity` bytes before it writes them: none, if a person is watching.
  init(descriptor: Int32, capacity: Int = 1 << 16) {
    self.descriptor = descriptor
    self.capacity = isatty(descriptor) == 1 ? 0 : capacity
  }

  /// The terminal to which it writes, if that is one.
  var terminal: Terminal { Terminal(descriptor: descriptor) }

  /// The `errno` of the first failure.
  var failure: Int32? {
    let number = failureNumber.load(ordering: .acquiring)
    return number == 0 ? nil : number
  }

  /// Whether it is still of use to write: a long command should end when nobody reads any more.
  var isOpen: Bool { failure == nil }

  /// Writes the text.
  func write(_ text: String) { write(bytes: text.utf8) }

  /// Writes the text and a newline, in one go.
  func writeLine(_ text: String = "") { write(text + "\n") }

  /// Writes bytes.
  func write(bytes: some Sequence<UInt8>) {
    buffer.withLock { buffer in
      guard failure == nil else { return }
      buffer.append(contentsOf: bytes)
      if buffer.count >= capacity { drain(&buffer) }
    }
  }

  /// Writes what was collected.
  func flush() { buffer.withLock { drain(&$0) } }

  private func drain(_ buffer: inout [UInt8]) {
    if failure == nil, let number = buffer.withUnsafeBytes({ Self.writeAll($0, to: descriptor) }) {
      failureNumber.store(number, ordering: .releasing)
    }
    buffer.removeAll(keepingCapacity: true)
  }

  /// Writes all bytes. Returns the `errno` of a failure: `EINTR` if after an interrupt the reader does not read for a
  /// second. It can be called in a signal handler.
  static func writeAll(_ bytes: UnsafeRawBufferPointer, to descriptor: Int32) -> Int32? {
    let isFile = isRegularFile(descriptor)
    var rest = bytes[...]
    while !rest.isEmpty {
      if !isFile, !waitUntilWritable(descriptor) { return EINTR }
      // So few bytes never wait for the reader of a pipe that is writable.
      let part = isFile ? rest : rest.prefix(Int(PIPE_BUF))
      let written = Glibc.write(descriptor, UnsafeRawBufferPointer(rebasing: part).baseAddress, part.count)
      if written > 0 {
        rest = rest.dropFirst(written)
      } else if written == 0 {
        return EIO
      } else if errno != EINTR, errno != EAGAIN {
        // EAGAIN: whoever shares the descriptor can have made it non-blocking.
        return errno
      }
    }
    return nil
  }

  /// Whether a write to it never waits for a reader.
  private static func isRegularFile(_ descriptor: Int32) -> Bool {
    var status = stat()
    return fstat(descriptor, &status) == 0 && status.st_mode & S_IFMT == S_IFREG
  }

  /// Waits until something can be written; `false` if nothing can for a second after an interrupt. A signal ends the
  /// wait of one thread only, which can be another, so the interrupt is asked for now and then.
  private static func waitUntilWritable(_ descriptor: Int32) -> Bool {
    while !Interrupt.isRequested { if isWritable(descriptor, within: 100) { return true } }
    return isWritable(descriptor, within: 1000)
  }

  /// Waits until something can be written, for at most `milliseconds`. A descriptor with an error counts as writable,
  /// and a signal ends the wait.
  private static func isWritable(_ descriptor: Int32, within milliseconds: Int32) -> Bool {
    var request = pollfd(fd: descriptor, events: Int16(POLLOUT), revents: 0)
    let count = poll(&request, 1, milliseconds)
    return count > 0 || count < 0 && errno != EINTR
  }
}
