import Glibc

/// A thread whose traps do not end the process: it stops forever where it trapped, and the thread that waits for it
/// learns of the trap.
///
/// Whatever the thread holds at that moment is never released: its memory and any lock, such as that of a global
/// variable that is being initialized. So the waiting thread must not need anything that this thread may hold.
final class GuardedThread: @unchecked Sendable {
  private static let stackSize = 8 << 20
  private static let handlerStackSize = 1 << 17

  /// Signaled when the thread has ended or trapped: only then does the waiting thread read the other properties.
  private let end = UnsafeMutablePointer<sem_t>.allocate(capacity: 1)
  /// The stack on which the signal handler runs: that of the thread may have overflowed.
  private let handlerStack = makeHandlerStack()
  private let work: @Sendable () -> Void
  private var trap: CaughtSignal?

  /// The signal of a trap, and the addresses at which it happened.
  struct CaughtSignal {
    let signal: Int32
    var addresses = TrapAddresses()
  }

  private init(_ work: @escaping @Sendable () -> Void) {
    self.work = work
    sem_init(end, 0, 0)
  }

  deinit {
    sem_destroy(end)
    end.deallocate()
    handlerStack.deallocate()
  }

  /// Runs `work` on a thread of its own, and waits until it has returned or trapped. If the system allows no further
  /// thread, `work` runs on the calling thread, and a trap ends the process.
  /// - Returns: the trap; `nil` if `work` has returned.
  static func run(_ work: @escaping @Sendable () -> Void) -> CaughtSignal? {
    let thread = GuardedThread(work)
    guard thread.start() else {
      work()
      return nil
    }
    while sem_wait(thread.end) != 0 {}
    return thread.trap
  }

  /// Returns whether there is a thread.
  private func start() -> Bool {
    var attributes = pthread_attr_t()
    pthread_attr_init(&attributes)
    pthread_attr_setstacksize(&attributes, Self.stackSize)
    pthread_attr_setdetachstate(&attributes, Int32(PTHREAD_CREATE_DETACHED))
    var number = pthread_t()
    // The thread owns this reference. A thread that has trapped never releases it.
    let reference = Unmanaged.passRetained(self).toOpaque()
    let code = pthread_create(&number, &attributes, { GuardedThread.body($0) }, reference)
    pthread_attr_destroy(&attributes)
    if code != 0 { Unmanaged<GuardedThread>.fromOpaque(reference).release() }
    return code == 0
  }

  private static func body(_ reference: UnsafeMutableRawPointer?) -> UnsafeMutableRawPointer? {
    guard let reference else { return nil }
    let thread = Unmanaged<GuardedThread>.fromOpaque(reference).takeRetainedValue()
    pthread_setspecific(key, reference)
    setHandlerStack(thread.handlerStack, flags: 0)
    thread.work()
    setHandlerStack(thread.handlerStack, flags: Int32(SS_DISABLE))
    pthread_setspecific(key, nil)
    sem_post(thread.end)
    return nil
  }

  private static func makeHandlerStack() -> UnsafeMutableRawPointer {
    .allocate(byteCount: handlerStackSize, alignment: 16)
  }

  private static func setHandlerStack(_ memory: UnsafeMutableRawPointer, flags: Int32) {
    var stack = stack_t()
    stack.ss_sp = memory
    stack.ss_size = handlerStackSize
    stack.ss_flags = flags
    sigaltstack(&stack, nil)
  }

  /// The key under which each thread keeps a reference to itself.
  private static let key: pthread_key_t = {
    var key = pthread_key_t()
    pthread_key_create(&key, nil)
    return key
  }()

  /// Initializes what is otherwise initialized on first use, so that a signal handler can use it, and gives the calling
  /// thread a stack for the handler.
  static func prepare() {
    _ = pthread_getspecific(key)
    TrapAddresses.prepare()
    setHandlerStack(makeHandlerStack(), flags: 0)
  }

  /// If this thread is guarded, tells the waiting thread of the trap and stops forever. Called by the signal handler.
  static func stop(_ signal: Int32, _ context: UnsafeMutableRawPointer?) {
    guard let reference = pthread_getspecific(key) else { return }
    Unmanaged<GuardedThread>.fromOpaque(reference)._withUnsafeGuaranteedRef { thread in
      var trap = CaughtSignal(signal: signal)
      trap.addresses.fill(context)
      thread.trap = trap
      sem_post(thread.end)
    }
    while true { pause() }
  }
}
