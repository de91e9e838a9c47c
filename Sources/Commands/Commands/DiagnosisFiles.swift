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
    if let run, let schedule, run.raw == schedule.raw {
      throw schedule.fails(because: "the run goes to this file; give another one")
    }
    for argument in [run, schedule].compactMap({ $0 }) {
      let path = try argument.path()
      if path == "-" { throw argument.fails(because: "it must be a file") }
      if Self.exists(path) {
        if !mayReplace {
          throw argument.fails(because: "there is such a file; give another one, or --force to replace it")
        }
        if !Self.isRegular(path) { throw argument.fails(because: "it is not a regular file; give another one") }
      }
      if let reason = argument.reasonNotToWrite { throw argument.cannotBeWritten(reason) }
    }
  }

  /// Writes the smallest run, and the smallest schedule if there is one.
  /// - Throws: `OutputError` if a file cannot be written.
  func write(_ diagnosis: FailureDiagnosis) throws -> [DiagnosisReport.WrittenFile] {
    let file = RunFile(diagnosis.run.result, failure: diagnosis.failure, program: Program.version)
    var written = [try write(file.text, to: run, or: diagnosis.failure.property, ".run.json")]
    if let shrunk = diagnosis.schedule { written.append(try write(shrunk.schedule, showing: diagnosis.failure)) }
    return written
  }

  /// Writes a schedule that shows `failure`.
  /// - Throws: `OutputError` if the file cannot be written.
  func write(_ schedule: Schedule, showing failure: ExpectedFailure) throws -> DiagnosisReport.WrittenFile {
    let text = ScheduleText(schedule, expected: failure).text()
    return try write(text, to: self.schedule, or: failure.property, ".schedule")
  }

  /// Writes the file that an argument names, or else a new one in the current directory.
  private func write(
    _ text: String, to argument: Argument?, or property: String, _ suffix: String
  ) throws -> DiagnosisReport.WrittenFile {
    do throws(FileError) {
      return .init(replayed: try write(Array(text.utf8), to: argument?.raw, or: RunFile.label(of: property), suffix))
    } catch {
      throw OutputError(command: command, message: "the smallest run or schedule cannot be kept: \(error)")
    }
  }

  private func write(
    _ bytes: [UInt8], to path: RawText?, or label: String, _ suffix: String
  ) throws(FileError) -> RawText {
    if let path {
      try AtomicFile.write(bytes, to: path)
      return path
    }
    var number = 1
    while true {
      let path = RawText(label + (number == 1 ? "" : "-\(number)") + suffix)
      if try AtomicFile.writeNew(bytes, to: path) { return path }
      number += 1
    }
  }

  private static func exists(_ path: RawText) -> Bool { path.withCString { access($0, F_OK) } == 0 }

  private static func isRegular(_ path: RawText) -> Bool {
    var status = stat()
    return path.withCString { stat($0, &status) } == 0 && status.st_mode & S_IFMT == S_IFREG
  }
}
