import RaftCore
import Simulator
import TraceChecker

extension ScheduleText {
  /// The text. Reading it gives the same schedule.
  /// - Parameter comment: the comment at the end of a line, by the number of the line in this text.
  public func text(comment: (_ line: Int) -> String? = { _ in nil }) -> String {
    var text = ""
    for (offset, line) in (head + actions).enumerated() {
      text += line
      if let comment = comment(offset + 1) { text += (line.isEmpty ? "# " : "  # ") + "\(RawText(comment))" }
      text += "\n"
    }
    return text
  }

  /// The same schedule, whose lines have the numbers that they have in its text.
  var renumbered: ScheduleText {
    var copy = self
    copy.lines = zip(lines, (head.count + 1)...).map { Line(action: $0.action, number: $1) }
    return copy
  }

  /// The lines before the first action.
  private var head: [String] {
    let usual = Configuration(servers: configuration.servers)
    var head = [Self.opening, "\(ScheduleKeyword.servers.rawValue) \(configuration.servers)"]
    let add = { (keyword: ScheduleKeyword, value: String) in head.append("\(keyword.rawValue) \(value)") }
    if configuration.appendsNoOp != usual.appendsNoOp { add(.noOp, configuration.appendsNoOp ? "on" : "off") }
    if configuration.batch != usual.batch { add(.batch, "\(configuration.batch)") }
    if configuration.window != usual.window { add(.window, "\(configuration.window)") }
    if core != CoreType.raftCore.name { add(.core, "\(RawText(core))") }
    if let defect { add(.defect, defect.name) }
    // A check of a user may have a name that is not one word; then the file does not say what is expected.
    if let expected, expected.property.allSatisfy({ $0.isLetter || $0.isNumber }) {
      let fingerprint = expected.fingerprint.map { " " + HexText.text($0) } ?? ""
      add(.violates, expected.property + fingerprint)
    }
    for server in 0..<configuration.servers {
      if let name = names.choice(for: server) { add(.name, "s\(server) = \(name)") }
    }
    return head + [""]
  }

  private var actions: [String] {
    let words = ScheduleWords(names: names, catalog: catalog)
    return lines.map { words.text($0.action) }
  }
}
