import Glibc
import TraceChecker

/// The file that a trace is written to as a TLA+ module. It is written when the whole trace was read, and else not
/// touched.
final class ModuleFile {
  static let option = OptionSpec(
    "--tla", "OUT",
    "Write the trace, which must tell what is sent, as a TLA+ module to this file, usually TraceData.tla ('-' for "
      + "standard output)", group: "Output")

  private let argument: Argument
  private let path: String
  private let name: String
  private var module: TraceModule?

  /// The file that is asked for, if one is. Throws `UsageError` if it cannot be that of a module.
  init?(_ arguments: Arguments, files: [Argument]) throws {
    guard let argument = arguments[Self.option] else { return nil }
    guard files.count == 1, let source = files.first else {
      throw arguments.error("\(Self.option.subject) writes one trace: it needs exactly one FILE, not \(files.count)")
    }
    self.argument = argument
    path = try argument.path()
    name = path == "-" ? "TraceData" : try Self.name(argument, path)
    if path != "-", source.text != "-", TraceFile.isSame(path, source.text) {
      throw argument.fails(because: "it is the trace that is checked; give another file")
    }
  }

  var isStandardOutput: Bool { path == "-" }

  /// A module has the name of its file.
  private static func name(_ argument: Argument, _ path: String) throws -> String {
    let file = path.split(separator: "/", omittingEmptySubsequences: false).last.map(String.init) ?? ""
    let name = String(file.dropLast(suffix.count))
    guard file.hasSuffix(suffix), TraceModule.isName(name) else {
      throw argument.mustBe(
        "a file named as a TLA+ module and .tla, such as TraceData.tla; letters, digits and underscores make a name")
    }
    return name
  }

  private static let suffix = ".tla"

  func begin(_ header: TraceHeader, file: String) throws(TraceError) {
    module = try TraceModule(name: name, header: header, file: file)
  }

  func write(_ event: borrowing TraceEvent) throws(TraceError) { try module?.write(event) }

  /// Writes the module out. Throws `UsageError` if the file cannot be written.
  func finish(_ console: Console) throws {
    guard let bytes = module?.finish() else { return }
    if isStandardOutput { return console.output.write(bytes: bytes) }
    let file = open(path, O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, 0o644)
    guard file >= 0 else { throw argument.fails(because: Console.reason(errno)) }
    let stream = OutputStream(descriptor: file)
    stream.write(bytes: bytes)
    stream.flush()
    if let failure = stream.failure { throw argument.fails(because: Console.reason(failure)) }
    if close(file) != 0 { throw argument.fails(because: Console.reason(errno)) }
  }
}
