import Simulator
import TraceChecker

extension RunFile {
  /// The content of the file: one object of JSON, one member a line. Values of the scenario that have no effect are left
  /// out.
  public var text: String {
    var lines = [
      #"{ "raftsim": "run", "version": \#(Self.version),"#,
      member("program", Self.quoted(program)), member("core", Self.quoted(core)),
      member("machine", Self.quoted(machine)), member("defect", Self.quoted(defect)), member("seed", "\(seed)"),
      member("scenario", Self.quoted(scenarioText)),
    ]
    lines += overrideLines
    lines += [
      member("failure", failure.map(Self.text) ?? "null"),
      member("digest", Self.quoted(HexText.text(digest)), ends: true),
    ]
    return lines.joined(separator: "\n") + "\n}\n"
  }

  /// The scenario as options. An override can turn on a fault that is off, so with overrides no value is left out.
  var scenarioText: String { overrides.isEmpty ? scenario.description : scenario.completeDescription }

  private var overrideLines: [String] {
    guard !overrides.isEmpty else { return [member("overrides", "[]")] }
    let list = overrides.map { "    \(Self.quoted($0.description))" }.joined(separator: ",\n")
    return ["  \"overrides\": [", list, "  ],"]
  }

  private func member(_ name: String, _ value: String, ends: Bool = false) -> String {
    "  \"\(name)\": \(value)\(ends ? "" : ",")"
  }

  private static func text(_ failure: Failure) -> String {
    let fingerprint = quoted(HexText.text(failure.fingerprint))
    return "{ \"property\": \(quoted(failure.property)), \"fingerprint\": \(fingerprint), "
      + "\"fingerprintVersion\": \(failure.fingerprintVersion), \"step\": \(failure.step) }"
  }

  private static func quoted(_ text: String?) -> String { text.map { JSONWriter.quoted($0) } ?? "null" }
}
