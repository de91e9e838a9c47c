import Testing
import TraceChecker

@Test("A trace cut off anywhere is read up to the cut, or is an error of its last line")
func everyTruncation() {
  let bytes = Sample.bytes
  for length in bytes.indices {
    let part = Array(bytes[..<length])
    let isComplete = part.last == 0x0A || bytes[length] == 0x0A
    let line = max(1, part.split(separator: 0x0A).count)
    let error = failure(part)
    if isComplete { #expect(error == "no error") } else { #expect(error.hasPrefix("t.jsonl:\(line): ")) }
  }
}

@Test(
  "A changed byte anywhere is read or is an error", arguments: [0x01, 0x20, 0xFF] as [UInt8])
func everyFlip(_ mask: UInt8) {
  var bytes = Sample.bytes
  for index in bytes.indices {
    bytes[index] ^= mask
    let error = failure(bytes)
    #expect(error == "no error" || error.hasPrefix("t.jsonl:") && error.split(whereSeparator: \.isNewline).count == 1)
    bytes[index] ^= mask
  }
}

@Test("A trace without one of its bytes is read or is an error")
func everyGap() {
  let bytes = Sample.bytes
  var failures = 0
  for index in bytes.indices {
    let error = failure(Array(bytes[..<index] + bytes[(index + 1)...]))
    #expect(error == "no error" || error.hasPrefix("t.jsonl:") && error.split(whereSeparator: \.isNewline).count == 1)
    failures += error == "no error" ? 0 : 1
  }
  // A byte can be missing only from a number, or from a text that a client received.
  #expect(failures * 2 > bytes.count)
}

@Test("A number that no machine word holds is an error wherever a number may occur")
func everyLargeNumber() {
  let huge = "99999999999999999999999"
  let lines = String(decoding: Sample.bytes, as: UTF8.self).split(separator: "\n").map(String.init)
  for (index, line) in lines.enumerated() {
    for range in line.ranges(of: /[0-9]+(?=[,\]}])/) {
      let damaged = lines[..<index] + [line.replacingCharacters(in: range, with: huge)] + lines[(index + 1)...]
      #expect(failure(damaged.joined(separator: "\n")).hasPrefix("t.jsonl:\(index + 1): "))
    }
  }
}

extension String {
  fileprivate func replacingCharacters(in range: Range<String.Index>, with text: String) -> String {
    String(self[..<range.lowerBound]) + text + String(self[range.upperBound...])
  }
}
