import Glibc
import TraceChecker

/// A file that is written as a whole.
extension Argument {
  /// Why the file cannot be written, as far as it shows without writing: asked before long work, not at its end.
  var reasonNotToWrite: String? {
    guard raw != "-" else { return nil }
    let isNew = raw.withCString { access($0, F_OK) } != 0
    let file = raw.withCString { open($0, O_WRONLY | O_CREAT | O_CLOEXEC, 0o644) }
    guard file >= 0 else { return Console.reason(errno) }
    close(file)
    if isNew { _ = raw.withCString(unlink) }
    return nil
  }

  /// Writes the file; `-` is standard output. Throws `OutputError` if it cannot be written.
  func write(bytes: some Sequence<UInt8>, _ console: Console) throws(OutputError) {
    if raw == "-" { return console.output.write(bytes: bytes) }
    let file = raw.withCString { open($0, O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, 0o644) }
    guard file >= 0 else { throw cannotBeWritten(Console.reason(errno)) }
    let stream = OutputStream(descriptor: file)
    stream.write(bytes: bytes)
    stream.flush()
    if let failure = stream.failure { throw cannotBeWritten(Console.reason(failure)) }
    if close(file) != 0 { throw cannotBeWritten(Console.reason(errno)) }
  }
}
