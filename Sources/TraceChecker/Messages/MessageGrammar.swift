/// The descriptions of a catalog, laid out for the parser and the writers of one version of the trace format.
struct MessageGrammar: Sendable {
  /// The kinds, by number.
  let kinds: [Kind]
  /// The names of the kinds, empty for those that the version does not have (`Kind.isKnown`).
  let kindNames: NameList
  private let catalog: MessageCatalog
  private let allNames: Set<String>

  /// The parts of a message that every kind has, in the order in which they are written.
  static let head = ["kind", "from", "to", "term"]
  static let headMask: UInt32 = 0b1111
  /// What a message that is sent may leave to its step.
  static let impliedWhereSent: UInt32 = 0b1010

  /// The fields of one kind. A mask has one bit for each of its names.
  final class Kind: Sendable {
    let kind: TraceMessage.Kind
    /// Whether the version has it.
    let isKnown: Bool
    /// The names of the fields, which begin with those of `head`.
    let names: NameList
    /// The fields after those of `head`.
    let fields: [Field]
    /// By variant of the message, what it must have.
    let required: [UInt32]
    /// By variant, what means something in it.
    let meaningful: [UInt32]
    /// By variant, what it may have.
    let allowed: [UInt32]
    /// By place, then by name: how errors call a field.
    private let paths: [[String]]

    fileprivate init(
      _ kind: TraceMessage.Kind, isKnown: Bool, _ names: [String], _ fields: [Field], required: [UInt32],
      ignoresOthers: Bool
    ) {
      self.kind = kind
      self.isKnown = isKnown
      self.names = NameList(names)
      self.fields = fields
      self.required = required
      meaningful = (0..<4).map { variant in
        fields.indices.reduce(into: headMask) { mask, offset in
          if fields[offset].variants >> variant & 1 == 1 { mask |= 1 << (offset + head.count) }
        }
      }
      allowed = ignoresOthers ? Array(repeating: (1 << names.count) - 1, count: 4) : meaningful
      paths = Place.allCases.map { place in names.map { "\(place).\($0)" } }
    }

    /// How errors call the field at `position` of the names.
    func path(_ place: Place, _ position: Int) -> String { paths[place.rawValue][position] }
  }

  /// The place of a message in an event.
  enum Place: Int, Sendable, CaseIterable {
    case message, sent
  }

  /// A field: where its value is stored, and in which variants.
  struct Field: Sendable, BitwiseCopyable {
    let type: MessageField.ValueType
    let slot: MessageSlots
    let variants: UInt8
  }

  init(_ catalog: MessageCatalog, version: Int) {
    self.catalog = catalog
    kindNames = NameList(catalog.descriptions.map { $0.since <= version ? $0.name : "" })
    kinds = catalog.kinds.map { Self.lay(out: catalog.descriptions[Int($0.number)], as: $0, version) }
    allNames = Set(zip(kinds, kindNames.names).filter { $1 != "" }.flatMap { $0.0.names.names })
  }

  /// The names of the kinds of the version, for an error.
  var list: String { kindNames.names.filter { !$0.isEmpty }.map { "\"\($0)\"" }.joined(separator: ", ") }

  /// Whether any kind of the version has a field of that name.
  func knows(_ field: String) -> Bool { allNames.contains(field) }

  private static func lay(out description: MessageDescription, as kind: TraceMessage.Kind, _ version: Int) -> Kind {
    var names = head
    var fields: [Field] = []
    var required: [UInt32] = Array(repeating: headMask, count: 4)
    for field in description.fields {
      let name = version == 1 ? field.version1 : field.name
      let variants = field.condition.variants
      let position = names.firstIndex(of: name) ?? names.count
      if position == names.count {
        names.append(name)
        fields.append(Field(type: field.type, slot: field.slot, variants: variants))
      } else {
        // In version 1, two fields of one name: no message has both.
        let old = fields[position - head.count]
        fields[position - head.count] = Field(type: old.type, slot: old.slot, variants: old.variants | variants)
      }
      for variant in 0..<4 where !field.isOptional && variants >> variant & 1 == 1 {
        required[variant] |= 1 << position
      }
    }
    // Version 1 allows the fields of other variants, and ignores them.
    return Kind(
      kind, isKnown: description.since <= version, names, fields, required: required, ignoresOthers: version == 1)
  }
}

extension MessageGrammar.Kind {
  /// Checks that a message has the fields that it must have, and no others.
  /// - Parameters:
  ///   - present: the fields that were read.
  ///   - implied: those that it may leave out nevertheless.
  @inline(__always)
  func check(_ message: inout TraceMessage, _ present: UInt32, implied: UInt32) throws(Flaw) {
    let variant = message.variant
    let missing = required[variant] & ~implied & ~present
    let foreign = present & ~meaningful[variant]
    if missing | foreign == 0 { return }
    try complain(missing, present & ~allowed[variant], variant, implied)
    for offset in fields.indices where foreign >> (offset + MessageGrammar.head.count) & 1 == 1 {
      message.clear(fields[offset].slot)
    }
  }

  private func complain(_ missing: UInt32, _ foreign: UInt32, _ variant: Int, _ implied: UInt32) throws(Flaw) {
    let what = "a message \"\(kind)\""
    if missing != 0 {
      let list = self.list(required[variant] & ~implied)
      throw Flaw("\"\(first(missing))\" is missing", "\(what) must have \(list)")
    }
    if foreign != 0 { throw notAllowed(first(foreign), variant) }
  }

  /// The flaw that a message has a field that its kind does not have.
  func notAllowed(_ field: String, _ variant: Int) -> Flaw {
    Flaw("\"\(field)\" occurs in a message \"\(kind)\"", "it may only have \(list(allowed[variant]))")
  }

  private func first(_ mask: UInt32) -> String { names.names[mask.trailingZeroBitCount] }

  private func list(_ mask: UInt32) -> String {
    names.names.indices.filter { mask >> $0 & 1 == 1 }.map { "\"\(names.names[$0])\"" }.joined(separator: ", ")
  }
}
