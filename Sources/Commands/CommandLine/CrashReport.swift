import Glibc
import Reporting
import Synchronization

/// Says which seeds were running when the program traps, so that the crash can be had again.
///
/// The workers enter what they run in a fixed table; a handler of the fatal signals prints it and ends the process with
/// 70.
enum CrashReport {
  /// How many workers the table has room for. A worker with a higher number runs unseen.
  static let slots = 64

  private struct Slot: ~Copyable {
    let seed = Atomic<UInt64>(0)
    let isRunning = Atomic(false)
  }

  private static let table = InlineArray<64, Slot> { _ in Slot() }
  private static let isReporting = Atomic(false)
  /// Room for the line, taken before anything goes wrong. Only the first thread that crashes writes to it.
  private nonisolated(unsafe) static let room = UnsafeMutableRawBufferPointer.allocate(byteCount: 2048, alignment: 1)

  private static let signals = [SIGILL, SIGTRAP, SIGSEGV, SIGABRT, SIGBUS, SIGFPE]

  /// Enters that the worker `slot` runs `seed`.
  static func running(seed: UInt64, slot: Int) {
    guard table.indices.contains(slot) else { return }
    table[slot].seed.store(seed, ordering: .relaxed)
    table[slot].isRunning.store(true, ordering: .releasing)
  }

  /// Enters that the worker `slot` runs nothing.
  static func idle(slot: Int) {
    guard table.indices.contains(slot) else { return }
    table[slot].isRunning.store(false, ordering: .releasing)
  }

  /// Reports crashes from now on.
  ///
  /// An overflow of the stack is reported on the calling thread only: a handler needs another stack then, and each
  /// thread has its own. On the others it ends the process as if there was no handler.
  static func install() {
    // Whatever is set up on first use must be set up before a handler uses it.
    _ = line(for: SIGILL)
    _ = isReporting.load(ordering: .relaxed)
    var stack = stack_t()
    stack.ss_size = 1 << 16
    stack.ss_sp = .allocate(byteCount: stack.ss_size, alignment: 16)
    sigaltstack(&stack, nil)
    SignalHandler.install(for: signals, flags: SA_ONSTACK) { CrashReport.report($0) }
  }

  private static func report(_ signal: Int32) {
    // Another thread is about to end the process.
    while isReporting.exchange(true, ordering: .relaxed) { pause() }
    _ = OutputStream.writeAll(line(for: signal), to: STDERR_FILENO)
    _exit(ExitCode.internal.rawValue)
  }

  /// The line that reports the signal. It is in memory that the next call uses again.
  static func line(for signal: Int32) -> UnsafeRawBufferPointer {
    var text = FixedText(room)
    text.append("raftsim: internal error (")
    text.append(name(of: signal))
    text.append(")")
    let hasSeeds = appendSeeds(to: &text)
    text.append(hasSeeds ? "; please report it with this seed and the options\n" : "; please report it\n")
    return text.bytes
  }

  /// Returns whether there are any.
  private static func appendSeeds(to text: inout FixedText) -> Bool {
    var isFirst = true
    for slot in table.indices where table[slot].isRunning.load(ordering: .acquiring) {
      text.append(isFirst ? " while running seed " : ", ")
      text.append(table[slot].seed.load(ordering: .relaxed))
      isFirst = false
    }
    return !isFirst
  }

  private static func name(of signal: Int32) -> StaticString {
    switch signal {
    case SIGILL: "SIGILL"
    case SIGTRAP: "SIGTRAP"
    case SIGSEGV: "SIGSEGV"
    case SIGABRT: "SIGABRT"
    case SIGBUS: "SIGBUS"
    case SIGFPE: "SIGFPE"
    default: "signal"
    }
  }
}
