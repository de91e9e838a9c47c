/// How a client history of another system is to be understood.
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
  /// What an object has at first; `nil` for nothing.
  public var initial: Value?

  /// The defaults: model `auto`, registers that are nil at first.
  public init() {}

  /// A value, as a history has it.
  public struct Value: Hashable, Sendable {
    let plain: PlainValue

    /// The value that is written so in JSON or in EDN; `nil` if it is none, or more than one. A word is a text that has
    /// lost its quotes.
    public init?(_ text: String) {
      guard let value = Self.json(text) ?? Self.edn(text) else { return nil }
      plain = value
    }

    private static func json(_ text: String) -> PlainValue? {
      var scanner = JSONScanner()
      scanner.bytes = Array(text.utf8)
      scanner.begin()
      do throws(Flaw) {
        let value = try scanner.plainValue()
        try scanner.finish()
        return value
      } catch { return nil }
    }

    private static func edn(_ text: String) -> PlainValue? {
      var scanner = EDNScanner(Array(text.utf8))
      do throws(Flaw) {
        let value = try scanner.onlyValue()
        guard case .other(let word) = value, word.unicodeScalars.first?.properties.isAlphabetic ?? false else {
          return value
        }
        return .text(word)
      } catch { return nil }
    }
  }
}
