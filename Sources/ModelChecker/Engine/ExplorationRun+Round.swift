extension ExplorationRun {
  /// Expands the next states of the frontier.
  /// - Returns: the first step that violates a property, with the number of the state that it is taken in.
  func round() -> (number: UInt32, step: Successors.BrokenStep)? {
    let taken = takeBlocks()
    expand(taken)
    let all = taken + learn(taken)
    lookUp(all)
    join(all)
    return firstViolation(all)
  }

  /// Gives the next blocks of the frontier to the chunks; to how many.
  private func takeBlocks() -> Int {
    var taken = 0
    while taken < Self.roundSize, let block = frontier.next() {
      chunks[taken].begin(block, number: firstWaiting)
      firstWaiting += block.count
      taken += 1
    }
    return taken
  }

  /// Expands what the model can expand.
  private func expand(_ taken: Int) {
    forEachChunk(taken) { chunk, model in
      chunk.expand(model)
      chunk.sortCandidates()
    }
  }

  /// Works on chunks, each thread on its own. The model is copied once a chunk, and the copies are gone afterwards, so
  /// that it learns in place.
  private func forEachChunk(_ count: Int, _ body: @Sendable (inout Chunk<M>, borrowing M) -> Void) {
    workers.forEach(count) { index in
      let model = self.model
      body(&chunks[index], model)
    }
  }

  /// Expands what the model had to learn for, in further chunks; in how many.
  private func learn(_ taken: Int) -> Int {
    var end = taken
    for index in 0..<taken {
      chunks[index].forEachDeferred { words, number in
        if end == taken || chunks[end - 1].isFull {
          chunks[end].clear()
          end += 1
        }
        chunks[end - 1].learn(words, number: number, model: &model)
      }
    }
    workers.forEach(end - taken) { index in
      chunks[taken + index].closeLearned()
      chunks[taken + index].sortCandidates()
    }
    return end - taken
  }

  /// Finds out what is new, and makes it.
  private func lookUp(_ count: Int) {
    let keepsLinks = options.keepsLinks
    if options.isExact { return lookUpExactly(count) }
    workers.forEach(FingerprintSet.shardCount) { shard in
      for index in 0..<count { chunks[index].insert(shard: shard, into: fingerprints) }
    }
    forEachChunk(count) { chunk, model in chunk.makeNew(model, keepsLinks: keepsLinks) }
  }

  private func lookUpExactly(_ count: Int) {
    let keepsLinks = options.keepsLinks
    forEachChunk(count) { chunk, model in chunk.encodeExactly(model) }
    for index in 0..<count { chunks[index].insertExactly(into: &exact, fingerprints: fingerprints) }
    forEachChunk(count) { chunk, model in chunk.makeMarked(model, keepsLinks: keepsLinks) }
  }

  /// Joins what the chunks found, in their order, which numbers it.
  private func join(_ count: Int) {
    let before = next.count
    for index in 0..<count {
      next.append(chunks[index].found)
      links.append(contentsOf: UnsafeBufferPointer(chunks[index].links.elements))
    }
    found += next.count - before
  }

  private func firstViolation(_ count: Int) -> (number: UInt32, step: Successors.BrokenStep)? {
    (0..<count).compactMap { chunks[$0].violation }.min { $0.number < $1.number }
  }
}
