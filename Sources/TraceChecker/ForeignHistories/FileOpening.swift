/// What the first line of a file shows about it.
struct FileOpening {
  let kind: InputFile.Kind
  /// What is wrong with the line if the kind is unknown.
  let problem: String?

  /// - Parameter line: where the file begins; `nil` if it is empty.
  init(_ line: JSONScanner?) {
    guard var line else {
      (kind, problem) = (.unknown, "the file is empty")
      return
    }
    kind = Self.kind(of: &line)
    problem = kind == .unknown ? Self.problem(&line) : nil
  }

  private static func kind(of line: inout JSONScanner) -> InputFile.Kind {
    switch line.skipSpace() {
    case UInt8(ascii: ";"): .edn
    case UInt8(ascii: "#"): isEDNTag(line) ? .edn : .unknown
    case UInt8(ascii: "["), UInt8(ascii: "("): isEDNVector(line) ? .edn : .unknown
    case UInt8(ascii: "r"): line.bytes.starts(with: schedule) ? .schedule : .unknown
    case UInt8(ascii: "{"): isEDNMap(line.bytes[line.position...]) ? .edn : line.kindByFields()
    default: .unknown
    }
  }

  /// Whether a number sign at the beginning of a line can begin a tag, or a form to be skipped, `#_`.
  private static func isEDNTag(_ line: borrowing JSONScanner) -> Bool {
    guard line.position + 1 < line.end else { return false }
    let byte = line.bytes[line.position + 1]
    return byte == UInt8(ascii: "_") || UInt8(ascii: "a")...UInt8(ascii: "z") ~= byte | 0x20
  }

  /// Whether the content of brackets at the beginning of a line can be maps of EDN, as far as the line shows.
  private static func isEDNVector(_ line: borrowing JSONScanner) -> Bool {
    let rest = line.bytes[line.position..<line.end].drop { isBlank($0) || "[]()".utf8.contains($0) }
    guard let first = rest.first else { return true }
    return first == UInt8(ascii: "#") || first == UInt8(ascii: ";") || first == Brackets.object.open && isEDNMap(rest)
  }

  /// Whether a name in EDN comes after the bracket.
  private static func isEDNMap(_ text: ArraySlice<UInt8>) -> Bool {
    text.dropFirst().first { !isBlank($0) } == ASCII.colon
  }

  private static func isBlank(_ byte: UInt8) -> Bool {
    byte == ASCII.space || byte == ASCII.comma || byte == ASCII.tab || byte == ASCII.carriageReturn
  }

  private static func problem(_ line: inout JSONScanner) -> String {
    if line.isBlank() { return "the first line is blank" }
    if line.bytes.starts(with: [0xEF, 0xBB, 0xBF]) { return "the file begins with a byte order mark" }
    switch line.next {
    case Brackets.array.open: return "the file begins with a list, not with an object"
    case Brackets.object.open:
      return "the first line is neither of a trace nor of a client history"
    case let byte where byte < ASCII.space || byte > 0x7E: return "the file begins with the byte \(byte)"
    default: return "the file begins with neither JSON nor EDN"
    }
  }

  /// How a schedule begins, whatever its version.
  private static let schedule = Array("raftsim schedule".utf8)

  /// Says how a trace must begin.
  static let trace = #"a trace must begin with its header, like {"raftsim":"trace","version":2,"servers":3}"#
  /// Says how a trace and how a client history must begin.
  static let any = """
    \(trace), and a client history with an operation, like {"type":"invoke","process":0,"f":"read"} or {:type :invoke, \
    :process 0, :f :read}
    """
}

extension JSONScanner {
  /// What a run file has in its member "raftsim".
  private static let runMark: StaticString = "\"run\""

  /// The kind of an object, by the first of its fields that shows it.
  fileprivate mutating func kindByFields() -> InputFile.Kind {
    let (header, event) = (NameTable<HeaderField>(), NameTable<HistoryField>())
    let start = position
    do throws(Flaw) {
      var more = try enter(.object)
      // Neither a trace nor a history has an object on several lines.
      if more, isBlank() { return .run }
      while more {
        let field = position
        if try key(header) == .raftsim { return take(Self.runMark) ? .run : .trace }
        position = field
        switch try key(event) {
        case .type, .process, .f: return .json
        default: try skipValue()
        }
        more = try another(.object)
      }
    } catch {}
    position = start
    return .unknown
  }
}
