/// An error in a file of golden data.
public struct GoldenError: Error, CustomStringConvertible {
  /// One line that says what is wrong.
  public let description: String

  /// An error that `description` says.
  public init(description: String) { self.description = description }
}
