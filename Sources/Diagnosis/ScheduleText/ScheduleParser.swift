import RaftCore
import Simulator
import TraceChecker

/// Reads a schedule, one line after the other.
struct ScheduleParser {
  private let defects: [Defect]
  private let kinds: MessageKindWords
  private let catalog: MessageCatalog
  private var settings = ScheduleSettings()
  /// The schedule, once its first action was read.
  private var text: ScheduleText?

  init(defects: [Defect], catalog: MessageCatalog) {
    self.defects = defects
    self.catalog = catalog
    kinds = MessageKindWords(catalog)
  }

  /// The most lines of a file.
  static let mostLines = 1 << 20

  /// Takes the next line.
  mutating func take(_ bytes: [UInt8], number: Int) throws(ScheduleFlaw) {
    var line = ScheduleLine(bytes)
    if number == 1 { return try Self.takeOpening(&line) }
    guard number <= Self.mostLines else {
      throw ScheduleFlaw(1, "the file is too long", "a schedule may have at most \(Self.mostLines) lines")
    }
    guard let first = line.next else { return }
    if let keyword = ScheduleKeyword(rawValue: first.text), keyword.isSetting {
      guard text == nil else {
        throw ScheduleFlaw(
          first.column, "\(first.quoted) comes after an action", "settings must come before the actions")
      }
      _ = line.takes(first.text)
      try settings.take(keyword, at: first.column, &line, defects)
    } else {
      try takeAction(&line, at: first.column, number)
    }
    try line.expectEnd()
  }

  /// The schedule, after the last line.
  /// - Parameter isEmpty: whether there was no line at all.
  func finish(isEmpty: Bool) throws(ScheduleFlaw) -> ScheduleText {
    if isEmpty { throw ScheduleFlaw(1, "the file is empty", Self.openingRemedy) }
    guard let text else { throw ScheduleFlaw(1, "there are no actions", "a schedule must have at least one") }
    return text
  }

  private static let openingRemedy = "the first line must be '\(ScheduleText.opening)'"

  private static func takeOpening(_ line: inout ScheduleLine) throws(ScheduleFlaw) {
    guard line.takes("raftsim"), line.takes("schedule") else {
      throw ScheduleFlaw(1, "this does not begin a schedule", openingRemedy)
    }
    let version = try line.take("the version 1")
    guard version.text == "1" else {
      throw ScheduleFlaw(version.column, "\(version.quoted) is not a known version", "the version must be 1")
    }
    try line.expectEnd()
  }

  private mutating func takeAction(_ line: inout ScheduleLine, at column: Int, _ number: Int) throws(ScheduleFlaw) {
    if text == nil { text = try settings.schedule(at: column, catalog) }
    guard let names = text?.names else { preconditionFailure("the settings were just taken") }
    let action = try ScheduleActionParser(names: names, kinds: kinds, catalog: catalog).parse(&line)
    if let server = action.serverOfStart,
      let other = text?.lines.first(where: { $0.action.serverOfStart == server })
    {
      throw ScheduleFlaw(
        column, "line \(other.number) already says when \(names[server]) starts",
        "a server can start only once; 'restarts' starts it again")
    }
    text?.append(action, line: number)
  }
}

extension ScheduleText {
  /// Reads a text. Throws for the first line that breaks the grammar, with its column.
  /// - Parameters:
  ///   - bytes: the content of the file.
  ///   - name: its name in errors.
  ///   - defects: the planted defects that it may name.
  ///   - catalog: the kinds of messages that it may name.
  public init(
    parsing bytes: [UInt8], name: String, defects: [Defect] = Defect.all, catalog: MessageCatalog = .standard
  ) throws(TraceError) {
    try self.init(reading: InputFile(bytes: bytes, name: name), defects: defects, catalog: catalog)
  }

  /// Reads a file. Throws for the first line that breaks the grammar, with its column.
  /// - Parameters:
  ///   - file: the file.
  ///   - defects: the planted defects that it may name.
  ///   - catalog: the kinds of messages that it may name.
  public init(
    reading file: consuming InputFile, defects: [Defect] = Defect.all, catalog: MessageCatalog = .standard
  ) throws(TraceError) {
    let name = file.name
    var parser = ScheduleParser(defects: defects, catalog: catalog)
    var lines = 0
    try file.forEachLine { bytes, number throws(TraceError) in
      lines = number
      do throws(ScheduleFlaw) { try parser.take(bytes, number: number) } catch {
        throw TraceError(file: name, error, line: number)
      }
    }
    do throws(ScheduleFlaw) { self = try parser.finish(isEmpty: lines == 0) } catch {
      throw TraceError(file: name, error, line: lines + 1)
    }
  }
}

extension TraceError {
  fileprivate init(file: String, _ flaw: ScheduleFlaw, line: Int) {
    self.init(file: file, line: line, problem: flaw.problem, remedy: flaw.remedy)
    column = flaw.column
  }
}
