import Simulator
import TraceChecker

extension RunFile {
  /// Reads the run file at `path`; `-` is standard input.
  /// - Parameters:
  ///   - path: the path of the file.
  ///   - isCancelled: whether to end the reading; the error then has `wasInterrupted`.
  /// - Throws: what is wrong with the file, and where.
  public init(path: RawText, isCancelled: @escaping () -> Bool = { false }) throws(TraceError) {
    try self.init(reading: InputFile(path: path, isCancelled: isCancelled), file: path.printable())
  }

  /// Reads the run file that is open.
  /// - Parameters:
  ///   - input: the open file.
  ///   - file: its name in errors.
  package init(reading input: consuming InputFile, file: String) throws(TraceError) {
    try self.init(bytes: input.content(upTo: Self.sizeLimit), file: file)
  }

  /// Reads the content of a run file.
  /// - Parameters:
  ///   - bytes: the content.
  ///   - file: the name of the file in errors.
  /// - Throws: what is wrong with it, and where.
  public init(bytes: [UInt8], file: String) throws(TraceError) {
    var parser = RunFileParser()
    self = try parser.parse(bytes, file: file)
  }
}

/// Reads a run file.
private struct RunFileParser {
  private enum Member: String, CaseIterable {
    case raftsim, version, program, core, machine, defect, seed, scenario, overrides, failure, digest
  }

  private enum FailureMember: String, CaseIterable {
    case property, fingerprint, fingerprintVersion, step
  }

  private var file = RunFile(
    program: nil, core: "", machine: "", defect: nil, seed: 0, scenario: Scenario(), overrides: [], failure: nil,
    digest: 0)

  mutating func parse(_ bytes: [UInt8], file name: String) throws(TraceError) -> RunFile {
    var reader = JSONObjectReader(bytes, file: name)
    try reader.object("a run file", Member.allCases.map(\.rawValue)) { reader, index throws(TraceError) in
      try parse(Member.allCases[index], &reader)
    }
    try reader.finish()
    return file
  }

  private mutating func parse(_ member: Member, _ reader: inout JSONObjectReader) throws(TraceError) {
    let name = member.rawValue
    switch member {
    case .raftsim: _ = try reader.value(name, "it must be \"run\"") { $0 == "run" ? $0 : nil }
    case .version: try parseVersion(&reader)
    case .program: file.program = try reader.textOrNull(name)
    case .core: file.core = try reader.text(name)
    case .machine: file.machine = try reader.text(name)
    case .defect: file.defect = try reader.textOrNull(name)
    case .seed: file.seed = try reader.number(name, upTo: .max)
    case .scenario: file.scenario = try scenario(&reader)
    case .overrides: file.overrides = try overrides(&reader)
    case .failure: file.failure = reader.isNull() ? nil : try failure(&reader)
    case .digest: file.digest = try Self.hash(name, &reader)
    }
  }

  private func parseVersion(_ reader: inout JSONObjectReader) throws(TraceError) {
    let start = reader.atNextValue()
    let version = try reader.number("version", upTo: .max)
    guard version == RunFile.version else {
      throw start.error("\"version\" is \(version)", "this program reads version \(RunFile.version)")
    }
  }

  private func scenario(_ reader: inout JSONObjectReader) throws(TraceError) -> Scenario {
    let start = reader.atNextValue()
    let text = try reader.text("scenario")
    do throws(ScenarioError) { return try Scenario(parsing: text) } catch {
      throw start.error("\"scenario\" cannot be used: \(error)", "it must be options, as 'raftsim fuzz' takes them")
    }
  }

  private func overrides(_ reader: inout JSONObjectReader) throws(TraceError) -> [Override] {
    var overrides: [Override] = []
    try reader.list { reader throws(TraceError) in
      let start = reader.atNextValue()
      guard overrides.count < RunFile.overrideLimit else {
        throw start.error("there are too many overrides", "a run may have at most \(RunFile.overrideLimit)")
      }
      let text = try reader.text("overrides")
      do throws(OverrideSyntaxError) { overrides.append(try Override(parsing: text)) } catch {
        throw start.error(
          "the override \(JSONWriter.quoted(text)) cannot be read: \(error)",
          "it must be like \"loss s0>s1 5f3a1b2c00d4e6f7 2 = does not happen\"")
      }
    }
    return overrides
  }

  private func failure(_ reader: inout JSONObjectReader) throws(TraceError) -> RunFile.Failure {
    var failure = RunFile.Failure(property: "", fingerprint: 0, fingerprintVersion: 0, step: 0)
    try reader.object("\"failure\"", FailureMember.allCases.map(\.rawValue)) { reader, index throws(TraceError) in
      let member = FailureMember.allCases[index]
      let name = member.rawValue
      switch member {
      case .property: failure.property = try reader.text(name)
      case .fingerprint: failure.fingerprint = try Self.hash(name, &reader)
      case .fingerprintVersion: failure.fingerprintVersion = try Self.count(name, &reader)
      case .step: failure.step = try Self.count(name, &reader)
      }
    }
    return failure
  }

  private static func count(_ member: String, _ reader: inout JSONObjectReader) throws(TraceError) -> Int {
    Int(try reader.number(member, upTo: UInt64(TraceReader.numberLimit)))
  }

  private static func hash(_ member: String, _ reader: inout JSONObjectReader) throws(TraceError) -> UInt64 {
    try reader.value(member, "it must be 16 hexadecimal digits", { HexText.number($0) })
  }
}
