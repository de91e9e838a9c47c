import Glibc
import Synchronization
import TraceChecker

/// Writes files so that others see either all of a file or nothing of it.
package enum AtomicFile {
  /// Distinguishes the temporary files of this process.
  private static let count = Atomic(0)

  /// Writes `bytes` to the file at `path`, in place of what was there.
  ///
  /// They go to a temporary file in the same directory, which is renamed when all of it is durable. Processes that
  /// write the same file at the same time do not disturb each other: the last one wins.
  package static func write(_ bytes: [UInt8], to path: RawText) throws(FileError) {
    let (descriptor, temporary) = try create(beside: path)
    do throws(FileError) {
      try fill(descriptor, with: bytes, path)
      guard rename(temporary, path) == 0 else { throw FileError(path, .written, errno) }
    } catch {
      _ = temporary.withCString(unlink)
      throw error
    }
    makeDurable(directory(of: path))
  }

  /// Writes `bytes` to a new file at `path`.
  /// - Returns: whether there was no such file before; otherwise nothing is written.
  package static func writeNew(_ bytes: [UInt8], to path: RawText) throws(FileError) -> Bool {
    let (descriptor, temporary) = try create(beside: path)
    defer { _ = temporary.withCString(unlink) }
    try fill(descriptor, with: bytes, path)
    guard temporary.withCString({ old in path.withCString { link(old, $0) } }) == 0 else {
      guard errno == EEXIST else { throw FileError(path, .written, errno) }
      return false
    }
    makeDurable(directory(of: path))
    return true
  }

  /// Creates a temporary file in the directory of `path`.
  private static func create(beside path: RawText) throws(FileError) -> (descriptor: Int32, path: RawText) {
    let directory = directory(of: path)
    // A process that was killed may have left a file with the name: then the next number is tried.
    for _ in 0..<1000 {
      let number = count.wrappingAdd(1, ordering: .relaxed).newValue
      let temporary = RawText(bytes: directory.bytes + Array("/.raftsim-\(getpid())-\(number).tmp".utf8))
      let descriptor = temporary.withCString { open($0, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0o644) }
      if descriptor >= 0 { return (descriptor, temporary) }
      guard errno == EEXIST else { break }
    }
    throw FileError(path, .written, errno)
  }

  /// Writes all bytes, makes them durable, and closes the file.
  private static func fill(_ descriptor: Int32, with bytes: [UInt8], _ path: RawText) throws(FileError) {
    var failure: Int32?
    var rest = bytes[...]
    while failure == nil, !rest.isEmpty {
      let count = rest.withUnsafeBytes { Glibc.write(descriptor, $0.baseAddress, $0.count) }
      if count >= 0 { rest = rest.dropFirst(count) } else if errno != EINTR { failure = errno }
    }
    if failure == nil, fsync(descriptor) != 0 { failure = errno }
    if close(descriptor) != 0, failure == nil { failure = errno }
    if let failure { throw FileError(path, .written, failure) }
  }

  private static func rename(_ old: RawText, _ new: RawText) -> Int32 {
    old.withCString { old in new.withCString { Glibc.rename(old, $0) } }
  }

  /// Makes the new name durable. Not every file system can; the file is complete in any case.
  private static func makeDurable(_ directory: RawText) {
    let descriptor = directory.withCString { open($0, O_RDONLY | O_DIRECTORY | O_CLOEXEC) }
    guard descriptor >= 0 else { return }
    fsync(descriptor)
    close(descriptor)
  }

  /// The directory in which the file at `path` is.
  private static func directory(of path: RawText) -> RawText {
    guard let slash = path.bytes.lastIndex(of: UInt8(ascii: "/")) else { return "." }
    return slash == 0 ? "/" : RawText(bytes: path.bytes[..<slash])
  }
}
