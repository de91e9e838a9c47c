/// A block of client operations, each in 64 bytes if all of them fit.
enum CallBlock: Sendable {
  case narrow(base: NarrowCall.Base, [NarrowCall])
  case wide([ClientRecord])

  /// Copies the operations at the places in `range`. O(operations).
  /// - Precondition: the range is not empty.
  init(_ records: InPlaceArray<ClientRecord>, _ range: Range<Int>) {
    let base = NarrowCall.Base(records, range)
    var narrowing = Narrowing()
    let calls = [NarrowCall](unsafeUninitializedCapacity: range.count) { calls, count in
      for place in range {
        // The memory of a bitwise copyable value may be written without being initialized; `take` sets every field.
        calls[count].take(records, place, from: base, &narrowing)
        count += 1
      }
    }
    self = narrowing.isExact ? .narrow(base: base, calls) : .wide(range.map { records[$0] })
    assert(range.allSatisfy { self[$0 - range.lowerBound] == records[$0] }, "every call is kept as it is")
  }

  /// The operation at `offset`. O(1).
  @inline(__always)
  subscript(offset: Int) -> ClientRecord {
    switch self {
    case .narrow(let base, let calls): calls[offset].record(from: base)
    case .wide(let records): records[offset]
    }
  }

  /// Replaces the operation at `offset`. O(1), but O(operations) if the block becomes wide, which it then stays.
  mutating func replace(_ offset: Int, by record: ClientRecord) {
    switch self {
    case .narrow(let base, var calls):
      var (call, narrowing) = (calls[offset], Narrowing())
      call.take(InPlaceArray(repeating: record, count: 1), 0, from: base, &narrowing)
      // The block releases its array first, so that the array is changed in place and not copied.
      self = .wide([])
      calls[offset] = call
      assert(!narrowing.isExact || call.record(from: base) == record, "every call is kept as it is")
      guard !narrowing.isExact else { return self = .narrow(base: base, calls) }
      var records = calls.map { $0.record(from: base) }
      records[offset] = record
      self = .wide(records)
    case .wide(var records):
      self = .wide([])
      records[offset] = record
      self = .wide(records)
    }
  }
}
