import TestTier
import Testing
import TraceChecker

@Test("Each line of the sample in a short trace is right")
func everyLine() {
  for line in SampleLine.all { #expect(failure(line.bytes) == "no error") }
}

@Test("A trace cut off anywhere is read up to the cut, or is an error of its last line")
func everyTruncation() {
  for line in SampleLine.all {
    for length in line.range {
      let part = Array(line.bytes[..<length])
      let isComplete = part.last == 0x0A || line.bytes[length] == 0x0A
      let number = max(1, part.split(separator: 0x0A).count)
      let error = failure(part)
      if isComplete { #expect(error == "no error") } else { #expect(error.hasPrefix("t.jsonl:\(number): ")) }
    }
  }
}

@Test("A changed byte is an error, but for one in a text or a number", arguments: [0x01, 0x20, 0xFF] as [UInt8])
func everyFlip(_ mask: UInt8) {
  // Each byte is changed by one of the masks, or by all: lines of a kind have the same texts, by other masks.
  let turn = Int(mask % 3)
  for (number, line) in SampleLine.all.enumerated() {
    let values = line.values
    for index in line.range where TestTier.isThorough || (number + index) % 3 == turn {
      var bytes = line.bytes
      bytes[index] ^= mask
      expectDamage(bytes, isHarmless: values.contains(index) && mask != 0xFF)
    }
  }
}

@Test("A missing byte is an error, but for one of a text or a number, and the end of the last line")
func everyGap() {
  for (number, line) in SampleLine.all.enumerated() {
    let values = line.values
    for index in line.range where TestTier.isThorough || (number + index).isMultiple(of: 2) {
      let isLast = index + 1 == line.bytes.count
      expectDamage(
        Array(line.bytes[..<index] + line.bytes[(index + 1)...]), isHarmless: values.contains(index) || isLast)
    }
  }
}

/// A damaged trace is an error in one line, or what may be read.
private func expectDamage(_ bytes: [UInt8], isHarmless: Bool) {
  let error = failure(bytes)
  if error == "no error" {
    #expect(isHarmless, "\(String(decoding: bytes, as: UTF8.self))")
  } else {
    #expect(error.hasPrefix("t.jsonl:") && error.split(whereSeparator: \.isNewline).count == 1)
  }
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
