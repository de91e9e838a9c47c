import Glibc

/// Input and output of a child process, with a deadline.
extension ChildProcess {
  /// The interval at which a waiting caller is asked whether to give up, in milliseconds.
  private static var patience: Int32 { 50 }

  /// Writes `bytes` to the input of the process, closes the input, and reads the output to its end.
  ///
  /// Reads and writes alternate, so that the two processes cannot block each other with full pipes.
  /// - Parameters:
  ///   - bytes: the input; the part that the child does not read is dropped.
  ///   - mostBytes: the most output, in bytes, that is kept in memory.
  ///   - deadline: when to give up.
  ///   - isCancelled: whether to give up now; asked several times a second.
  /// - Returns: the whole output.
  public mutating func exchange(
    _ bytes: [UInt8], upTo mostBytes: Int = 1 << 26, by deadline: ContinuousClock.Instant,
    isCancelled: () -> Bool = { false }
  ) throws(ChildProcessError) -> [UInt8] {
    var rest = bytes[...]
    var received: [UInt8] = []
    while true {
      if rest.isEmpty { closeInput() }
      try wait(by: deadline, isCancelled)
      if input != nil { write(&rest) }
      guard let part = try read() else { return received }
      received += part
      if received.count > mostBytes { throw .tooMuchOutput(limit: mostBytes) }
    }
  }

  /// Waits until there is something to read, or room for writing.
  private mutating func wait(by deadline: ContinuousClock.Instant, _ isCancelled: () -> Bool) throws(ChildProcessError)
  {
    var files = [pollfd(fd: output.number, events: Int16(POLLIN), revents: 0)]
    if let input = input?.number { files.append(pollfd(fd: input, events: Int16(POLLOUT), revents: 0)) }
    while true {
      if isCancelled() { throw .cancelled }
      if ContinuousClock.now >= deadline { throw .timedOut }
      if poll(&files, nfds_t(files.count), Self.patience) > 0 { return }
    }
  }

  /// Writes as much as the pipe has room for. If the child has closed its input, the rest is dropped.
  private mutating func write(_ rest: inout ArraySlice<UInt8>) {
    guard let number = input?.number else { return }
    let (written, code) = BrokenPipe.withoutSignal {
      rest.withUnsafeBytes { Glibc.write(number, $0.baseAddress, $0.count) }
    }
    if written >= 0 {
      rest = rest.dropFirst(written)
    } else if code != EAGAIN, code != EINTR {
      rest = []
    }
  }

  /// Reads the output that is available, which may be empty; `nil` at the end of the output.
  private func read() throws(ChildProcessError) -> [UInt8]? {
    var (result, code) = (0, Int32(0))
    let part = [UInt8](unsafeUninitializedCapacity: 1 << 16) { buffer, count in
      result = Glibc.read(output.number, buffer.baseAddress, buffer.count)
      code = errno
      count = max(0, result)
    }
    if result == 0 { return nil }
    guard result > 0 || code == EAGAIN || code == EINTR else { throw .notRead(errno: code) }
    return part
  }
}
