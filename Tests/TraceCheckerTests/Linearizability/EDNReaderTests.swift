import Testing

@testable import TraceChecker

@Suite("Client histories in EDN, read in blocks")
struct EDNReaderTests {
  private static let text = """
    ; A comment with a brace {, and a quote "
    [#jepsen.history.Op{:index 0, :type :invoke, :process 0, :f :write,
      :value "a \\"text\\" \\u00e4 over
    two lines"} ; {:process 7}
     #_ {:left [out]} #_word
     #jepsen.history.Op{:type :info, :process :nemesis, :value [\\a 1.5 #{1 2}]}


     {:type :ok, :process 0, :f :write, :value nil}]
    ; the end

    """

  /// The events of a text, or the error.
  private static func read(
    _ text: String, blocks size: Int = .max, limit: Int = EDNReader().mapLimit
  ) -> Result<[HistoryEvent], TraceError> {
    var lines = LineSource(bytes: Array(text.utf8), name: "h", blockSize: size)
    var reader = EDNReader()
    reader.mapLimit = limit
    do throws(TraceError) {
      var events: [HistoryEvent] = []
      while let event = try reader.next(&lines) { events.append(event) }
      return .success(events)
    } catch { return .failure(error) }
  }

  private static func words(_ result: Result<[HistoryEvent], TraceError>) -> [String] {
    switch result {
    case .success(let events): events.map { "\($0.line) \($0.process ?? -1) \($0.value.words)" }
    case .failure(let error): ["\(error)"]
    }
  }

  @Test("wherever the blocks end, the operations and their lines are the same")
  func blocks() throws {
    let whole = try Self.read(Self.text).get()
    #expect(whole.map(\.line) == [2, 6, 9] && whole.map(\.process) == [0, nil, 0])
    #expect(whole.first?.value == .text("a \"text\" \u{e4} over\ntwo lines"))
    for size in 1...Self.text.utf8.count {
      #expect(Self.words(Self.read(Self.text, blocks: size)) == Self.words(.success(whole)), "blocks of \(size)")
    }
  }

  @Test("wherever the text is cut off, and the blocks end, the error is the same")
  func cut() {
    let text = Self.text.utf8
    for length in stride(from: 0, through: text.count, by: 3) {
      let cut = String(decoding: text.prefix(length), as: UTF8.self)
      let whole = Self.words(Self.read(cut))
      for size in [1, 7, 64] { #expect(Self.words(Self.read(cut, blocks: size)) == whole, "\(length) in \(size)") }
    }
  }

  @Test("a map that does not end is given up before all of the file is in memory")
  func endless() {
    #expect(EDNReader().mapLimit == 1 << 24)
    let text = "{:type :invoke, :value \"" + String(repeating: "x", count: 1 << 16 + 100)
    let error = Self.words(Self.read(text, blocks: 1 << 12, limit: 1 << 16)).first
    #expect(error?.contains("the map is too long") == true && error?.contains("up to 65536 bytes") == true)
    #expect(Self.words(Self.read(text, blocks: 1 << 12)).first?.contains("the map is too long") == false)
  }

  @Test("blanks take no memory")
  func blanks() {
    let blanks = String(repeating: " \n", count: 1000)
    var lines = LineSource(bytes: Array((blanks + "}").utf8), name: "h", blockSize: 16)
    var reader = EDNReader()
    var rounds = 0
    #expect(throws: TraceError.self) {
      try reader.next(&lines) {
        rounds += 1
        return false
      }
    }
    // Blocks that are left in memory would make the next ones larger.
    #expect(rounds > 120)
  }

  @Test("reading ends when that is asked for")
  func cancelled() {
    var lines = LineSource(bytes: Array("\n\n\n".utf8), name: "h", blockSize: 1)
    var reader = EDNReader()
    var error: TraceError?
    do throws(TraceError) {
      _ = try reader.next(&lines) { true }
    } catch let thrown { error = thrown }
    #expect(error?.wasInterrupted == true)
  }
}
