/// Why two runs of one plan can differ, in words.
package enum NondeterminismText {
  /// - Parameter foreignParts: the parts of the run that are not raftsim's own.
  package static func cause(_ foreignParts: [String]) -> String {
    guard !foreignParts.isEmpty else { return "a bug in raftsim; please report it" }
    return "\(foreignParts.joined(separator: " and ")) must depend only on what the simulation provides"
  }
}
