import Diagnosis
import Glibc
import Reporting
import Simulator
import TraceChecker

/// The files that the smallest run and the smallest schedule of a failure are written to.
struct DiagnosisFiles {
  /// The file of the run, if its name was given.
  private let run: Argument?
  /// The file of the schedule, if its name was given.
  private let schedule: Argument?
  private let command: String

  /// New files in the current directory.
  init(command: String) {
    (run, schedule) = (nil, nil)
    self.command = command
  }

  /// - Parameter mayReplace: whether a file that is there may be replaced.
  /// - Throws: `UsageError` if a file is there and may not be replaced, `OutputError` if one cannot be written.
  init(run: Argument?, schedule: Argument?, mayReplace: Bool, command: String) throws {
    (self.run, self.schedule, self.command) = (run, schedule, command)
    for argument in [run, schedule].compactMap({ $0 }) {
      if !mayReplace, Self.exists(argument.raw) {
        throw argument.fails(because: "there is such a file; give another one, or --force to replace it")
      }
      if let reason = argument.reasonNotToWrite { throw argument.cannotBeWritten(reason) }
    }
  }

  /// Writes the smallest run, and the smallest schedule if there is one.
  /// - Throws: `OutputError` if a file cannot be written.
  func write(_ diagnosis: FailureDiagnosis) throws -> [DiagnosisReport.WrittenFile] {
    let file = RunFile(diagnosis.run.result, failure: diagnosis.failure, program: Program.version)
    var written = [try write(file.text, to: run?.raw ?? Self.new(diagnosis.failure.property, ".run.json"))]
    if let shrunk = diagnosis.schedule { written.append(try write(shrunk.schedule, showing: diagnosis.failure)) }
    return written
  }

  /// Writes a schedule that shows `failure`.
  /// - Throws: `OutputError` if the file cannot be written.
  func write(_ schedule: Schedule, showing failure: ExpectedFailure) throws -> DiagnosisReport.WrittenFile {
    let text = ScheduleText(schedule, expected: failure).text()
    return try write(text, to: self.schedule?.raw ?? Self.new(failure.property, ".schedule"))
  }

  private func write(_ text: String, to path: RawText) throws -> DiagnosisReport.WrittenFile {
    do throws(FileError) { try AtomicFile.write(Array(text.utf8), to: path) } catch {
      throw OutputError(command: command, message: "the smallest run or schedule cannot be kept: \(error)")
    }
    return DiagnosisReport.WrittenFile(path, command: "\(Program.invocation) replay \(ShellWord.quote(path))")
  }

  /// The name of a new file in the current directory.
  private static func new(_ property: String, _ suffix: String) -> RawText {
    let label = String(property.map { $0.isASCII && ($0.isLetter || $0.isNumber || $0 == "-") ? $0 : "_" })
    let names = [RawText(label + suffix)] + (2...999).map { RawText("\(label)-\($0)\(suffix)") }
    return names.first { !exists($0) } ?? names[0]
  }

  private static func exists(_ path: RawText) -> Bool { path.withCString { access($0, F_OK) } == 0 }
}
