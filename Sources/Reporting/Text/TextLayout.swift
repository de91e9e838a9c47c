/// Breaks text into lines of a given width.
package enum TextLayout {
  /// The words of `text` in lines of at most `width` characters; a longer word has a line of its own.
  package static func wrap(_ text: String, width: Int) -> [String] {
    wrap(text.split(whereSeparator: \.isWhitespace).map(String.init), width: width)
  }

  /// The words in lines of at most `width` characters; a longer word has a line of its own.
  package static func wrap(_ words: [String], width: Int) -> [String] {
    var lines: [String] = []
    for word in words {
      if let last = lines.last, last.count + 1 + word.count <= width {
        lines[lines.count - 1] = "\(last) \(word)"
      } else {
        lines.append(word)
      }
    }
    return lines
  }

  /// Rows of a label and a text. The texts are wrapped, and aligned after labels of `labelWidth`; a longer label has a
  /// line of its own.
  package static func columns(_ rows: [(label: String, text: String)], labelWidth: Int, width: Int) -> [String] {
    rows.flatMap { row($0.label, $0.text, column: indent.count + labelWidth + gap, width: width) }
  }

  /// The width of a column for the labels in lines of `width` characters, those that are too long left aside.
  package static func labelWidth(_ labels: [String], width: Int) -> Int {
    let widest = min(widestLabel, width - indent.count - gap - narrowestText)
    return labels.map(\.count).filter { $0 <= widest }.max() ?? 0
  }

  /// `text` filled up with spaces to `width` characters.
  package static func pad(_ text: String, to width: Int) -> String {
    text + String(repeating: " ", count: max(0, width - text.count))
  }

  /// As many of the parts, from the first, as fit into `width` characters with commas between them; at least one.
  package static func list(_ parts: [String], width: Int) -> String {
    var text = parts.first ?? ""
    for part in parts.dropFirst() {
      guard text.count + part.count + 2 <= width else { break }
      text += ", " + part
    }
    return text
  }

  /// The indentation of everything under a heading.
  package static let indent = "  "

  private static let gap = 2
  private static let widestLabel = 26
  private static let narrowestText = 20

  private static func row(_ label: String, _ text: String, column: Int, width: Int) -> [String] {
    var lines = wrap(text, width: max(narrowestText, width - column)).map { pad("", to: column) + $0 }
    let start = indent + label
    if start.count + gap > column || lines.isEmpty {
      lines.insert(start, at: 0)
    } else {
      lines[0] = pad(start, to: column) + lines[0].dropFirst(column)
    }
    return lines
  }
}
