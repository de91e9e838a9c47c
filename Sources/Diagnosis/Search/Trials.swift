import Dispatch
import Synchronization

/// The trials of a search: how many were made, and why no more may be made.
///
/// A trial is one candidate that is run. Trials run on all threads; the result is that of trying the candidates one
/// after the other, and only those up to the first success count.
public struct Trials: Sendable {
  /// The limits of the search.
  public let limits: ShrinkLimits
  /// The number of trials so far.
  public private(set) var count = 0
  /// Why no more trials may be made; `nil` if there may be more.
  public private(set) var end: ShrinkEnd?
  /// What else ends the search, asked with the number of trials that count.
  private let endsAfter: @Sendable (Int) -> ShrinkEnd?

  /// No trial was made yet.
  /// - Parameters:
  ///   - limits: the limits of the search.
  ///   - endsAfter: what else ends the search, if anything does; asked with the number of trials that count.
  public init(_ limits: ShrinkLimits, endsAfter: @escaping @Sendable (Int) -> ShrinkEnd? = { _ in nil }) {
    (self.limits, self.endsAfter) = (limits, endsAfter)
  }

  /// The success of a candidate.
  public struct Success<Outcome> {
    /// The position of the candidate.
    public let candidate: Int
    /// What the trial returned.
    public let outcome: Outcome
  }

  /// Tries candidates, and returns the first that succeeds; `nil` if none does or the limits end the search.
  /// - Parameters:
  ///   - candidates: the positions of the candidates.
  ///   - trial: tries a candidate; `nil` if it fails. Called on several threads, and not for every candidate.
  public mutating func first<Outcome: Sendable>(
    of candidates: Range<Int>, _ trial: @Sendable (Int) -> Outcome?
  ) -> Success<Outcome>? {
    guard end == nil else { return nil }
    let allowed = candidates.prefix(max(0, limits.trials - count))
    let state = Mutex(State<Outcome>(next: candidates.lowerBound))
    let limits = limits
    DispatchQueue.concurrentPerform(iterations: min(max(1, limits.jobs), allowed.count)) { _ in
      while let candidate = state.withLock({ $0.take(before: allowed.endIndex, limits) }) {
        if let outcome = trial(candidate) {
          state.withLock { $0.note(Success(candidate: candidate, outcome: outcome)) }
        }
      }
    }
    let (success, ended) = state.withLock { ($0.success, $0.end) }
    count += success.map { $0.candidate - candidates.lowerBound + 1 } ?? allowed.count
    end = ended ?? (success == nil && allowed.count < candidates.count ? .trials : endsAfter(count))
    return end == .interrupted || end == .time ? nil : success
  }

  private struct State<Outcome> {
    /// The next candidate to try.
    var next: Int
    /// The success with the lowest candidate so far.
    var success: Success<Outcome>?
    var end: ShrinkEnd?

    /// Takes the next candidate that can still be the first success.
    mutating func take(before end: Int, _ limits: ShrinkLimits) -> Int? {
      if self.end == nil { self.end = limits.end }
      guard self.end == nil, next < min(end, success?.candidate ?? end) else { return nil }
      defer { next += 1 }
      return next
    }

    mutating func note(_ other: Success<Outcome>) {
      if success.map({ other.candidate < $0.candidate }) ?? true { success = other }
    }
  }
}

extension Trials {
  /// Tries all candidates, and returns the outcomes in their order: of fewer, if the limits end the search.
  /// - Parameters:
  ///   - candidates: the positions of the candidates.
  ///   - trial: tries a candidate in the trial of this number. Called on several threads.
  mutating func all(of candidates: Range<Int>, _ trial: @Sendable (Int, _ number: Int) -> Bool) -> [Bool] {
    let outcomes = Mutex<[Int: Bool]>([:])
    let number = count + 1 - candidates.lowerBound
    _ = first(of: candidates) { candidate -> Bool? in
      let outcome = trial(candidate, number + candidate)
      outcomes.withLock { $0[candidate] = outcome }
      return nil
    }
    let known = outcomes.withLock { $0 }
    return candidates.map { known[$0] }.prefix { $0 != nil }.compactMap { $0 }
  }
}
