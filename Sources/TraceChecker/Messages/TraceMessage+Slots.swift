/// Access by slot, for what follows a description.
extension TraceMessage {
  /// The number in a slot.
  func count(in slot: MessageSlots) -> Int {
    switch slot {
    case .first: first
    case .second: second
    default: Int(truncatingIfNeeded: third)
    }
  }

  /// The value of a field as one word: a number, `true`, `s1`, `committed`; of entries, their number. `nil` if the
  /// message does not have the field.
  package func word(of field: MessageField) -> String? {
    guard meets(field.condition) else { return nil }
    return switch field.type {
    case .count: "\(count(in: field.slot))"
    case .command: "\(command)"
    case .truth: "\(flag)"
    case .outcome: "\(outcome)"
    case .server: leader == Self.noServer ? "none" : Words.server(leader)
    case .entries: "\(entries.count)"
    case .text: text(in: field.slot)
    }
  }

  /// Replaces the number in a slot.
  mutating func set(_ number: UInt64, in slot: MessageSlots) {
    switch slot {
    case .first: first = Int(truncatingIfNeeded: number)
    case .second: second = Int(truncatingIfNeeded: number)
    default: third = number
    }
  }

  /// The text in a slot.
  func text(in slot: MessageSlots) -> String { (slot == .name ? opaque?.name : opaque?.data) ?? "" }

  /// Replaces the text in a slot.
  mutating func set(_ text: String, in slot: MessageSlots) {
    let (name, data) = (slot == .name ? text : opaque?.name ?? "", slot == .data ? text : opaque?.data ?? "")
    opaque = name.isEmpty && data.isEmpty ? nil : OpaqueContent(name: name, data: data)
  }

  /// Gives a slot its default.
  mutating func clear(_ slot: MessageSlots) {
    switch slot {
    case .flag: flag = false
    case .first: first = 0
    case .second: second = 0
    case .third: third = 0
    case .outcome: outcome = .committed
    case .leader: leader = Self.noServer
    case .entries: entries.removeAll(keepingCapacity: true)
    default: set("", in: slot)
    }
  }

  /// The hash of the whole content: the head and all fields that the kind has. O(entries).
  @inlinable @inline(__always) public var contentHash: UInt64 {
    let number = UInt64(kind.number)
    let link = number & 15 | UInt64(truncatingIfNeeded: from) << 4 | UInt64(truncatingIfNeeded: to) << 8
    let answer = UInt64(flag ? 1 : 0) | UInt64(outcome.rawValue) << 1
    // A leader takes four bits and the outcome two: the upper bits of a kind's number come after them.
    let small = link | answer << 12 | UInt64(truncatingIfNeeded: leader + 1) << 16 | (number >> 4) << 24
    var hash = fold(fold(UInt64(truncatingIfNeeded: term), UInt64(truncatingIfNeeded: first)), small)
    if !kind.slots.isDisjoint(with: .second | .third) {
      hash = fold(hash ^ UInt64(truncatingIfNeeded: second), third)
    }
    if kind.slots.contains(.entries) {
      for entry in entries { hash = fold(hash ^ entry.hashedTerm, entry.command) }
    }
    if !kind.slots.isDisjoint(with: .name | .data) { hash = fold(opaqueHash, hash) }
    return hash
  }

  @usableFromInline var opaqueHash: UInt64 {
    var hash: UInt64 = 0
    for text in [text(in: .name), text(in: .data)] {
      for byte in text.utf8 { hash = fold(hash, UInt64(byte)) }
      hash = fold(hash, 1 << 32 | UInt64(text.utf8.count))
    }
    return hash
  }
}
