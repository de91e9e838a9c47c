/// Something of which a trace knows a fixed number, each by the name of its case: fields, actions, roles.
typealias Named = CaseIterable & RawRepresentable<UInt8> & Sendable

/// A set of fields of a JSON object, as one word.
struct FieldSet<Field: Named>: Equatable, Sendable, ExpressibleByArrayLiteral {
  private var bits: UInt32 = 0

  init(arrayLiteral fields: Field...) {
    for field in fields { bits |= Self.bit(field) }
  }

  @inline(__always)
  private static func bit(_ field: Field) -> UInt32 {
    assert(field.rawValue < UInt32.bitWidth, "\(field) is field \(field.rawValue) of at most \(UInt32.bitWidth)")
    return 1 << UInt32(field.rawValue)
  }

  @inline(__always)
  func contains(_ field: Field) -> Bool { bits & Self.bit(field) != 0 }

  func union(_ other: Self) -> Self {
    var all = self
    all.bits |= other.bits
    return all
  }

  func subtracting(_ other: Self) -> Self {
    var rest = self
    rest.bits &= ~other.bits
    return rest
  }

  /// Adds a field that was read. A field that occurs twice is an error, because it is not clear which value is meant.
  @inline(__always)
  mutating func insert(_ field: Field) throws(Flaw) {
    guard !contains(field) else { throw Flaw.twice("\(field)") }
    bits |= Self.bit(field)
  }

  /// Checks that the fields which were read are those that `what` must have, and perhaps some that it may have.
  func check(required: Self, allowed: Self, of what: @autoclosure () -> String) throws(Flaw) {
    if bits & required.bits != required.bits {
      throw Flaw("\(required.first(notIn: self)) is missing", "\(what()) must have \(required.list)")
    }
    if bits & ~allowed.bits != 0 {
      throw Flaw("\(first(notIn: allowed)) occurs in \(what())", "it may only have \(allowed.list)")
    }
  }

  private func first(notIn other: Self) -> String {
    Field.allCases.first { contains($0) && !other.contains($0) }.map { "\"\($0)\"" } ?? ""
  }

  private var list: String {
    Field.allCases.filter(contains).map { "\"\($0)\"" }.joined(separator: ", ")
  }
}

extension Flaw {
  static func twice(_ field: String) -> Flaw {
    Flaw("\"\(field)\" occurs twice in one object", "it must occur there once")
  }
}
