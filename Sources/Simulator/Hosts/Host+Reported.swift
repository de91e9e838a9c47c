extension Host {
  /// Whether the reported logs of both servers are the same. O(entries).
  func reportsSameLog(as other: borrowing Host, hasSlowDisk: Bool) -> Bool {
    hasSlowDisk ? reported.log == other.reported.log : server.hasSameLog(as: other.server)
  }

  /// Whether the reported logs of both servers begin with the same `length` entries. O(length).
  func reportsSamePrefix(_ length: Int, as other: borrowing Host, hasSlowDisk: Bool) -> Bool {
    if hasSlowDisk { return reported.log.prefix(length) == other.reported.log.prefix(length) }
    for index in 0..<length where server.entry(at: index + 1) != other.server.entry(at: index + 1) { return false }
    return true
  }
}
