/// What somebody else's history means.
public struct HistoryOptions: Hashable, Sendable {
  /// What the history is about.
  public enum Model: String, Hashable, Sendable, CaseIterable {
    /// A key-value store if it is asked to get, put or append; otherwise registers.
    case auto
    /// Registers: read, write, cas.
    case register
    /// A store of texts: get, put, append, cas.
    case keyValue = "key-value"
  }

  /// What a read says that gave nil.
  public enum NilRead: String, Hashable, Sendable, CaseIterable {
    /// That nothing was written: the object is as it was at first. As in Porcupine.
    case initial
    /// Nothing at all. As in Knossos.
    case any
  }

  /// What a compare-and-set says that failed.
  public enum FailedCompareAndSet: String, Hashable, Sendable, CaseIterable {
    /// That it did not happen, for whatever reason. As in Jepsen.
    case noEffect = "no-effect"
    /// That the value was not the expected one. As in Porcupine.
    case refused
    /// Nothing: it may have happened.
    case unknown
  }

  /// What the history is about.
  public var model = Model.auto
  /// What a read says that gave nil.
  public var nilRead = NilRead.initial
  /// What a compare-and-set says that failed.
  public var failedCompareAndSet = FailedCompareAndSet.noEffect
  /// What an object has at first, as it would be written in a history; `nil` for nothing.
  public var initial: String?

  /// The usual meaning.
  public init() {}
}
