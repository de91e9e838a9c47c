import Foundation
import Glibc
import Testing

@Suite("Interrupting commands while they read or run", .timeLimit(.minutes(1)))
struct InterruptedCommandTests {
  private static let header = #"{"raftsim":"trace","version":2,"servers":3}"# + "\n"
  private static let operation = "{:type :invoke, :process 0, :f :read, :value nil}\n"

  /// Runs a command, and interrupts it when it has read `input` and waits for more.
  private static func interrupt(_ arguments: [String], after input: String) throws -> CommandTests.Outcome {
    allowInterrupts()
    let pipe = Pipe()
    try pipe.fileHandleForWriting.write(contentsOf: Data(input.utf8))
    return try CommandTests.run(arguments, input: pipe.fileHandleForReading) { process in
      while process.isRunning, try !isWaiting(process.processIdentifier, pipe) { usleep(1000) }
      process.interrupt()
    }
  }

  /// Unblocks interrupts in this thread for the processes that it starts: threads that run tests block them, and a
  /// process inherits that.
  private static func allowInterrupts() {
    var signals = sigset_t()
    sigemptyset(&signals)
    sigaddset(&signals, SIGINT)
    pthread_sigmask(SIG_UNBLOCK, &signals, nil)
  }

  /// Whether the process handles interrupts, has read all that is in the pipe, and sleeps.
  private static func isWaiting(_ process: Int32, _ pipe: Pipe) throws -> Bool {
    var unread: Int32 = 0
    let isKnown = ioctl(pipe.fileHandleForReading.fileDescriptor, UInt(FIONREAD), &unread) == 0
    let isAsleep = try status(of: process)["State"]?.first == "S"
    return try handlesInterrupts(process) && isKnown && unread == 0 && isAsleep
  }

  private static func handlesInterrupts(_ process: Int32) throws -> Bool {
    let caught = try status(of: process)["SigCgt"].flatMap { UInt64($0, radix: 16) } ?? 0
    return caught & 1 << UInt64(SIGINT - 1) != 0
  }

  /// The fields of `/proc/<process>/status`.
  private static func status(of process: Int32) throws -> [Substring: Substring] {
    let lines = try String(contentsOfFile: "/proc/\(process)/status", encoding: .utf8).split(separator: "\n")
    let fields = lines.map { $0.split(separator: ":\t", maxSplits: 1) }.filter { $0.count == 2 }
    return Dictionary(fields.map { ($0[0], $0[1]) }) { first, _ in first }
  }

  @Test(
    "explore and replay exit with 130 and say that they were interrupted",
    arguments: [["explore", "--depth", "1", "--around", "-"], ["replay", "-"]], ["", header])
  func trace(_ arguments: [String], _ input: String) throws {
    let outcome = try Self.interrupt(arguments, after: input)
    #expect(outcome.status == 130 && outcome.output.isEmpty && outcome.errors == "interrupted\n", "\(outcome)")
    let json = try Self.interrupt(arguments + ["--format", "json"], after: input)
    #expect(json.status == 130 && json.errors.isEmpty, "\(json)")
    #expect(json.output == #"{"command":"\#(arguments[0])","result":"interrupted"}"# + "\n")
  }

  @Test(
    "a replay that is interrupted while it runs prints its JSON object", arguments: [[], ["--trace", "/dev/null"]])
  func replay(_ options: [String]) throws {
    Self.allowInterrupts()
    let arguments = ["replay", "1", "--duration", "24h", "--events", "0", "--format", "json"] + options
    let outcome = try CommandTests.run(arguments, input: .nullDevice) { process in
      while process.isRunning, try !Self.handlesInterrupts(process.processIdentifier) { usleep(1000) }
      usleep(50_000)
      process.interrupt()
    }
    #expect(outcome.status == 130 && outcome.errors.isEmpty, "\(outcome)")
    #expect(try CommandTests.json(outcome.output)["result"] as? String == "interrupted", "\(outcome)")
  }

  @Test("check exits with 130 and says that it was interrupted", arguments: ["", header, operation])
  func check(_ input: String) throws {
    let outcome = try Self.interrupt(["check", "-"], after: input)
    #expect(outcome.status == 130 && outcome.errors.isEmpty, "\(outcome)")
    #expect(outcome.output.hasPrefix("-: ") && outcome.output.contains("interrupted"), "\(outcome)")
  }

  @Test(
    "the JSON object of check says that it was interrupted, and names no error", arguments: ["", header, operation])
  func object(_ input: String) throws {
    let outcome = try Self.interrupt(["check", "-", "--format", "json"], after: input)
    let object = try CommandTests.json(outcome.output)
    #expect(outcome.status == 130 && outcome.errors.isEmpty, "\(outcome)")
    #expect(object["result"] as? String == "interrupted" && object["error"] is NSNull, "\(outcome)")
  }
}
