/// A part of a round: some states of the frontier, their successors, and those of them that are new. What it needs for
/// one round is used again for the next.
struct Chunk<M: Model>: ~Copyable {
  private var block = StateBlock()
  /// The numbers of its states.
  private var numbers = Buffer<UInt32>(capacity: StateBlock.mostStates)
  private var successors: Successors
  private var buckets = Buckets()
  /// Which of the candidates are new.
  private var areNew = Buffer<Bool>()
  /// The new states, and by which step each was found.
  private(set) var found = StateWriter()
  private(set) var links = Buffer<UInt64>()
  /// The places of the states for which the model has to learn first.
  private var deferred: [Int] = []
  /// The states of a chunk that is made of others' deferred ones.
  private var learned = StateWriter()
  /// The exact encodings of the candidates.
  private var exact = ExactCandidates()
  private var state: M.State
  private var words: [UInt64] = []

  /// An empty chunk.
  /// - Parameter state: any state, whose memory is used.
  // Reads none of its own fields: Swift 6.3 releases what an initializer of a generic noncopyable struct reads once too
  // often.
  init(kinds: Int, state: M.State) {
    successors = Successors(kinds: kinds)
    self.state = state
  }

  /// The steps from its states so far, of all rounds.
  var stepCount: Int { successors.stepCount }

  /// Adds what was counted in all rounds to `tally`.
  func add(to tally: inout Tally) { successors.add(to: &tally) }

  /// The first step that violates a property, with the number of the state that it is taken in.
  var violation: (number: UInt32, step: Successors.BrokenStep)? {
    successors.violation.map { (numbers[Int($0.parent)], $0) }
  }
}

// MARK: - The states of the frontier

extension Chunk {
  /// Takes on a block, whose states are numbered from `number` on.
  mutating func begin(_ block: StateBlock, number: Int) {
    clear()
    self.block = block
    for place in 0..<block.count { numbers.append(UInt32(truncatingIfNeeded: number + place)) }
  }

  /// Forgets a round.
  mutating func clear() {
    block = StateBlock()
    numbers.removeAll()
    successors.removeAll()
    deferred.removeAll(keepingCapacity: true)
    learned.removeAll()
    found.removeAll()
    links.removeAll()
  }

  /// Expands its states, as far as the model can.
  mutating func expand(_ model: borrowing M) {
    var reader = StateReader(block)
    for place in 0..<block.count {
      reader.advance(to: place)
      model.decode(reader.words, into: &state)
      successors.mark(place)
      if !model.expand(&state, into: &successors) {
        successors.rollBack()
        deferred.append(place)
      }
    }
  }

  /// Calls `body` with each state that the model could not expand, and its number.
  func forEachDeferred(_ body: (_ words: borrowing [UInt64], _ number: UInt32) -> Void) {
    var reader = StateReader(block)
    for place in deferred {
      reader.advance(to: place)
      body(reader.words, numbers[place])
    }
  }

  /// Whether no further deferred state goes into it.
  var isFull: Bool { numbers.count == StateBlock.mostStates }

  /// Adds a deferred state and its successors, after the model has learned what it needs.
  mutating func learn(_ words: borrowing [UInt64], number: UInt32, model: inout M) {
    successors.mark(numbers.count)
    numbers.append(number)
    learned.append(words)
    model.learnAndExpand(words, in: &state, into: &successors)
  }

  /// The deferred states are complete.
  mutating func closeLearned() { block = learned.block }
}

// MARK: - The successors

extension Chunk {
  /// Sorts the candidates by shard.
  mutating func sortCandidates() {
    buckets.fill(successors.candidates)
    areNew.removeAll()
    let count = successors.candidates.count
    areNew.extend(by: count).initialize(repeating: false, count: count)
  }

  /// Inserts the candidates of a shard into `set`. One thread to a shard.
  func insert(shard: Int, into set: FingerprintSet) { buckets.insert(shard: shard, into: set) }

  /// Makes the candidates that turned out to be new, after `insert` for all shards.
  mutating func makeNew(_ model: borrowing M, keepsLinks: Bool) {
    buckets.markNew(in: areNew)
    makeMarked(model, keepsLinks: keepsLinks)
  }

  /// Makes the candidates that are marked as new: by `makeNew` or `insertExactly`.
  mutating func makeMarked(_ model: borrowing M, keepsLinks: Bool) {
    var reader = StateReader(block)
    for index in 0..<areNew.count where areNew[index] {
      let candidate = successors.candidates[index]
      make(candidate, model, &reader)
      words.removeAll(keepingCapacity: true)
      model.encode(state, into: &words)
      found.append(words)
      guard keepsLinks else { continue }
      links.append(Links.Link(parent: numbers[Int(candidate.parent)], action: candidate.action).word)
    }
  }

  private mutating func make(_ candidate: Successors.Candidate, _ model: borrowing M, _ reader: inout StateReader) {
    reader.advance(to: Int(candidate.parent))
    model.decode(reader.words, into: &state)
    model.apply(candidate.action, to: &state)
  }
}

// MARK: - Exact exploration

extension Chunk {
  /// Makes all candidates, and encodes them exactly.
  mutating func encodeExactly(_ model: borrowing M) {
    var reader = StateReader(block)
    exact.removeAll()
    for index in 0..<successors.candidates.count {
      make(successors.candidates[index], model, &reader)
      exact.append(state, model, fingerprint: successors.candidates[index].fingerprint)
    }
  }

  /// Inserts the exact candidates into `set`, and makes those that are new. Not while other threads are at work.
  mutating func insertExactly(into set: inout ExactSet, fingerprints: FingerprintSet) {
    for index in 0..<areNew.count { areNew[index] = exact.insert(index, into: &set, fingerprints: fingerprints) }
  }
}
