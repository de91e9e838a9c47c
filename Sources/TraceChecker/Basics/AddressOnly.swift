/// A member without meaning that makes the structure that contains it address-only.
///
/// The compiler passes an address-only structure by reference. It copies a large loadable one to the stack at each call
/// that it does not inline, even where the callee only reads it.
struct AddressOnly: Hashable, Sendable {
  private let content: any Sendable = false

  static func == (one: Self, other: Self) -> Bool { true }

  func hash(into hasher: inout Hasher) {}
}
