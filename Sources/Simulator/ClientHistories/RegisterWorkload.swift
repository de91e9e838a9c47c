import TraceChecker

/// Generates client histories of a register that works, or that fails once: for measurements and tests.
public struct RegisterWorkload: Hashable, Sendable {
  /// The number of operations.
  public var calls = 10_000
  /// The number of clients.
  public var clients = 5
  /// The percentage of operations that compare and set.
  public var compareAndSets = 33
  /// The percentage of operations that read.
  public var reads = 33
  /// The number of different values; `nil` if each value is written once.
  public var values: Int? = 5
  /// The pause of a client after an operation, in percent of the duration of an operation.
  public var pause = 50
  /// How many of a thousand operations never complete.
  public var crashes = 0
  /// The number of the operation from which on the first read returns a value that was overwritten long ago; `nil` for
  /// none.
  public var staleRead: Int?

  /// The workload with the defaults of all properties.
  public init() {}

  /// The history of a seed, the same on every machine. O(operations × clients).
  public func history(seed: UInt64) -> ClientHistory<Register> {
    var run = RegisterRun(self, seed: seed)
    return run.history()
  }
}

/// The run of a workload: each operation takes effect at some moment between its invocation and its completion.
private struct RegisterRun {
  private let workload: RegisterWorkload
  private let random: KeyedRandom
  private var clients: [Client]
  private var made = 0
  private var value: Int?
  private var past: [Int?] = [nil]
  private var lastWritten = 0
  private var isStaleReadDue: Bool
  private var calls: [ClientHistory<Register>.Call] = []

  private struct Client {
    var next: Moment
    var time: Int
    var process: Int
    var call = 0
    var end = 0
    var count = 0
  }

  private enum Moment { case begin, effect }

  private static let duration = 1000

  init(_ workload: RegisterWorkload, seed: UInt64) {
    self.workload = workload
    random = KeyedRandom(seed: seed)
    isStaleReadDue = workload.staleRead != nil
    clients = (0..<workload.clients).map { Client(next: .begin, time: $0, process: $0) }
  }

  mutating func history() -> ClientHistory<Register> {
    while let client = nextClient() {
      switch clients[client].next {
      case .begin: begin(client)
      case .effect: takeEffect(client)
      }
    }
    return ClientHistory(calls)
  }

  /// The client whose turn it is; `nil` if all is done.
  private func nextClient() -> Int? {
    clients.indices.filter { made < workload.calls || clients[$0].next == .effect }
      .min { (clients[$0].time, $0) < (clients[$1].time, $1) }
  }

  private mutating func begin(_ client: Int) {
    let time = clients[client].time
    clients[client].call = calls.count
    calls.append(
      .init(process: clients[client].process, Register.Operation(kind(client)), nil, invoked: time, returned: nil))
    made += 1
    let (before, after) = (below(Self.duration, client, 1), below(Self.duration, client, 2))
    clients[client].next = .effect
    clients[client].time = time + 1 + before
    clients[client].end = time + 2 + before + after
  }

  private mutating func kind(_ client: Int) -> Register.Operation.Kind {
    let choice = below(100, client, 3)
    if choice < workload.reads { return .read }
    if choice >= workload.reads + workload.compareAndSets { return .write(fresh(client)) }
    // Most expect what the register has, or had a moment ago.
    let expected = workload.values.map { below($0, client, 4) } ?? value
    return .compareAndSet(expected: expected, fresh(client))
  }

  private mutating func fresh(_ client: Int) -> Int {
    lastWritten += 1
    return workload.values.map { below($0, client, 5) } ?? lastWritten
  }

  private mutating func takeEffect(_ client: Int) {
    let call = clients[client].call
    let output = execute(calls[call].operation.kind, call)
    let crashes = below(1000, client, 6) < workload.crashes
    if !crashes {
      calls[call].output = output
      calls[call].returned = clients[client].end
    } else {
      // Whoever never heard back is another process from then on.
      clients[client].process += workload.clients
    }
    clients[client].next = .begin
    clients[client].time = clients[client].end + 1 + below(Self.duration * workload.pause / 50 + 1, client, 7)
    clients[client].count += 1
  }

  private mutating func execute(_ kind: Register.Operation.Kind, _ call: Int) -> Register.Output {
    switch kind {
    case .read:
      guard isStaleReadDue, call >= workload.staleRead ?? 0, past.count > 40 else { return .value(value) }
      isStaleReadDue = false
      return .value(past[past.count - 40])
    case .write(let new): set(new)
    case .compareAndSet(let expected, let new):
      if value != expected { return .refused }
      set(new)
    }
    return .done
  }

  private mutating func set(_ new: Int?) {
    value = new
    past.append(new)
  }

  private func below(_ bound: Int, _ client: Int, _ which: Int) -> Int {
    random.below(bound, .clientHistory, client, clients[client].count * 8 + which)
  }
}
