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
  static func allowInterrupts() {
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

  static func handlesInterrupts(_ process: Int32) throws -> Bool {
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

  @Test("a replay that compares a run with a recording is interrupted while it waits for the rest of it")
  func recording() throws {
    let run = try CommandTests.raftsim("replay", "3", "--trace", "-").output
    let first = try #require(run.split(separator: "\n").first) + "\n"
    let outcome = try Self.interrupt(["replay", "-"], after: String(first))
    #expect(outcome.status == 130 && outcome.output.isEmpty && outcome.errors == "interrupted\n", "\(outcome)")
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

  // MARK: What is read or run is of no end

  /// Runs a command on a trace with blank lines without end, and interrupts it when it has read some.
  private static func interruptEndless(_ arguments: [String], _ trace: String) throws -> CommandTests.Outcome {
    allowInterrupts()
    let pipe = Pipe()
    _ = fcntl(pipe.fileHandleForWriting.fileDescriptor, F_SETFL, O_NONBLOCK)
    return try CommandTests.run(arguments, input: pipe.fileHandleForReading) { process in
      var (bytes, rounds) = (Array(trace.utf8), 0)
      while process.isRunning {
        rounds += 1
        if rounds >= 200, rounds.isMultiple(of: 50), try handlesInterrupts(process.processIdentifier) {
          process.interrupt()
        }
        let written = write(pipe.fileHandleForWriting.fileDescriptor, bytes, bytes.count)
        bytes = written > 0 && written < bytes.count ? Array(bytes[written...]) : Array(repeating: 10, count: 4096)
        usleep(200)
      }
    }
  }

  @Test(
    "blank lines without end do not keep a command from being interrupted",
    arguments: [
      ["check", "-"], ["replay", "-"], ["replay", "-", "--schedule"], ["explore", "--depth", "1", "--around", "-"],
    ])
  func blankLines(_ arguments: [String]) throws {
    let start = #"{"seq":1,"time":0,"action":"start","server":0}"# + "\n"
    let outcome = try Self.interruptEndless(arguments, Self.header + start)
    #expect(outcome.status == 130, "\(outcome)")
  }

  @Test(
    "blank lines in a client history, too", arguments: [#"{"type":"invoke","process":0,"f":"read"}"# + "\n", operation])
  func blankHistory(_ operation: String) throws {
    #expect(try Self.interruptEndless(["check", "-"], operation).status == 130)
  }

  @Test("to play the trace of explore --around obeys the limits of time and memory, and an interrupt")
  func around() throws {
    let file = CommandTests.temporary()
    defer { try? FileManager.default.removeItem(at: file) }
    let run = ["replay", "1", "--calm", "--duration", "24h", "--events", "40000", "--trace", file.path]
    #expect(try CommandTests.run(run).status == 0)
    let search = ["explore", "--depth", "9", "--around", file.path]
    let timed = try CommandTests.run(search + ["--max-total-time", "10ms"])
    #expect(
      timed.status == 2 && timed.errors == "inconclusive, the time limit was reached before anything was judged\n",
      "\(timed)")
    let large = try CommandTests.run(search + ["--memory", "1M"])
    #expect(
      large.status == 2 && large.errors == "inconclusive, the memory limit was reached before anything was judged\n",
      "\(large)")
    let interrupted = try Self.interruptWhenReady(search) { usleep(20_000) }
    #expect(interrupted.status == 130, "\(interrupted)")
  }

  // MARK: What was found and written until then

  /// Runs a command, and interrupts it when it has run for so many hundredths of a second, however busy the machine is.
  private static func interrupt(_ arguments: [String], afterTicks ticks: Int) throws -> CommandTests.Outcome {
    allowInterrupts()
    return try CommandTests.run(arguments, input: .nullDevice) { process in
      while process.isRunning, try Self.ticks(of: process.processIdentifier) < ticks { usleep(5000) }
      process.interrupt()
    }
  }

  /// How long all threads of the process have run, in hundredths of a second.
  private static func ticks(of process: Int32) throws -> Int {
    let text = try String(contentsOfFile: "/proc/\(process)/stat", encoding: .utf8)
    // After the name, which may have any character: the state, ten more fields, and the times of program and system.
    let fields = text[(text.lastIndex(of: ")") ?? text.startIndex)...].split(separator: " ")
    return fields.count > 13 ? (Int(fields[12]) ?? 0) + (Int(fields[13]) ?? 0) : 0
  }

  /// Runs a command, and interrupts it after `wait`.
  private static func interruptWhenReady(
    _ arguments: [String], after wait: () throws -> Void
  ) throws -> CommandTests.Outcome {
    allowInterrupts()
    return try CommandTests.run(arguments, input: .nullDevice) { process in
      while process.isRunning, try !handlesInterrupts(process.processIdentifier) { usleep(1000) }
      try wait()
      process.interrupt()
    }
  }

  @Test("an interrupted campaign shows the violations that it found, and claims nothing about what never happened")
  func campaign() throws {
    let endless = ["fuzz", "--seed", "1", "--runs", "1000000000"]
    let defect = endless + ["--keep-going", "--defect", "commit-index-falls"]
    let violated = try Self.interrupt(defect, afterTicks: 100)
    #expect(violated.status == 130)
    #expect(violated.output.contains("VIOLATION") && violated.output.contains("violated a property, interrupted"))
    let faultless = endless + ["--crash-interval", "1h"]
    let text = try Self.interrupt(faultless, afterTicks: 60)
    #expect(text.status == 130 && !text.output.contains("vacuous"), "\(text)")
    let json = try Self.interrupt(faultless + ["--format", "json"], afterTicks: 60)
    let object = try CommandTests.json(json.output)
    #expect(object["result"] as? String == "interrupted" && (object["vacuous"] as? [String]) == [], "\(json)")
  }

  @Test("an interrupted search for a smaller run writes the smallest one that it found")
  func shrink() throws {
    let (run, schedule) = (CommandTests.temporary(), CommandTests.temporary())
    defer { for file in [run, schedule] { try? FileManager.default.removeItem(at: file) } }
    let files = ["--out", run.path, "--write-schedule", schedule.path]
    let outcome = try Self.interrupt(
      ["shrink", "4", "--defect", "vote-index-beyond-commit"] + files, afterTicks: 150)
    #expect(outcome.status == 130 && outcome.output.contains("the search was interrupted"), "\(outcome)")
    let replay = try CommandTests.raftsim("replay", run.path)
    #expect(replay.status == 1, "\(replay)")
  }

  @Test("an interrupted replay leaves no empty file, and says of one that it is incomplete")
  func traceFile() throws {
    let file = CommandTests.temporary()
    defer { try? FileManager.default.removeItem(at: file) }
    let endless = ["replay", "1", "--duration", "24h", "--events", "0", "--trace", file.path]
    #expect(try Self.interruptWhenReady(endless) { usleep(50_000) }.status == 130)
    #expect(!FileManager.default.fileExists(atPath: file.path))
    try Data("old".utf8).write(to: file)
    #expect(try Self.interruptWhenReady(endless) { usleep(50_000) }.status == 130)
    #expect(try String(contentsOf: file, encoding: .utf8) == "old")
    let long = ["replay", "1", "--calm", "--duration", "24h", "--events", "30000", "--trace", file.path]
    let partial = try Self.interruptWhenReady(long) {
      while try Data(contentsOf: file).count < 10_000 { usleep(1000) }
    }
    #expect(partial.status == 130)
    #expect(partial.errors.contains(/has only the first [0-9,]+ steps of the run/), "\(partial)")
  }
}
