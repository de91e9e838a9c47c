import Testing
import TraceChecker

/// What reading a history fails with; `nil` if it does not.
private func failure(_ bytes: [UInt8], _ options: HistoryOptions = HistoryOptions()) -> String? {
  do throws(TraceError) {
    let file = try InputFile(bytes: bytes, name: "h")
    guard file.kind != .trace else { return "h:1: a trace; no" }
    _ = try file.history(options).check(budget: .init(steps: 1_000_000))
    return nil
  } catch { return "\(error)" }
}

private let json = """
  {"type":"invoke","process":0,"f":"write","value":1,"time":1}
  {"type":"ok","process":0,"f":"write","value":1,"time":2}

  """
private let edn = """
  {:type :invoke, :process 0, :f :write, :value 1}
  {:type :ok, :process 0, :f :write, :value 1}

  """

@Suite("Client histories: damage")
struct HistoryDamageTests {
  @Test(
    "a line of JSON that cannot be is an error that names it and says what would be right",
    arguments: [
      Damage(#"{"type":"invoke"}"#, #""process" is missing"#, "every operation must have"),
      Damage(#"{"type":"invoke","process":0}"#, #""f" is missing"#, "a client's operation must have"),
      Damage(#"{"type":"start","process":0,"f":"read"}"#, #""type" is "start""#, #"one of "invoke", "ok""#),
      Damage(#"{"type":"invoke","process":0,"f":"txn"}"#, #""f" is "txn""#, #"one of "read", "write", "cas""#),
      Damage(#"{"type":"invoke","process":0,"f":7}"#, #""f" is "7""#, #"one of "read""#),
      Damage(#"{"type":"invoke","process":0,"f":"read"}"#, #""time" is missing"#, "or none"),
      Damage(#"{"type":"invoke","process":0,"f":"read","time":1.5}"#, #""time" is 1.5"#, "a whole number"),
      Damage(#"{"type":"invoke","process":0,"f":"read","time":-9223372036854775808}"#, #""time" is -9"#, "at most"),
      Damage(#"{"type":"ok","process":1,"f":"read","time":9}"#, "that did not begin", #"an "invoke" must stand"#),
      Damage(#"{"type":"invoke","process":0,"process":0}"#, #""process" stands twice"#, "there once"),
      Damage(#"{"type":"invoke""#, "cut off", "one complete JSON object"),
      Damage("hello", "hello at column 1", "'{' must stand there"),
      Damage("[1,2]", "[ at column 1", "'{' must stand there"),
      Damage(
        #"{"type":"invoke","process":0,"f":"cas","value":7,"time":9}"#, #""value" of a cas is 7"#, "must be two values"),
      Damage(
        #"{"type":"invoke","process":3,"f":"read","value":"# + String(repeating: "[", count: 200) + "}",
        "nested too deeply", "64 deep"),
    ])
  func badJSON(_ damage: Damage) { check(damage, json + damage.line) }

  @Test(
    "so is one of EDN",
    arguments: [
      Damage("{:type :invoke}", #""process" is missing"#, "every operation must have"),
      Damage("{:type :begin :process 0 :f :read}", #""type" is "begin""#, #"one of "invoke""#),
      Damage("{:type :invoke :process 0 :f :read :value}", "no value behind :value", "must have one"),
      Damage("{:type :invoke :process 0", "the file is cut off", "must stand there"),
      Damage("{:type :invoke :process 0 :f :read :value \"a", "the file is cut off", "the end of a string"),
      Damage("{:type :invoke :process 0 :f :read :value \"\\q\"}", "unexpected q", "an escape like"),
      Damage("{:type :invoke :process 0 :f :read :value [1 2}", "unexpected }", "a value must stand there"),
      Damage("hello", "unexpected hello", "a map like {:process 0"),
      Damage("{:a \u{1}}", "the byte 1", "a value must stand there"),
      Damage("{:a " + String(repeating: "[", count: 200), "nested too deeply", "64 deep"),
      Damage("{:a " + String(repeating: "#_", count: 200), "nested too deeply", "64 deep"),
      Damage("{:a " + String(repeating: "#x ", count: 200), "nested too deeply", "64 deep"),
      Damage("{:type :invoke, :process 0, :f :read, :time 4}", #""time" is there"#, "or none"),
    ])
  func badEDN(_ damage: Damage) { check(damage, edn + damage.line) }

  @Test("operations that do not fit each other are errors of the later line")
  func misfits() {
    let begin = #"{"type":"invoke","process":0,"f":"write","value":1,"time":5}"#
    check(
      Damage(begin, "process 0 begins an operation while that of line 3 is open", "must end first"),
      json + begin + "\n" + begin, line: 4)
    let end = #"{"type":"ok","process":0,"f":"read","value":1,"time":6}"#
    check(Damage(end, #""f" is not the one of line 3"#, "both must be"), json + begin + "\n" + end, line: 4)
    let early = #"{"type":"ok","process":0,"f":"write","value":1,"time":4}"#
    check(Damage(early, #""time" is before that of line 3"#, "not run back"), json + begin + "\n" + early, line: 4)
    var options = HistoryOptions()
    options.model = .register
    #expect(
      failure(Array(edn.replacing(":write", with: ":append").utf8), options)?
        .contains("\"f\" is \"append\"; a register has none") == true)
  }

  private func check(_ damage: Damage, _ text: String, line: Int = 3) {
    let found = failure(Array(text.utf8)) ?? "no error"
    #expect(found.hasPrefix("h:\(line): "), "\(found)")
    #expect(found.contains(damage.problem) && found.contains(damage.remedy), "\(found)")
  }

  static let samples =
    HistoryReaderTests.forms + [
      #"{:process 0, :type :invoke, :f :append, :key "0", :value "\u0041\n\"x"}"# + "\n"
        + #"{:process 0, :type :ok, :f :append, :key "0", :value "A"}"#,
      #"{"process":0,"type":"invoke","f":"append","key":"é","value":"\ud83d\ude00\u0041"}"#,
    ]

  @Test("cut off or damaged anywhere, a history is read or is an error of one line", arguments: samples)
  func everyDamage(_ text: String) {
    let whole = Array(text.utf8)
    func survives(_ bytes: [UInt8]) {
      guard let found: String = failure(bytes) else { return }
      #expect(found.hasPrefix("h:") && found.split(whereSeparator: \.isNewline).count == 1)
    }
    for index in whole.indices {
      survives(Array(whole[..<index]))
      survives(Array(whole[..<index] + whole[(index + 1)...]))
      for byte in [0x00, 0x22, 0x23, 0x28, 0x39, 0x5B, 0x5C, 0x7D, 0xFF] as [UInt8] {
        var damaged = whole
        damaged[index] = byte
        survives(damaged)
        damaged.insert(byte, at: index)
        survives(damaged)
      }
    }
  }
}
