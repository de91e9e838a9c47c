/// Calls of clients, each in 64 bytes if all of them fit.
enum CallBlock: Sendable {
  case narrow(base: NarrowCall.Base, [NarrowCall])
  case wide([ClientRecord])

  /// The calls of a range. O(calls).
  /// - Precondition: the range is not empty.
  init(_ records: InPlaceArray<ClientRecord>, _ range: Range<Int>) {
    let base = NarrowCall.Base(records, range)
    var narrowing = Narrowing()
    let calls = [NarrowCall](unsafeUninitializedCapacity: range.count) { calls, count in
      for place in range {
        // Plain memory need not be initialised before it is changed, and each field is.
        calls[count].take(records, place, from: base, &narrowing)
        count += 1
      }
    }
    self = narrowing.isExact ? .narrow(base: base, calls) : .wide(range.map { records[$0] })
  }

  /// The call at `offset`. O(1).
  @inline(__always)
  subscript(offset: Int) -> ClientRecord {
    switch self {
    case .narrow(let base, let calls): calls[offset].record(from: base)
    case .wide(let records): records[offset]
    }
  }

  /// Replaces the call at `offset`. O(1), and O(calls) where the block becomes wide, which it then stays.
  mutating func replace(_ offset: Int, by record: ClientRecord) {
    switch self {
    case .narrow(let base, var calls):
      var (call, narrowing) = (calls[offset], Narrowing())
      call.take(InPlaceArray(repeating: record, count: 1), 0, from: base, &narrowing)
      // The block lets go of its array, which is then changed in place.
      self = .wide([])
      calls[offset] = call
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
