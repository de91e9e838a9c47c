import Testing
import TraceChecker

/// Reads a history and judges it; what is wrong with it, if it cannot be read.
func judged(_ text: String, _ change: (inout HistoryOptions) -> Void = { _ in }) -> Linearizability.Verdict? {
  var options = HistoryOptions()
  change(&options)
  let file = try? InputFile(bytes: Array(text.utf8), name: "h")
  return try? file?.history(options).check()
}

@Suite("Client histories: what they mean")
struct HistoryReaderTests {
  @Test(
    "the first line shows what a file is",
    arguments: [
      (#"{"index":0,"time":1,"type":"invoke","process":2,"f":"cas","value":[0,1]}"#, .json),
      (#"  {"value":{"a":[1]},"f":"read"}"#, .json), ("{:process 0, :type :invoke}", .edn), ("{ ,:f :read}", .edn),
      ("[", .edn), ("#jepsen.history.Op{:index 0}", .edn), ("; a comment", .edn), ("", .unknown), ("hello", .unknown),
      (#"{"raftsim":"trace","version":1,"servers":3}"#, .trace), (#"{"seq":1,"time":0}"#, .unknown), ("{", .run),
      (#"{ "raftsim": "run", "version": 1,"#, .run),
    ] as [(String, InputFile.Kind)])
  func kinds(_ line: String, _ kind: InputFile.Kind) throws {
    #expect(try InputFile(bytes: Array((line + "\n").utf8), name: "h").kind == kind)
  }

  static let forms = [
    """
    {"index":0,"time":10,"type":"invoke","process":0,"f":"write","value":3,"extra":{"a":[null,1.5e3]}}
    {"index":1,"time":20,"type":"ok","process":0,"f":"write","value":3}

    {"index":2,"time":21,"type":"info","process":"nemesis","f":"start","value":null}
    {"index":3,"time":30,"type":"invoke","process":1,"f":"read","value":null}
    {"index":4,"time":40,"type":"ok","process":1,"f":"read","value":4}
    """,
    """
    {:process 0, :type :invoke, :f :write, :value 3, :time 10}
    {:process 0, :type :ok, :f :write, :value 3, :time 20} ; done
    {:process :nemesis, :type :info, :f :start, :time 21, :value {:x #{1 2}, "y" [\\a 1.5 2N]}}
    {:process 1, :type :invoke, :f :read, :value nil, :time 30, :error ["a \\"b\\"" :c/d]}
    {:process 1, :type :ok, :f :read, :value 4, :time 40}
    """,
    """
    [#jepsen.history.Op{:index 0, :time 10, :type :invoke, :process 0, :f :write, :value 3}
     #jepsen.history.Op{:index 1,
       :time 20, :type :ok, :process 0, :f :write, :value 3}
     #_ {:ignored [1 2]}
     #jepsen.history.Op{:time 30, :type :invoke, :process 1, :f :read, :value nil}
     #jepsen.history.Op{:time 40, :type :ok, :process 1, :f :read, :value 4}]
    """,
  ]

  @Test("JSON lines, EDN maps, and a vector of records say the same", arguments: forms)
  func same(_ text: String) throws {
    let history = try InputFile(bytes: Array(text.utf8), name: "h").history()
    #expect(history.count == 2 && history.open == 0 && history.hasTimes)
    let violation = try #require(history.check().violation)
    #expect(violation.time == 40)
    #expect(violation.text.hasPrefix("p1's read → 4 cannot be explained: the state then is 3"))
    #expect(judged(text.replacing("4}", with: "3}").replacing("value 4", with: "value 3"))?.isLinearizable == true)
  }

  private func edn(_ lines: (Int, String, String, String)...) -> String {
    lines.map { "{:process \($0), :type :\($1), :f :\($2), :value \($3)}" }.joined(separator: "\n")
  }

  @Test("a read of nil means the first state, or nothing, as is asked for")
  func nilRead() {
    let text = edn(
      (0, "invoke", "write", "1"), (0, "ok", "write", "1"), (1, "invoke", "read", "nil"), (1, "ok", "read", "nil"))
    #expect(judged(text)?.isLinearizable == false)
    #expect(judged(text) { $0.nilRead = .any }?.isLinearizable == true)
    let first = edn((1, "invoke", "read", "nil"), (1, "ok", "read", "nil"))
    #expect(judged(first)?.isLinearizable == true)
    #expect(judged(first) { $0.initial = HistoryOptions.Value("0") }?.isLinearizable == true)
    let zero = edn((1, "invoke", "read", "nil"), (1, "ok", "read", "0"))
    #expect(judged(zero)?.isLinearizable == false)
    #expect(judged(zero) { $0.initial = HistoryOptions.Value("0") }?.isLinearizable == true)
  }

  @Test("a failed cas means no effect, another value, or nothing, as is asked for")
  func failedCompareAndSet() {
    func text(_ read: Int) -> String {
      edn(
        (0, "invoke", "write", "1"), (0, "ok", "write", "1"), (1, "invoke", "cas", "[1 2]"),
        (1, "fail", "cas", "[1 2]"), (0, "invoke", "read", "nil"), (0, "ok", "read", "\(read)"))
    }
    let meanings = HistoryOptions.FailedCompareAndSet.allCases
    func verdicts(_ read: Int) -> [Bool?] {
      meanings.map { meaning in judged(text(read)) { $0.failedCompareAndSet = meaning }?.isLinearizable }
    }
    #expect(meanings == [.noEffect, .refused, .unknown])
    #expect(verdicts(1) == [true, false, true])
    #expect(verdicts(2) == [false, false, true])
  }

  @Test("what failed did not happen; what ended with info, or not at all, may have, at any later time")
  func ends() {
    func text(_ end: String) -> String {
      edn(
        (0, "invoke", "write", "1"), (0, end, "write", "1"), (1, "invoke", "read", "nil"), (1, "ok", "read", "nil"),
        (2, "invoke", "read", "nil"), (2, "ok", "read", "1"))
    }
    #expect(judged(text("fail"))?.violation?.text.hasPrefix("p2's read → 1") == true)
    #expect(judged(text("info"))?.isLinearizable == true)
    #expect(judged(text("ok"))?.violation?.text.hasPrefix("p1's read → nil") == true)
  }

  @Test("lines give the order where there are no times; of equal times the order is not known")
  func order() {
    let (write, read) = ((0, "write", 1), (1, "read", 0))
    func text(_ times: [Int]) -> String {
      """
      {"type":"invoke","process":\(write.0),"f":"write","value":5,"time":\(times[0])}
      {"type":"ok","process":\(write.0),"f":"write","value":5,"time":\(times[1])}
      {"type":"invoke","process":\(read.0),"f":"read","value":null,"time":\(times[2])}
      {"type":"ok","process":\(read.0),"f":"read","value":null,"time":\(times[3])}
      """
    }
    #expect(judged(text([1, 2, 3, 4]))?.isLinearizable == false)
    #expect(judged(text([1, 2, 2, 3]))?.isLinearizable == true)
    #expect(judged(text([10, 20, 1, 2]))?.isLinearizable == true, "files put together are sorted by time")
    #expect(judged(text([1, 2, 3, 4]).replacing(/,"time":\d/, with: ""))?.isLinearizable == false)
  }

  @Test("keys are apart: as fields, and as Jepsen's independent tests have them")
  func keys() {
    let fields = """
      {"type":"invoke","process":0,"f":"write","key":"x","value":1}
      {"type":"ok","process":0,"f":"write","key":"x","value":1}
      {"type":"invoke","process":0,"f":"read","key":"y","value":null}
      {"type":"ok","process":0,"f":"read","key":"y","value":null}
      """
    #expect(judged(fields)?.objects == 2 && judged(fields)?.isLinearizable == true)
    #expect(judged(fields.replacing("\"y\"", with: "\"x\""))?.isLinearizable == false)
    func pairs(_ key: Int) -> String {
      edn(
        (0, "invoke", "write", "[0 1]"), (0, "ok", "write", "[0 1]"), (0, "invoke", "cas", "[0 [1 2]]"),
        (0, "ok", "cas", "[0 [1 2]]"), (0, "invoke", "read", "[\(key) nil]"), (0, "ok", "read", "[\(key) nil]"))
    }
    #expect(judged(pairs(7))?.isLinearizable == true)
    #expect(judged(pairs(0))?.violation?.text.hasPrefix("key 0: p0's read → nil") == true)
  }

  @Test(
    "equal numbers are one value, however they are spelled, and other numbers are others",
    arguments: [
      ("1", "1.0", true), ("1", "1e0", true), ("1", "10E-1", true), ("0", "-0.0", true), ("0", "0e5", true),
      ("1.5", "15e-1", true), ("-0.25", "-25.0e-2", true), ("1e400", "10e399", true), ("1e-400", "10e-401", true),
      ("9223372036854775808", "9.223372036854775808e18", true), ("1e18", "1000000000000000000", true),
      ("1", "1.0000000000000000000001", false), ("0.1", "0.10000000000000001", false), ("1", "-1", false),
      ("9223372036854775808", "9223372036854775809", false), ("1e400", "1e401", false), ("1", "10", false),
      ("1", "\"1\"", false), ("\"1\"", "\"1.0\"", false), ("[1,{\"a\":2}]", "[1.0,{\"a\":2e0}]", true),
      ("{\"a\":1,\"b\":2}", "{ \"b\": 2, \"a\": 1 }", true), ("{\"a\":1}", "{\"a\":2}", false),
      ("\"\u{E9}\"", "\"e\u{301}\"", false), ("true", "true", true), ("true", "\"true\"", false),
    ])
  func sameValue(_ written: String, _ read: String, _ isSame: Bool) {
    let text = """
      {"type":"invoke","process":0,"f":"write","value":\(written)}
      {"type":"ok","process":0,"f":"write","value":null}
      {"type":"invoke","process":0.0,"f":"read"}
      {"type":"ok","process":0,"f":"read","value":\(read)}
      """
    #expect(judged(text)?.isLinearizable == isSame)
  }

  @Test("so it is in EDN, where maps and sets have no order either")
  func sameValueOfEDN() {
    let same = [
      ("1", "1.0"), ("1N", "1"), ("1.50M", "1.5"), ("+1", "1"), ("{:a 1, :b 2}", "{:b 2.0 :a 1}"), ("#{1 2}", "#{2 1}"),
      ("##Inf", "##Inf"), ("[1 [2]]", "(1 (2))"),
    ]
    for (written, read) in same {
      func text(_ answer: String) -> String {
        edn(
          (0, "invoke", "write", written), (0, "ok", "write", read), (0, "invoke", "read", "nil"),
          (0, "ok", "read", answer))
      }
      #expect(judged(text(read))?.isLinearizable == true, "\(written)")
      #expect(judged(text("[\(read)]"))?.isLinearizable == false, "\(written)")
    }
  }

  @Test("a number is shown as people write it")
  func numberWords() {
    for (spelling, words) in [("15e-1", "1.5"), ("-5e-2", "-0.05"), ("2.50e1", "25"), ("1.20e300", "12e299")] {
      let text = edn((0, "invoke", "read", "nil"), (0, "ok", "read", spelling))
      #expect(
        judged(text)?.violation?.text.hasPrefix("p0's read → \(words) cannot be explained") == true, "\(spelling)")
    }
  }

  @Test("an initial value is one value as JSON or EDN has it; a word is a text that has lost its quotes")
  func initialValues() {
    func isInitial(_ value: String, _ read: String) -> Bool? {
      judged(edn((0, "invoke", "read", "nil"), (0, "ok", "read", read))) {
        $0.initial = HistoryOptions.Value(value)
      }?.isLinearizable
    }
    let same = [
      ("5", "5"), ("5.0", "5"), ("nil", "nil"), ("null", "nil"), ("word", "\"word\""),
      ("\"two words\"", "\"two words\""),
      (":on", ":on"), ("true", "true"), ("[1,2]", "[1 2]"), ("[1 2]", "[1 2]"), ("{\"a\": 1}", "{\"a\" 1}"),
      ("\"\"", "\"\""),
      ("\u{E9}t\u{E9}", "\"\u{E9}t\u{E9}\""),
    ]
    for (value, read) in same { #expect(isInitial(value, read) == true, "\(value)") }
    #expect(isInitial("5", "6") == false && isInitial("\"5\"", "5") == false)
    for bad in ["", " ", "{", "}", "[1 2", "\"a", "two words", "1 2", "#{", "#", "{:a}", ")", ";"] {
      #expect(HistoryOptions.Value(bad) == nil, "\(bad)")
    }
  }

  @Test("a history of EDN can be in one line, however long")
  func longLine() {
    let maps = edn((0, "invoke", "write", "1"), (0, "ok", "write", "1")).replacing("\n", with: " ")
    let text = "[\(maps)\(String(repeating: " ", count: TraceReader.lineLimit))\(maps)]"
    #expect(judged(text)?.isLinearizable == true)
    #expect(judged(String(text.dropLast())) == nil, "it is read to its end")
  }

  @Test("stores have texts, the empty one at first")
  func stores() {
    func text(_ got: String) -> String {
      """
      {:process 0, :type :invoke, :f :get, :key "0", :value nil}
      {:process 1, :type :invoke, :f :append, :key "0", :value "x 1 0 y"}
      {:process 0, :type :ok, :f :get, :key "0", :value ""}
      {:process 1, :type :ok, :f :append, :key "0", :value "x 1 0 y"}
      {:process 1, :type :invoke, :f :append, :key "0", :value "x 1 1 y"}
      {:process 1, :type :ok, :f :append, :key "0", :value "x 1 1 y"}
      {:process 0, :type :invoke, :f :get, :key "0", :value nil}
      {:process 0, :type :ok, :f :get, :key "0", :value "\(got)"}
      """
    }
    #expect(judged(text("x 1 0 yx 1 1 y"))?.isLinearizable == true)
    #expect(judged(text("x 1 0 yx 1 1 yx 1 1 y"))?.isLinearizable == false)
    let puts = edn(
      (0, "invoke", "get", "nil"), (0, "ok", "get", "\"\""), (0, "invoke", "put", "\"a\""), (0, "ok", "put", "\"a\""),
      (0, "invoke", "get", "nil"), (0, "ok", "get", "\"a\""))
    #expect(judged(puts)?.method == .zones && judged(puts)?.isLinearizable == true)
    #expect(judged(puts) { $0.model = .register }?.isLinearizable == false, "a register has nil, not an empty text")
  }
}
