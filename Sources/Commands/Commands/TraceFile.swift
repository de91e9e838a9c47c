import Glibc
import Reporting
import Simulator
import TraceChecker

/// A file that a trace is written to as the run goes.
final class TraceFile {
  private let argument: Argument
  /// Where the trace goes.
  let stream: OutputStream
  private let descriptor: Int32?
  /// Whether there was no such file before.
  private let isNew: Bool
  /// Whether the header says that the run violates something.
  let breaksSomething: Bool
  /// The events that were written.
  private var events = 0
  /// `nil` if the header is not known: nothing is written then.
  private var writer: TraceWriter?

  /// - Parameters:
  ///   - source: the trace that is replayed, if one is.
  ///   - mustBeNew: whether a file that is there is an error.
  ///   - header: the header of the trace. It has what the run violates, which is known only after the run: a first run
  ///     finds it out, once it is known that the file can be written. `nil` if that run was interrupted: a file that
  ///     was there keeps its content then. It does so, too, if `header` throws; one that was not there is removed.
  /// - Throws: `OutputError` if the file cannot be written, `UsageError` if it is the trace that is replayed, and what
  ///   `header` throws.
  init(
    _ argument: Argument, replaying source: RawText?, mustBeNew: Bool = false, _ console: Console,
    header: () throws -> TraceHeader?
  ) throws {
    self.argument = argument
    let path = try argument.path()
    if let source, Self.isSame(path, source) {
      throw argument.fails(because: "this is the trace that is replayed; give another file")
    }
    if path == "-" {
      descriptor = nil
      isNew = false
      stream = console.output
    } else {
      isNew = path.withCString { access($0, F_OK) } != 0
      let file = path.withCString { open($0, O_WRONLY | O_CREAT | O_CLOEXEC | (mustBeNew ? O_EXCL : 0), 0o644) }
      guard file >= 0 else { throw argument.cannotBeWritten(Console.reason(errno)) }
      descriptor = file
      stream = OutputStream(descriptor: file)
    }
    let made: TraceHeader?
    do { made = try header() } catch {
      if let descriptor {
        close(descriptor)
        if isNew { _ = path.withCString(unlink) }
      }
      throw error
    }
    breaksSomething = made?.violates != nil
    writer = made.map { TraceWriter(header: $0) }
    // What is no regular file has no length.
    if let descriptor, writer != nil { ftruncate(descriptor, 0) }
  }

  /// Whether what is written to `output` and read from `input` is one regular file; `-` is the standard stream.
  static func isSame(_ output: RawText, _ input: RawText) -> Bool {
    guard let one = status(output, standard: STDOUT_FILENO), let other = status(input, standard: STDIN_FILENO) else {
      return false
    }
    // What a terminal or /dev/null is given it does not give back.
    return one.st_mode & S_IFMT == S_IFREG && one.st_dev == other.st_dev && one.st_ino == other.st_ino
  }

  private static func status(_ path: RawText, standard: Int32) -> stat? {
    var result = stat()
    let code = path == "-" ? fstat(standard, &result) : path.withCString { stat($0, &result) }
    return code == 0 ? result : nil
  }

  func write(_ event: TraceEvent) {
    writer?.write(event)
    if writer != nil, !event.action.isNote { events += 1 }
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

  /// Closes the file after an interrupt: one that would be new and empty is removed, and of one that is incomplete
  /// `errors` says so.
  func abandon(_ errors: OutputStream) throws {
    try finish()
    guard descriptor != nil else { return }
    if writer == nil {
      if isNew { _ = argument.raw.withCString(unlink) }
      return
    }
    let place = UsageError.quote(argument.raw)
    errors.writeLine("\(argument.command): \(place) has only the first \(Readable.count(events, "step")) of the run")
  }
}
