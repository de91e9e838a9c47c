import Foundation
import Glibc
import Testing

@Suite("Outputs that are lost on the way", .timeLimit(.minutes(1)))
struct LostOutputTests {
  /// Runs a script of the shell, in which `$0` is the program.
  static func shell(_ script: String) throws -> CommandTests.Outcome {
    try CommandTests.run(["-c", script, CommandTests.program.path], at: URL(filePath: "/bin/sh"))
  }

  private static let full = "raftsim: cannot write to standard output: No space left on device\n"
  private static let correct = "traces/correct/three-servers.ndjson"
  private static let broken = "traces/defects/quorum-of-even-cluster.ndjson"
  private static let defect = "--defect commit-index-falls"

  @Test(
    "on a full disk every command ends with 70 and one line, but with 1 if it found a violation",
    arguments: [
      ("fuzz --seed 1 --runs 60", 70), ("fuzz --seed 1 --runs 60 --no-shrink \(defect)", 1),
      ("replay 12", 70), ("replay \(broken)", 1), ("replay \(broken) --schedule", 1), ("check \(correct)", 70),
      ("check \(broken)", 1), ("check \(correct) missing.ndjson", 70), ("explore --servers 2 --max-term 1", 70),
      ("explore --servers 2 --max-term 1 --no-trace \(defect)", 1), ("faults", 70), ("help", 70), ("--version", 70),
      ("replay 12 --trace -", 70), ("replay 1 --duration 24h --events 0 --verbose", 70),
      ("fuzz --seed 1 --runs 60 --no-shrink --keep-going --format ndjson \(defect)", 1),
      ("check \(broken) \(correct) --format ndjson", 1), ("check \(correct) \(broken) --format ndjson", 70),
      ("replay 15 \(defect) --trace -", 1), ("bench --rounds 1 --events 10000", 70),
    ] as [(String, Int32)])
  func fullDisk(_ command: String, _ code: Int32) throws {
    let outcome = try Self.shell("\"$0\" \(command) > /dev/full")
    #expect(outcome.status == code && outcome.errors.hasSuffix(Self.full), "\(outcome)")
    #expect(!outcome.errors.contains("interrupted"))
  }

  @Test(
    "a violation that is lost with the output is one line on standard error",
    arguments: [
      (
        "fuzz --seed 1 --runs 20 --no-shrink --jobs 1 --keep-going --format ndjson \(defect)", "fuzz: seed 1",
        " at step 274"
      ),
      ("fuzz --seed 1 --runs 60 --no-shrink \(defect) --format json", "fuzz: seed 1", " at step 274"),
      ("replay 1 \(defect)", "replay: the run", " at step 274"),
      ("explore --servers 2 --max-term 1 --no-trace \(defect)", "explore: the cluster", ""),
    ])
  func brief(_ command: String, _ subject: String, _ place: String) throws {
    let line = "raftsim \(subject) violates CommitIndexMonotone\(place)\n"
    #expect(try Self.shell("\"$0\" \(command) > /dev/full").errors.contains(line))
    let whole = try Self.shell("\"$0\" \(command)")
    #expect(!whole.errors.contains("violates"), "\(whole.errors)")
  }

  @Test("each file that check judged has its violations on standard error if the output is lost")
  func briefFiles() throws {
    let history = "traces/histories/violation-append-twice.edn"
    let outcome = try Self.shell("\"$0\" check \(Self.broken) \(Self.correct) \(history) > /dev/full")
    #expect(outcome.errors.hasPrefix("raftsim check: \(Self.broken) violates "))
    #expect(outcome.errors.hasSuffix("raftsim check: \(history) violates Linearizability\n\(Self.full)"))
  }

  @Test("a replay ends when nobody reads its steps, and says nothing of it")
  func closedPipe() throws {
    let outcome = try Self.shell("\"$0\" replay 1 --duration 24h --events 0 --verbose | head -1")
    #expect(outcome.output.hasPrefix("#1  ") && outcome.errors.isEmpty, "\(outcome)")
    let code = try Self.shell(
      "{ \"$0\" replay 1 --duration 24h --events 0 --verbose; echo $? >&2; } | head -1")
    #expect(code.errors == "130\n", "\(code)")
  }

  @Test("an interrupt ends a command that waits for a reader who does not read")
  func slowReader() throws {
    #expect(try Self.interruptWhenFull("replay 1 --duration 24h --events 0 --verbose") == 130)
  }

  @Test("whichever of its threads writes")
  func slowReaderOfCampaign() throws {
    let campaign = "fuzz --seed 1 --runs 1000000 --no-shrink --jobs 4 --keep-going --format ndjson \(Self.defect)"
    #expect(try Self.interruptWhenFull(campaign) == 130)
  }

  /// Runs a command with a small pipe as its output that nobody reads, and interrupts it when it waits for a reader.
  /// - Returns: how it ended; if it did not end, how it ends when it is killed.
  private static func interruptWhenFull(_ command: String) throws -> Int32 {
    InterruptedCommandTests.allowInterrupts()
    let pipe = Pipe()
    let reader = pipe.fileHandleForReading.fileDescriptor
    // `F_SETPIPE_SZ`, which Swift does not have.
    try #require(fcntl(reader, 1024 + 7, 4096) == 4096)
    let process = Process()
    process.executableURL = CommandTests.program
    process.arguments = command.split(separator: " ").map(String.init)
    process.standardInput = FileHandle.nullDevice
    process.standardOutput = pipe
    process.standardError = FileHandle.nullDevice
    try process.run()
    // A pipe of one page is full when something is in it: poll(2) says so. The other threads come to wait, too.
    var (unread, quiet): (Int32, Int) = (0, 0)
    for _ in 0..<2000 where process.isRunning && quiet < 20 {
      usleep(10_000)
      let before = unread
      #expect(ioctl(reader, UInt(FIONREAD), &unread) == 0)
      quiet = unread > 0 && unread == before ? quiet + 1 : 0
    }
    #expect(process.isRunning && unread > 0)
    process.interrupt()
    for _ in 0..<3000 where process.isRunning { usleep(1000) }
    if process.isRunning { kill(process.processIdentifier, SIGKILL) }
    process.waitUntilExit()
    return process.terminationStatus
  }

  @Test("a trace that cannot be written ends a replay with 70, but with 1 and the report if the run breaks something")
  func trace() throws {
    let line = "raftsim replay: option '--trace': '/dev/full': No space left on device\n"
    for command in ["replay 1 --events 20000 --calm --duration 24h", "replay \(Self.correct) --schedule"] {
      let outcome = try Self.shell("\"$0\" \(command) --trace /dev/full")
      #expect(outcome.status == 70 && outcome.errors == line, "\(outcome)")
    }
    for command in ["replay \(Self.broken)", "replay \(Self.broken) --schedule"] {
      let outcome = try Self.shell("\"$0\" \(command) --trace /dev/full")
      #expect(outcome.status == 1 && outcome.errors == line, "\(outcome)")
      #expect(outcome.output.contains("VIOLATION  CommittedOnMajority"))
    }
    let search = try Self.shell("\"$0\" explore --servers 2 --max-term 1 \(Self.defect) --trace /dev/full")
    #expect(search.status == 1 && search.output.contains("VIOLATION  CommitIndexMonotone"))
    #expect(search.errors == line.replacingOccurrences(of: "replay", with: "explore"))
  }

  @Test("the limit of a file's size is an error of the output, and does not kill the program")
  func sizeLimit() throws {
    let file = CommandTests.temporary()
    defer { try? FileManager.default.removeItem(at: file) }
    let outcome = try Self.shell("ulimit -f 1; \"$0\" replay 1 --trace \(file.path)")
    #expect(outcome.status == 70 && outcome.errors.hasSuffix(": File too large\n"), "\(outcome)")
  }

  @Test("the trace that is read is not written, under whatever name")
  func sameFile() throws {
    let file = CommandTests.temporary()
    defer { try? FileManager.default.removeItem(at: file) }
    let trace = try Data(contentsOf: URL(filePath: Self.correct))
    try trace.write(to: file)
    for command in [
      "replay - --trace F < F", "replay F --trace - >> F", "replay - --trace - < F >> F",
      "replay - --schedule --trace F < F",
      "explore --around - --depth 1 --trace F < F", "check - --tla - < F >> F",
    ] {
      let outcome = try Self.shell("\"$0\" " + command.replacingOccurrences(of: "F", with: file.path))
      #expect(outcome.status == 64 && outcome.errors.contains("give another file"), "\(command): \(outcome)")
      #expect(try Data(contentsOf: file) == trace)
    }
    #expect(try Self.shell("\"$0\" replay - --trace /dev/null < /dev/null").errors.contains("empty"))
  }
}
