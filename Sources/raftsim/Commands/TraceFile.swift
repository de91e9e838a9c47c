import Glibc
import Simulator
import TraceChecker

/// A file that a trace is written to as the run goes.
final class TraceFile {
  private let argument: Argument
  private let stream: OutputStream
  private let descriptor: Int32?
  private var writer: TraceWriter

  /// - Throws: `UsageError` if the file cannot be written.
  init(
    _ argument: Argument, replaying source: String?, _ plan: RunPlan, _ invariants: [any Invariant],
    upTo invariant: String?, _ console: Console
  ) throws {
    self.argument = argument
    let path = try argument.path()
    if path == "-" {
      descriptor = nil
      stream = console.output
    } else {
      if let source, Self.isSame(path, source) {
        throw argument.fails(because: "it is the trace that is replayed; give another file")
      }
      let file = open(path, O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, 0o644)
      guard file >= 0 else { throw argument.fails(because: Console.reason(errno)) }
      descriptor = file
      stream = OutputStream(descriptor: file)
    }
    // What the run breaks is known only after it, and stands in the header: a first run finds out.
    let violations = plan.run(
      invariants: invariants, upTo: invariant, isCancelled: { Interrupt.isRequested }
    ).violations.map(\.invariant)
    let violation = violations.first { $0 == invariant } ?? violations.first
    writer = TraceWriter(
      header: TraceHeader(
        servers: plan.scenario.servers, seed: plan.seed, scenario: plan.scenario.text, defect: plan.defect?.name,
        violates: violation, tellsSent: true))
  }

  /// Whether two paths lead to one file.
  static func isSame(_ one: String, _ other: String) -> Bool {
    var (a, b) = (stat(), stat())
    return stat(one, &a) == 0 && stat(other, &b) == 0 && a.st_dev == b.st_dev && a.st_ino == b.st_ino
  }

  func write(_ event: borrowing TraceEvent) {
    writer.write(copy event)
    if writer.bytes.count >= 1 << 16 { stream.write(bytes: writer.takeBytes()) }
  }

  /// Writes the rest and closes the file.
  func finish() throws {
    stream.write(bytes: writer.takeBytes())
    stream.flush()
    // Standard output is the console's own: it tells what went wrong there at the end.
    guard let descriptor else { return }
    if let failure = stream.failure { throw argument.fails(because: Console.reason(failure)) }
    close(descriptor)
  }
}
