import Simulator
import TraceChecker

extension RunFile {
  /// The name of the file of this run in a corpus: the property that it violates, and the hash of what makes it another
  /// run than others.
  public var corpusName: String { corpusName(number: 1) }

  /// The name with a number, for the case that other names are taken.
  func corpusName(number: Int) -> String {
    "\(label)-\(HexText.text(identity))\(number == 1 ? "" : "-\(number)")\(Corpus.suffix)"
  }

  private var label: String { Self.label(of: failure?.property ?? "passes") }

  /// A property as a part of a file name: a user's check may have any name.
  package static func label(of property: String) -> String {
    let letters = property.utf8.prefix(80).map { isPlain($0) ? $0 : UInt8(ascii: "_") }
    return String(decoding: letters, as: UTF8.self)
  }

  private static func isPlain(_ byte: UInt8) -> Bool {
    switch byte {
    case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"),
      UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "-"):
      true
    default: false
    }
  }

  /// The hash of the plan and the failure. The digest, the step and the version of the program are not part of it: they
  /// change with the code.
  private var identity: UInt64 {
    let fingerprint = failure.map { "\($0.fingerprintVersion) \(HexText.text($0.fingerprint))" }
    let parts =
      [core, machine, defect ?? "", "\(seed)", scenarioText, failure?.property ?? "", fingerprint ?? ""]
      + overrides.map(\.description)
    return parts.reduce(0) { hash, part in
      fold(part.utf8.reduce(hash) { fold($0, UInt64($1)) }, UInt64(part.utf8.count))
    }
  }
}
