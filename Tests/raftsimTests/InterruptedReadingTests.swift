import Foundation
import Glibc
import Testing

@Suite("Interrupts while a command reads its standard input", .timeLimit(.minutes(1)))
struct InterruptedReadingTests {
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

  /// Lets a process that this thread starts receive interrupts: a thread of tests blocks them, and the process inherits that.
  private static func allowInterrupts() {
    var signals = sigset_t()
    sigemptyset(&signals)
    sigaddset(&signals, SIGINT)
    pthread_sigmask(SIG_UNBLOCK, &signals, nil)
  }

  /// Whether the process handles interrupts, has read all that is in the pipe, and sleeps.
  private static func isWaiting(_ process: Int32, _ pipe: Pipe) throws -> Bool {
    let status = try String(contentsOfFile: "/proc/\(process)/status", encoding: .utf8)
    let fields = status.split(separator: "\n").map { $0.split(separator: ":\t") }
    func field(_ name: String) -> Substring? { fields.first { $0.first == name[...] }?.last }
    let caught = field("SigCgt").flatMap { UInt64($0, radix: 16) } ?? 0
    var unread: Int32 = 0
    let isKnown = ioctl(pipe.fileHandleForReading.fileDescriptor, UInt(FIONREAD), &unread) == 0
    return caught & 1 << UInt64(SIGINT - 1) != 0 && isKnown && unread == 0 && field("State")?.first == "S"
  }

  @Test(
    "explore and replay end with 130 and say that they were interrupted",
    arguments: [["explore", "--depth", "1", "--around", "-"], ["replay", "-"]], ["", header])
  func trace(_ arguments: [String], _ input: String) throws {
    let outcome = try Self.interrupt(arguments, after: input)
    #expect(outcome.status == 130 && outcome.output.isEmpty && outcome.errors == "interrupted\n", "\(outcome)")
  }

  @Test("check ends with 130 and says that it was interrupted", arguments: ["", header, operation])
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
    #expect(object["result"] as? String == "interrupted" && object["error"] is NSNull, "\(outcome)")
  }
}
