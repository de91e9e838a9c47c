/// An exploration in progress.
///
/// The frontier is worked off in rounds of the same size at any number of threads. In a round, threads expand chunks of
/// states; one thread lets the model learn what it could not expand; threads look up what was found, each in its own
/// shards and there in the order of the chunks; threads make the new states; and one thread joins them in order.
final class ExplorationRun<M: Model>: @unchecked Sendable {
  let options: Explorer<M>
  let hooks: Exploration.Hooks
  let workers: WorkerThreads
  var model: M
  let chunks: Slots<Chunk<M>>
  let fingerprints = FingerprintSet()
  var exact = ExactSet()
  /// The level that is being expanded, and the next one.
  var frontier = Frontier()
  var next = Frontier()
  var links = Links()
  /// The states that were found, which is also the number of the next one.
  var found = 0
  /// The number of the first state that waits.
  var firstWaiting = 0
  /// The places of the initial states, by their numbers.
  var initialPlaces: [Int] = []
  var result = Exploration()
  /// Why it ends before all initial states are there, if so.
  private var earlyStop: Exploration.StopReason?

  /// The chunks of a round, and as many for what the model has to learn first.
  static var roundSize: Int { 32 }

  init(_ options: Explorer<M>, _ hooks: Exploration.Hooks) {
    (self.options, self.hooks, model) = (options, hooks, options.model)
    workers = WorkerThreads(jobs: max(1, options.jobs))
    let initial = model.initialStates()
    let kinds = model.actionKinds.count
    precondition(!initial.isEmpty, "a model has an initial state")
    chunks = Slots(count: 2 * Self.roundSize) { _ in Chunk(kinds: kinds, state: initial[0]) }
    begin(initial)
  }

  /// Runs to the end.
  func run() -> Exploration {
    var reason = earlyStop
    while reason == nil, frontier.count > 0 { reason = isDeepest ? .depth : expandLevel() }
    result.stopReason = reason ?? .complete
    summarize()
    return result
  }

  private var isDeepest: Bool { options.depth.map { result.depth >= $0 } ?? false }

  /// Expands the states of a level.
  /// - Returns: why this is the end, if it is.
  private func expandLevel() -> Exploration.StopReason? {
    let known = found
    var reason: Exploration.StopReason?
    while reason == nil, frontier.count > 0 { reason = reasonToStop() ?? expandRound() }
    next.close()
    if found > known { result.levels.append(found - known) }
    guard frontier.count == 0 else { return reason }
    result.depth = result.levels.count - 1
    swap(&frontier, &next)
    next = Frontier()
    return reason
  }

  private func reasonToStop() -> Exploration.StopReason? {
    if let reason = hooks.shouldStop() { return reason }
    // Numbers of states have 32 bits.
    if found > Int(UInt32.max) - 1 << 28 { return .memory }
    guard let limit = options.memoryLimit else { return nil }
    return memoryAfterRound.total > limit ? .memory : nil
  }

  private func expandRound() -> Exploration.StopReason? {
    let violation = round()
    hooks.progress(progress)
    guard let violation else { return nil }
    result.brokenProperty = violation.step.property
    if options.keepsLinks { result.counterexample = path(to: Int(violation.number), violation.step.action) }
    return .violation
  }

  private func path(to number: Int, _ last: ModelAction?) -> Exploration.Path {
    let path = links.path(to: number, initialCount: initialPlaces.count)
    return Exploration.Path(initial: initialPlaces[path.initial], actions: path.actions + (last.map { [$0] } ?? []))
  }
}

// MARK: - The beginning

extension ExplorationRun {
  private func begin(_ states: [M.State]) {
    var writer = StateWriter()
    for (place, state) in states.enumerated() {
      if place & 63 == 63 { earlyStop = hooks.shouldStop() }
      if earlyStop != nil { break }
      guard insert(state) else { continue }
      var words: [UInt64] = []
      model.encode(state, into: &words)
      writer.append(words)
      initialPlaces.append(place)
    }
    frontier.append(writer)
    frontier.close()
    found = initialPlaces.count
    if options.keepsLinks { beginLinks() }
    result.initialStates = states.count
    result.levels = [found]
  }

  /// Inserts an initial state; whether it is new.
  private func insert(_ state: M.State) -> Bool {
    let fingerprint = model.fingerprint(of: state)
    guard options.isExact else { return fingerprints.insert(fingerprint) }
    var candidates = ExactCandidates()
    candidates.append(state, model, fingerprint: fingerprint)
    return candidates.insert(0, into: &exact, fingerprints: fingerprints)
  }

  /// Initial states have no link, only its place.
  private func beginLinks() {
    [UInt64](repeating: 0, count: found).withUnsafeBufferPointer { links.append(contentsOf: $0) }
  }
}

// MARK: - Reports

extension ExplorationRun {
  private var generated: Int {
    var sum = result.initialStates
    for index in 0..<chunks.count { sum += chunks[index].stepCount }
    return sum
  }

  private var progress: Exploration.Progress {
    Exploration.Progress(
      depth: result.depth, generated: generated, distinct: found, waiting: found - firstWaiting, memory: memory.total)
  }

  private var memory: Exploration.Memory {
    Exploration.Memory(
      fingerprints: fingerprints.memory, frontier: frontier.memory + next.memory, links: links.memory,
      exact: options.isExact ? exact.memory : 0, model: model.memory)
  }

  /// The memory after a round that finds as many states as the frontier's part for it, so that no table begins to grow
  /// for which there is no room.
  private var memoryAfterRound: Exploration.Memory {
    var memory = memory
    let expected = min(frontier.count, Self.roundSize * StateBlock.mostStates)
    memory.fingerprints = fingerprints.memory(adding: expected)
    return memory
  }

  private func summarize() {
    result.memory = memory
    result.distinct = found
    result.expanded = firstWaiting
    result.generated = generated
    var tally = Tally(kinds: model.actionKinds.count, properties: model.properties.count)
    for index in 0..<chunks.count { chunks[index].add(to: &tally) }
    (result.steps, result.judged) = (tally.steps, tally.judged)
    result.unreached = model.properties.indices.filter {
      model.properties[$0].mode == .reachable && tally.judged[$0] == 0
    }
    if options.isExact {
      result.exactness = Exploration.Exactness(collisions: exact.collisions, flaws: exact.flaws)
    }
  }
}
