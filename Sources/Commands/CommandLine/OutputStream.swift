import Glibc
import Synchronization

/// A file descriptor to which text is written, from any thread.
///
/// Writing never fails for the caller: after the first failure everything is discarded, and `failure` has the cause at
/// the end.
final class OutputStream: Sendable {
  private struct State {
    var buffer: [UInt8] = []
    var failure: Int32?
  }

  let descriptor: Int32
  private let capacity: Int
  private let state = Mutex(State())

  /// A stream that collects up to `capacity` bytes before it writes them: none, if a person is watching.
  init(descriptor: Int32, capacity: Int = 1 << 16) {
    self.descriptor = descriptor
    self.capacity = isatty(descriptor) == 1 ? 0 : capacity
  }

  /// The terminal to which it writes, if that is one.
  var terminal: Terminal { Terminal(descriptor: descriptor) }

  /// The `errno` of the first failure.
  var failure: Int32? { state.withLock { $0.failure } }

  /// Whether it is still of use to write: a long command should end when nobody reads any more.
  var isOpen: Bool { failure == nil }

  /// Writes the text.
  func write(_ text: String) { write(bytes: text.utf8) }

  /// Writes the text and a newline, in one go.
  func writeLine(_ text: String = "") { write(text + "\n") }

  /// Writes bytes.
  func write(bytes: some Sequence<UInt8>) {
    state.withLock { state in
      guard state.failure == nil else { return }
      state.buffer.append(contentsOf: bytes)
      if state.buffer.count >= capacity { drain(&state) }
    }
  }

  /// Writes what was collected.
  func flush() { state.withLock { drain(&$0) } }

  private func drain(_ state: inout State) {
    if state.failure == nil {
      state.failure = state.buffer.withUnsafeBytes { Self.writeAll($0, to: descriptor) }
    }
    state.buffer.removeAll(keepingCapacity: true)
  }

  /// Writes all bytes. Returns the `errno` of a failure: `EINTR` if after an interrupt the reader does not read for a
  /// second. It can be called in a signal handler.
  static func writeAll(_ bytes: UnsafeRawBufferPointer, to descriptor: Int32) -> Int32? {
    var rest = bytes[...]
    while !rest.isEmpty {
      let isInterrupted = Interrupt.isRequested
      if isInterrupted, !isWritable(descriptor, within: 1000) { return EINTR }
      // So few bytes never wait for the reader of a pipe that is writable.
      let part = isInterrupted ? rest.prefix(Int(PIPE_BUF)) : rest
      let written = Glibc.write(descriptor, UnsafeRawBufferPointer(rebasing: part).baseAddress, part.count)
      if written > 0 {
        rest = rest.dropFirst(written)
      } else if written == 0 {
        return EIO
      } else if errno == EAGAIN {
        // Whoever shares the descriptor can have made it non-blocking.
        _ = isWritable(descriptor, within: -1)
      } else if errno != EINTR {
        return errno
      }
    }
    return nil
  }

  /// Waits until something can be written: up to so many milliseconds, or without limit if there are fewer than none.
  private static func isWritable(_ descriptor: Int32, within milliseconds: Int32) -> Bool {
    var request = pollfd(fd: descriptor, events: Int16(POLLOUT), revents: 0)
    return poll(&request, 1, milliseconds) != 0
  }
}
