import Glibc

/// The address of the instruction that trapped, and those of its callers, collected in a signal handler.
struct TrapAddresses {
  private typealias Backtrace =
    @convention(c) (_ addresses: UnsafeMutablePointer<UnsafeMutableRawPointer?>, _ capacity: Int32) -> Int32

  private static let capacity = 64
  /// Swift's Glibc module leaves execinfo.h out.
  private static let backtrace = dlsym(nil, "backtrace").map { unsafeBitCast($0, to: Backtrace.self) }

  private var instruction: UInt = 0
  private var callers = InlineArray<64, UnsafeMutableRawPointer?>(repeating: nil)
  private var count = 0

  /// Loads the function that unwinds the stack, which allocates memory on first use.
  static func prepare() {
    var addresses = TrapAddresses()
    addresses.fill(nil)
  }

  /// Fills in the addresses of this thread.
  /// - Parameter context: the state of the thread at the trap, as the system passes it to a signal handler.
  mutating func fill(_ context: UnsafeMutableRawPointer?) {
    instruction = context.map(Self.instruction) ?? 0
    var span = callers.mutableSpan
    count = span.withUnsafeMutableBufferPointer { buffer in
      guard let base = buffer.baseAddress, let backtrace = Self.backtrace else { return 0 }
      return Int(backtrace(base, Int32(Self.capacity)))
    }
  }

  private static func instruction(_ context: UnsafeMutableRawPointer) -> UInt {
    let registers = context.assumingMemoryBound(to: ucontext_t.self).pointee.uc_mcontext
    #if arch(x86_64)
      return UInt(bitPattern: Int(registers.gregs.16))
    #else
      return UInt(registers.pc)
    #endif
  }

  /// The instruction that trapped, and the calls that led to it, the most recent first; without the frames of the
  /// handler.
  var all: [UInt] {
    let stack = (0..<count).compactMap { callers[$0].map { UInt(bitPattern: $0) } }
    // A return address is that after the call, which may belong to another line.
    return [instruction] + stack.drop { $0 != instruction }.dropFirst().map { $0 - 1 }
  }
}
