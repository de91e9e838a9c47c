import Glibc
import Simulator
import TraceChecker

/// A file that a trace is written to as the run goes.
final class TraceFile {
  private let argument: Argument
  private let stream: OutputStream
  private let descriptor: Int32?
  /// `nil` if the header is not known: nothing is written then.
  private var writer: TraceWriter?

  /// - Parameters:
  ///   - source: the trace that is replayed, if one is.
  ///   - header: the header of the trace. It has what the run breaks, which is known only after the run: a first run
  ///     finds it out, once it is known that the file can be written. `nil` if that run was interrupted: the file keeps
  ///     its content then.
  /// - Throws: `OutputError` if the file cannot be written, and `UsageError` if it is the trace that is replayed.
  init(
    _ argument: Argument, replaying source: String?, _ console: Console, header: () -> TraceHeader?
  ) throws {
    self.argument = argument
    let path = try argument.path()
    if path == "-" {
      descriptor = nil
      stream = console.output
    } else {
      if let source, Self.isSame(path, source) {
        throw argument.fails(because: "this is the trace that is replayed; give another file")
      }
      let file = open(path, O_WRONLY | O_CREAT | O_CLOEXEC, 0o644)
      guard file >= 0 else { throw argument.cannotBeWritten(Console.reason(errno)) }
      descriptor = file
      stream = OutputStream(descriptor: file)
    }
    writer = header().map { TraceWriter(header: $0) }
    // What is no regular file has no length.
    if let descriptor, writer != nil { ftruncate(descriptor, 0) }
  }

  /// Whether two paths lead to one file.
  static func isSame(_ one: String, _ other: String) -> Bool {
    var (a, b) = (stat(), stat())
    return stat(one, &a) == 0 && stat(other, &b) == 0 && a.st_dev == b.st_dev && a.st_ino == b.st_ino
  }

  func write(_ event: TraceEvent) {
    writer?.write(event)
    if let count = writer?.bytes.count, count >= 1 << 16 { writeBytes() }
  }

  private func writeBytes() {
    if let bytes = writer?.takeBytes() { stream.write(bytes: bytes) }
  }

  /// Writes the rest and closes the file.
  func finish() throws {
    writeBytes()
    stream.flush()
    // Standard output is the console's own: it reports at the end what went wrong there.
    guard let descriptor else { return }
    if let failure = stream.failure { throw argument.cannotBeWritten(Console.reason(failure)) }
    if close(descriptor) != 0 { throw argument.cannotBeWritten(Console.reason(errno)) }
  }
}
