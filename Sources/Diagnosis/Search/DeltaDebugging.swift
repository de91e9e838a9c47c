/// Delta debugging: removes parts of a list, large ones first, as long as what remains still passes a test.
public enum DeltaDebugging {
  /// The smallest list that was found.
  ///
  /// Unless the limits of `trials` end the search, no single element of it can be removed.
  /// - Parameters:
  ///   - elements: a list that passes the test.
  ///   - trials: counts the tests and limits them.
  ///   - test: tests a list. Returns what is left of it, which may be less than was given; `nil` if the list fails.
  public static func minimize<Element: Sendable>(
    _ elements: [Element], _ trials: inout Trials, _ test: @Sendable ([Element]) -> [Element]?
  ) -> [Element] {
    minimize(elements, &trials) { list, _ in test(list) }
  }

  /// The smallest list that was found, by a test that gets the number of the trial.
  ///
  /// Trials count from 1. A number that is given a second time takes the place of the first, which does not count.
  /// - Parameters:
  ///   - elements: a list that passes the test.
  ///   - trials: counts the tests and limits them.
  ///   - test: tests a list in the trial of this number. Returns what is left of it; `nil` if the list fails.
  public static func minimize<Element: Sendable>(
    _ elements: [Element], _ trials: inout Trials, _ test: @Sendable ([Element], _ number: Int) -> [Element]?
  ) -> [Element] {
    var elements = elements
    var size = max(1, elements.count / 2)
    while trials.end == nil, !elements.isEmpty {
      let hasShrunk = removeParts(ofSize: size, from: &elements, &trials, test)
      if size > 1 {
        size = min(size / 2, max(1, elements.count / 2))
      } else if !hasShrunk {
        break
      }
    }
    return elements
  }

  /// Removes parts of `size` elements one after the other, from the end of the list to its beginning. Returns whether
  /// any could be removed.
  private static func removeParts<Element: Sendable>(
    ofSize size: Int, from elements: inout [Element], _ trials: inout Trials,
    _ test: @Sendable ([Element], Int) -> [Element]?
  ) -> Bool {
    var hasShrunk = false
    // The elements before this position are still to be tried.
    var end = elements.count
    while end > 0, trials.end == nil {
      let list = elements
      let parts = (end + size - 1) / size
      let limit = end
      let first = trials.count + 1
      let success = trials.first(of: 0..<parts) { part -> [Element]? in
        let upper = limit - part * size
        return test(Array(list[..<max(0, upper - size)] + list[upper...]), first + part)
      }
      guard let success else { break }
      hasShrunk = true
      elements = success.outcome
      end = min(max(0, limit - (success.candidate + 1) * size), elements.count)
    }
    return hasShrunk
  }
}
