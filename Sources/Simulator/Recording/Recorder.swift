import TraceChecker

/// Reports what happens: to the digest and the checker, and to a recording if there is one. Nothing in the world
/// depends on what they say but the end of the run.
struct Recorder: ~Copyable {
  /// The memory of `step`.
  var stepCell = Cell(TraceEvent())
  /// The event of the network, of a client or of a host that is being reported. It never has a log, indexes or messages
  /// sent.
  var event = TraceEvent()
  /// How many events were reported.
  private(set) var count = 0
  private(set) var observer: RunObserver
  /// Whether the digest and the checker see the run.
  private let isJudging: Bool
  /// The invariant whose violation ends the run; `nil` for any.
  private let lastInvariant: String?
  private let record: ((TraceEvent) -> Void)?
  /// Whether the invariant that ends the run is violated.
  private(set) var isViolated = false
  /// What the notes have reported, if an observer wants notes.
  var notes: NoteTaker?

  /// A recorder of a cluster of `servers` that has not started.
  init(servers: Int, _ observation: RunObservation) {
    let checker = Checker(
      servers: servers, checks: observation.checks.finding(observation.calls.knownTrap),
      observers: observation.observers, recordsSent: true)
    let wantsNotes = observation.record != nil || observation.isJudging && checker.wantsNotes
    observer = RunObserver(checker)
    isJudging = observation.isJudging
    lastInvariant = observation.lastInvariant
    record = observation.record
    notes = wantsNotes ? NoteTaker(servers: servers) : nil
  }

  /// The step of a server that is being reported.
  var step: TraceEvent {
    @inline(__always)
    unsafeAddress { UnsafePointer(stepCell.base) }
    @inline(__always)
    unsafeMutableAddress { stepCell.base }
  }

  /// Whether an observer wants notes; otherwise the world does no work for them.
  @inline(__always) var wantsNotes: Bool { notes != nil }

  /// Whether clients' commands and answers are wanted in words.
  var wantsText: Bool { record != nil }

  /// Reports `step`.
  /// - Parameter message: the content hash of its message, if it has one.
  @inline(__always)
  mutating func reportStep(_ action: Action, at time: Int, message: UInt64) {
    count &+= 1
    step.number(count, action, at: time)
    judgeStep(message: message)
    record?(stepCell.value)
  }

  /// Numbers and records `step`, which is not durable yet. It is judged when it is.
  mutating func take(_ action: Action, at time: Int) {
    count &+= 1
    step.number(count, action, at: time)
    record?(stepCell.value)
  }

  /// Judges `step`, which `take` has numbered, as it is durable now.
  /// - Parameter message: the content hash of its message, if it has one.
  mutating func judgeTaken(at time: Int, message: UInt64) {
    step.time = time
    judgeStep(message: message)
  }

  /// Tells the checker that the message that `step` had received is lost, because a crash has undone the step. In a
  /// recording, this follows from the crash.
  /// - Parameter message: the content hash of the message.
  mutating func judgeTakenBack(at time: Int, message: UInt64) {
    if isJudging, observer.observe(step.lossOfMessage(at: time), message: message) { noteViolation() }
  }

  @inline(__always)
  private mutating func judgeStep(message: UInt64) {
    if isJudging, Self.judge(&stepCell.value, message: message, &observer) { noteViolation() }
  }

  /// Judges a step. It is `inout` only because any other parameter would be copied out of its cell.
  @inline(__always)
  private static func judge(_ step: inout TraceEvent, message: UInt64, _ observer: inout RunObserver) -> Bool {
    observer.observe(step, message: message)
  }

  /// Reports `event`, as one of `server` if it is one of a host.
  /// - Parameter message: the content hash of its message, if it has one.
  mutating func report(_ action: Action, at time: Int, of server: Int = TraceEvent.none, message: UInt64 = 0) {
    count &+= 1
    event.server = server
    event.number(count, action, at: time)
    if isJudging, observer.observe(event, message: message) { noteViolation() }
    record?(event)
  }

  /// Reports the note that `event` describes, of `server` if it is about a host. A note has the number of the event
  /// before it, and is not judged.
  mutating func note(_ action: Action, at time: Int, of server: Int = TraceEvent.none) {
    event.server = server
    event.number(count, action, at: time)
    if isJudging { observer.observeNote(event) }
    record?(event)
  }

  /// Reports to the checks what no event shows; it is known at the event `step`.
  mutating func report(_ report: DriverReport, at step: Int, _ time: Int) {
    if isJudging, observer.observe(report, at: step, time) { noteViolation() }
  }

  /// The run is over: judges what could not be judged before.
  mutating func conclude() {
    if isJudging, observer.conclude() { noteViolation() }
  }

  private mutating func noteViolation() {
    // Nothing follows a trap, whatever else is waited for.
    let ends = [lastInvariant, NoTrap.name]
    isViolated = lastInvariant == nil || observer.checker.violations.contains { ends.contains($0.invariant) }
  }
}

extension TraceEvent {
  /// Fills in the number of the event, its action and its time.
  @inline(__always)
  fileprivate mutating func number(_ number: Int, _ action: Action, at time: Int) {
    self.action = action
    sequence = number
    self.time = time
  }
}
