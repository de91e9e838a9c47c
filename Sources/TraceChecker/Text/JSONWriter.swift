/// Builds JSON as bytes. A comma goes where the byte before asks for one, so nothing has to be remembered.
package struct JSONWriter {
  /// What was written.
  var bytes: [UInt8] = []

  mutating func open(_ brackets: Brackets) {
    separate()
    bytes.append(brackets.open)
  }

  mutating func close(_ brackets: Brackets) { bytes.append(brackets.close) }

  mutating func endLine() { bytes.append(0x0A) }

  /// Writes the name of a member. It must need no escapes.
  mutating func key(_ name: StaticString) {
    separate()
    bytes.append(ASCII.quote)
    bytes.append(contentsOf: UnsafeBufferPointer(start: name.utf8Start, count: name.utf8CodeUnitCount))
    bytes.append(ASCII.quote)
    bytes.append(ASCII.colon)
  }

  /// Writes the name of a member, which is JSON already.
  mutating func key(spelled name: [UInt8]) {
    separate()
    bytes.append(contentsOf: name)
    bytes.append(ASCII.colon)
  }

  mutating func field(_ name: StaticString, _ number: Int) { field(name, UInt64(number)) }

  mutating func field(_ name: StaticString, _ number: UInt64) {
    key(name)
    write(number)
  }

  mutating func field(_ name: StaticString, _ truth: Bool) {
    key(name)
    write(truth)
  }

  /// Writes a member whose value is JSON already.
  mutating func field(_ name: StaticString, spelled value: [UInt8]) {
    key(name)
    bytes.append(contentsOf: value)
  }

  mutating func field(_ name: StaticString, _ text: String) {
    key(name)
    write(text: text)
  }

  /// Writes a value that is JSON already.
  mutating func write(spelled value: [UInt8]) {
    separate()
    bytes.append(contentsOf: value)
  }

  mutating func write(_ truth: Bool) { write(spelled: truth ? Self.yes : Self.no) }

  mutating func write(text: String) {
    separate()
    bytes.append(ASCII.quote)
    for byte in text.utf8 { write(character: byte) }
    bytes.append(ASCII.quote)
  }

  /// Writes the next element of a list, or the value of a member.
  mutating func write(_ number: UInt64) {
    separate()
    let start = bytes.count
    var rest = number
    repeat {
      bytes.append(ASCII.zero + UInt8(truncatingIfNeeded: rest % 10))
      rest /= 10
    } while rest > 0
    if bytes.count - start > 1 { bytes[start...].reverse() }
  }

  private mutating func write(character byte: UInt8) {
    if byte < ASCII.space {
      bytes.append(contentsOf: "\\u00".utf8)
      bytes.append(Self.digits[Int(byte >> 4)])
      return bytes.append(Self.digits[Int(byte & 15)])
    }
    if byte == ASCII.quote || byte == ASCII.backslash { bytes.append(ASCII.backslash) }
    bytes.append(byte)
  }

  private mutating func separate() {
    switch bytes.last {
    case nil, Brackets.object.open, Brackets.array.open, ASCII.colon, 0x0A: break
    default: bytes.append(ASCII.comma)
    }
  }

  /// The text as a string of JSON.
  package static func quoted(_ text: String) -> String {
    var writer = JSONWriter()
    writer.write(text: text)
    return String(decoding: writer.bytes, as: UTF8.self)
  }

  private static let digits = Array("0123456789abcdef".utf8)
  static let null = Array("null".utf8)
  private static let yes = Array("true".utf8)
  private static let no = Array("false".utf8)
}
