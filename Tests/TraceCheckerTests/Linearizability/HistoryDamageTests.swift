import TestTier
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
      Damage(#"{"type":"ok","process":1,"f":"read","time":9}"#, "that was not invoked", #"an "invoke" must come"#),
      Damage(#"{"type":"invoke","process":0,"process":0}"#, #""process" occurs twice"#, "there once"),
      Damage(#"{"type":"invoke""#, "cut off", "one complete JSON object"),
      Damage(#"{"type":"invoke","process":9223372036854775808}"#, #""process" is 9223372036854775808"#, "whole number"),
      Damage(#"{"type":"invoke","process":-1e999}"#, #""process" is -1e999"#, "a whole number from"),
      Damage(#"{"type":"invoke","process":0.5}"#, #""process" is 0.5"#, "the name of something other than a client"),
      Damage(#"{"type":"invoke","process":"0"}"#, #""process" is "0""#, #"like "nemesis""#),
      Damage(#"{"type":"invoke","process":null}"#, #""process" is nil"#, "a whole number from"),
      Damage(#"{"type":"invoke","process":[0]}"#, #""process" is [0]"#, "a whole number from"),
      Damage(
        #"{"type":"invoke","process":0,"f":"read","value":{"a":1,}}"#, "} at column 56", "a name in quotes must be"),
      Damage("hello", "hello at column 1", "'{' must be there"),
      Damage("[1,2]", "[ at column 1", "'{' must be there"),
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
      Damage("{:type :invoke :process 0 :f :read :value}", "no value after :value", "must have one"),
      Damage("{:type :invoke :process 0", "the file is cut off: nothing closes the '{' of line 3", "'}' must be"),
      Damage("{:type :invoke :process 0 :value", "the file is cut off", "a value must be there"),
      Damage("{:type :invoke :value [{:a 1", "nothing closes the '{' of line 3", "'}' must be there"),
      Damage("[{:type :info :process :nemesis}", "nothing closes the '[' of line 3", "']' must be there"),
      Damage("({:type :info :process :nemesis}]", "unexpected ]", "')', for the bracket of line 3, must be there"),
      Damage("]", "unexpected ]", "no bracket is open there"),
      Damage("#jepsen.history.Op", "the file is cut off", "a map like {:process 0"),
      Damage("[#jepsen.history.Op]", "unexpected ]", "a map like {:process 0"),
      Damage("#_", "the file is cut off", "a value must be there"),
      Damage("# {:process :nemesis}", "unexpected #", "a tag like #jepsen.history.Op"),
      Damage(String(repeating: "[", count: 200), "nested too deeply", "64 deep"),
      Damage("{:process 18446744073709551616N}", #""process" is 18446744073709551616"#, "a whole number from"),
      Damage(#"{"type":"invoke"}"#, #"a ':' comes after "type""#, "one object in each line"),
      Damage(#"{"type" : "invoke"}"#, #"a ':' comes after "type""#, "one object in each line"),
      Damage("{:type :invoke :value {:a}}", "no value after :a", "must have one"),
      Damage("{:type :invoke :process 0 :value \"\\u+041\"}", "unexpected u+041", "an escape like"),
      Damage("{:type :invoke :process 0 :f :read :value \"a", "the file is cut off", "the end of a string"),
      Damage("{:type :invoke :process 0 :f :read :value \"\\q\"}", "unexpected q", "an escape like"),
      Damage("{:type :invoke :process 0 :f :read :value [1 2}", "unexpected }", "a value must be there"),
      Damage("hello", "unexpected hello", "a map like {:process 0"),
      Damage("{:a \u{1}}", "the byte 1", "a value must be there"),
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
      Damage(begin, "process 0 invokes an operation while that of line 3 is open", "must complete first"),
      json + begin + "\n" + begin, line: 4)
    let end = #"{"type":"ok","process":0,"f":"read","value":1,"time":6}"#
    check(Damage(end, #""f" is not the one of line 3"#, "both must be"), json + begin + "\n" + end, line: 4)
    let early = #"{"type":"ok","process":0,"f":"write","value":1,"time":4}"#
    check(Damage(early, #""time" is before that of line 3"#, "must not decrease"), json + begin + "\n" + early, line: 4)
    var options = HistoryOptions()
    options.model = .register
    #expect(
      failure(Array(edn.replacing(":write", with: ":append").utf8), options)?
        .contains("\"f\" is \"append\"; a register has no such operation") == true)
  }

  /// What begins an operation, what ends it in another way, and what the error says.
  private static let twoEnds: [(String, String, String)] = [
    (":f :write, :value 1", ":f :write, :value 2", "\"value\" is 2, but 1 in line 3"),
    (":f :write, :value 1", ":f :write, :value \"1\"", "\"value\" is \"1\", but 1 in line 3"),
    (":f :write", ":f :write, :value 2", "\"value\" is 2, but nil in line 3"),
    (":f :cas, :value [1 2]", ":f :cas, :value [1 3]", "\"value\" is [1 3], but [1 2] in line 3"),
    (":f :cas, :value [1 2]", ":f :cas, :value [2 2]", "\"value\" is [2 2], but [1 2] in line 3"),
    (":f :cas, :value [1 2]", ":f :cas, :value true", "\"value\" is true, but [1 2] in line 3"),
    (":f :append, :value \"a\"", ":f :append, :value \"b\"", "\"value\" is \"b\", but \"a\" in line 3"),
    (":f :put, :value \"a\"", ":f :put, :value \"\"", "\"value\" is \"\", but \"a\" in line 3"),
    (":f :read, :key 1", ":f :read, :key 2", "\"key\" is 2, but 1 in line 3"),
    (":f :read", ":f :read, :key 2", "\"key\" is 2, but there is none in line 3"),
  ]

  @Test("an operation that ends as another one than it began is an error of its end", arguments: twoEnds)
  func otherEnds(_ begin: String, _ end: String, _ problem: String) {
    let both = "{:process 7, :type :invoke, \(begin)}\n{:process 7, :type :ok, \(end)}"
    check(Damage("", problem, "both must be the same, or the completion must have none"), edn + both, line: 4)
    #expect(failure(Array((edn + both).replacing(":type :ok, \(end)", with: ":type :ok, \(begin)").utf8)) == nil)
  }

  @Test("also where keys are a part of the values")
  func otherEndsOfPairs() {
    func text(_ end: String, _ f: String = "write") -> String {
      let begin = "{:process 7, :type :invoke, :f :\(f), :value [1 \(f == "read" ? "nil" : "5")]}"
      return "\(begin)\n{:process 7, :type :ok, :f :\(f), :value \(end)}"
    }
    for (end, f) in [("[1 6]", "write"), ("[2 5]", "write"), ("5", "write"), ("[2 5]", "read")] {
      check(Damage("", "\"value\" is \(end), but [1 ", "both must be the same"), text(end, f), line: 2)
    }
    for end in ["[1 5]", "[1 nil]", "nil"] { #expect(failure(Array(text(end).utf8)) == nil, "\(end)") }
    #expect(failure(Array(text("[1 nil]", "read").utf8)) == nil)
  }

  @Test("an end without a value says nothing else, nor does the value of what failed, or of what nobody knows")
  func silentEnds() {
    for end in [":type :ok", ":type :ok, :value nil", ":type :info, :value :timed-out", ":type :fail, :value :busy"] {
      let text = "{:process 0, :type :invoke, :f :write, :value 1}\n{:process 0, :f :write, \(end)}"
      #expect(failure(Array(text.utf8)) == nil, "\(end)")
    }
  }

  @Test(
    "a file of no known kind is an error of line 1, which says how it should begin",
    arguments: [
      ("", "the file is empty"), ("\n" + json, "the first line is blank"), (" \t\r\n", "the first line is blank"),
      ("\u{FEFF}" + json, "begins with a byte order mark"), ("\u{7F}ELF", "begins with the byte 127"),
      ("\u{0}", "begins with the byte 0"), ("[1,2]", "begins with a list, not with an object"),
      ("[\(json)]", "begins with a list, not with an object"), ("hello", "neither JSON nor EDN"),
      ("{}", "neither of a trace nor of a client history"),
      ("{\"seq\":1}", "neither of a trace nor of a client history"),
    ])
  func unknownKind(_ text: String, _ problem: String) {
    check(Damage("", problem, "a trace must begin with its header, like {\"raftsim\":\"trace\""), text, line: 1)
    check(Damage("", problem, "a client history with an operation, like {\"type\":\"invoke\""), text, line: 1)
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

  private static let damages: [UInt8] =
    [0x22, 0x39, 0x5B, 0xFF] + TestTier.pick([], thorough: [0x00, 0x23, 0x28, 0x5C, 0x7D])

  @Test("a vector of EDN that is cut off anywhere is an error")
  func everyCut() {
    let whole = Array(HistoryReaderTests.forms[2].utf8)
    for count in 1..<whole.count { #expect(failure(Array(whole[..<count])) != nil, "\(count) bytes") }
    #expect(failure(whole) == nil)
  }

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
      for byte in Self.damages {
        var damaged = whole
        // One of both at each place, or both.
        let isReplaced = (index + Int(byte)).isMultiple(of: 2)
        damaged[index] = byte
        if isReplaced || TestTier.isThorough { survives(damaged) }
        damaged.insert(byte, at: index)
        if !isReplaced || TestTier.isThorough { survives(damaged) }
      }
    }
  }
}
