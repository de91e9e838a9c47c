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
  init(_ argument: Argument, _ plan: RunPlan, _ invariants: [any Invariant], _ console: Console) throws {
    self.argument = argument
    let path = try argument.path()
    if path == "-" {
      descriptor = nil
      stream = console.output
    } else {
      let file = open(path, O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, 0o644)
      guard file >= 0 else { throw argument.fails(because: Console.reason(errno)) }
      descriptor = file
      stream = OutputStream(descriptor: file)
    }
    // What the run breaks is known only after it, and stands in the header: a first run finds out.
    let violation = plan.run(invariants: invariants).violations.first?.invariant
    writer = TraceWriter(
      header: TraceHeader(
        servers: plan.scenario.servers, seed: plan.seed, scenario: plan.scenario.text, defect: plan.defect?.name,
        violates: violation))
  }

  func write(_ event: borrowing TraceEvent) {
    writer.write(copy event)
    if writer.bytes.count >= 1 << 16 { stream.write(bytes: writer.takeBytes()) }
  }

  /// Writes the rest and closes the file.
  func finish() throws {
    stream.write(bytes: writer.takeBytes())
    stream.flush()
    if let failure = stream.failure { throw argument.fails(because: Console.reason(failure)) }
    if let descriptor { close(descriptor) }
  }
}
