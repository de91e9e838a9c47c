import TraceChecker

/// The file that a trace is written to as a TLA+ module. It is written when the whole trace was read, and else not
/// touched.
final class ModuleFile {
  static let option = OptionSpec(
    "--tla", "OUT",
    "Write the trace, which must record the messages sent, as a TLA+ module to this file, whose name must be "
      + "TraceData.tla ('-' for standard output)", group: "Output", values: .file)

  private let argument: Argument
  private let path: RawText
  private var module: TraceModule?

  /// The file that is asked for, if one is. Throws `UsageError` if it cannot be that of a module.
  init?(_ arguments: Arguments, files: [Argument]) throws {
    guard let argument = arguments[Self.option] else { return nil }
    guard files.count == 1, let source = files.first else {
      throw arguments.error("\(Self.option.subject) writes one trace: it needs exactly one FILE, not \(files.count)")
    }
    self.argument = argument
    path = try argument.path()
    guard path == "-" || Self.isModule(path) else {
      throw argument.mustBe("a file named \(Self.fileName), the module that TraceRaft.tla extends, or '-'")
    }
    if TraceFile.isSame(path, source.raw) {
      throw argument.fails(because: "this is the trace that is checked; give another file")
    }
  }

  private static let fileName = "\(TraceModule.name).tla"

  private static func isModule(_ path: RawText) -> Bool {
    path.bytes.split(separator: UInt8(ascii: "/")).last?.elementsEqual(fileName.utf8) == true
  }

  var isStandardOutput: Bool { path == "-" }

  func begin(_ header: TraceHeader, file: String) throws(TraceError) {
    module = try TraceModule(header: header, file: file)
  }

  func write(_ event: TraceEvent, line: Int) throws(TraceError) { try module?.write(event, line: line) }

  /// Writes the module out. Throws `OutputError` if the file cannot be written.
  func finish(_ console: Console) throws {
    guard let bytes = module?.finish() else { return }
    try argument.write(bytes: bytes, console)
  }
}
