extension Host {
  /// Whether the reported logs of both servers begin with the same `length` entries. O(length).
  func reportsSameLog(_ length: Int, as other: borrowing Host, hasSlowDisk: Bool) -> Bool {
    if hasSlowDisk { return reported.log.prefix(length) == other.reported.log.prefix(length) }
    assert(server.lastIndex == length, "a log is reported as soon as it is written")
    return server.hasSameLog(as: other.server)
  }
}
