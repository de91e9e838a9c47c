import Foundation
import RaftCore
import Simulator
import Testing
import TraceChecker

@testable import Diagnosis

@Suite struct CorpusTests {
  private let directory = FileManager.default.temporaryDirectory.appending(path: "corpus-\(UUID().uuidString)")

  private var path: RawText { RawText(directory.path(percentEncoded: false)) }

  private func names() throws -> [String] {
    try FileManager.default.contentsOfDirectory(atPath: directory.path(percentEncoded: false)).sorted()
  }

  private static func plan(_ seed: UInt64, _ defect: String?) -> RunPlan {
    let defect = defect.flatMap { Defect.named($0) }
    var scenario = Scenario(swarm: seed)
    defect?.prepare(&scenario)
    return RunPlan(seed: seed, scenario: scenario, defect: defect)
  }

  private static let failing = RunFile(plan(1, "ack-own-last-index").run(), program: "1")

  private func remove() { try? FileManager.default.removeItem(at: directory) }

  @Test func equalFailureIsWrittenOnce() throws {
    defer { remove() }
    var corpus = try Corpus(path: path)
    let file = try #require(try corpus.add(Self.failing).added)
    #expect(file.repaired.contains("/Conformance-") && file.repaired.hasSuffix(".run.json"))
    // A later version has other digests and steps.
    var again = Self.failing
    again.program = "2"
    again.digest += 1
    again.failure?.step += 1
    #expect(try corpus.add(again) == .known(file))
    var other = Self.failing
    other.overrides = [.end(.step(1000))]
    #expect(try corpus.add(other).added != nil)
    #expect(try names().count == 2)
    let loaded = try Corpus(path: path)
    #expect(loaded.entries == corpus.entries && loaded.entries.count == 2 && loaded.damaged.isEmpty)
    #expect(loaded.entries.contains { $0.run.text == Self.failing.text })
  }

  @Test func damagedFilesAreNamedAndOthersIgnored() throws {
    defer { remove() }
    var corpus = try Corpus(path: path)
    _ = try corpus.add(Self.failing)
    for (name, text) in [
      ("a.run.json", "{"), ("README.md", "x"), ("b.json", "x"), (".c.run.json", "x"), ("s.schedule", "x"),
    ] {
      try Data(text.utf8).write(to: directory.appending(path: name))
    }
    try FileManager.default.createDirectory(
      at: directory.appending(path: "d.run.json"), withIntermediateDirectories: false)
    corpus = try Corpus(path: path)
    #expect(corpus.entries.count == 1)
    #expect(corpus.damaged.map(\.file) == ["\(path)/a.run.json", "\(path)/d.run.json"])
    #expect(corpus.damaged.last?.problem == "it cannot be read: Is a directory")
  }

  @Test func damagedFileOfTheSameNameIsKept() throws {
    defer { remove() }
    var corpus = try Corpus(path: path)
    _ = try corpus.add(Self.failing)
    try Data("{".utf8).write(to: directory.appending(path: Self.failing.corpusName))
    corpus = try Corpus(path: path)
    #expect(corpus.entries.isEmpty && corpus.damaged.count == 1)
    let added = try #require(try corpus.add(Self.failing).added)
    #expect("\(added)".hasSuffix("-2.run.json"))
    corpus = try Corpus(path: path)
    #expect(corpus.entries.count == 1 && corpus.damaged.count == 1)
    #expect(try corpus.add(Self.failing).added == nil)
  }

  @Test func directoryThatCannotBeUsedIsAnError() throws {
    defer { remove() }
    try Data().write(to: directory)
    #expect(throws: FileError.self) { try Corpus(path: path) }
    #expect(throws: FileError.self) { try Corpus(path: "/no/such/place") }
  }

  @Test func writersOfOneDirectoryLeaveWholeFilesOnly() async throws {
    defer { remove() }
    let path = path
    _ = try Corpus(path: path)
    try await withThrowingTaskGroup(of: Void.self) { group in
      for writer in 0..<4 {
        group.addTask {
          var corpus = try Corpus(path: path)
          for step in 0..<8 {
            var run = Self.failing
            run.overrides = [.end(.step((step + writer) % 8 + 1000))]
            _ = try corpus.add(run)
          }
        }
      }
      try await group.waitForAll()
    }
    let corpus = try Corpus(path: path)
    #expect(corpus.entries.count == 8 && corpus.damaged.isEmpty)
    #expect(try names().count == 8)
  }

  @Test func replayDistinguishesWhatFailsPassesAndDoesNotApply() throws {
    defer { remove() }
    var corpus = try Corpus(path: path)
    _ = try corpus.add(Self.failing)
    var passing = Self.failing
    passing.overrides = [.end(.step(3))]
    _ = try corpus.add(passing)
    _ = try corpus.add(RunFile(Self.plan(2, nil).run(), program: nil))
    for jobs in [1, 3] {
      let replay = CorpusReplay(of: corpus, before: Campaign(firstSeed: 1, runs: 1, jobs: jobs)) { run in
        run.defect == nil ? nil : try? run.plan(core: .raftCore)
      }
      #expect(replay.failures.map(\.entry.run.text) == [Self.failing.text])
      #expect(replay.failures.first?.result.digest.value == Self.failing.digest)
      #expect(replay.passed == 1 && replay.skipped == 1 && replay.missing == 0)
    }
  }

  @Test func planOfTheTestIsKeptAndOthersAreLeftOut() {
    let run = Self.failing
    #expect(run.plan(like: Self.plan(1, "ack-own-last-index"))?.run().digest.value == run.digest)
    #expect(run.plan(like: Self.plan(1, nil)) == nil)
  }

  @Test func fileIsReplacedAsAWhole() throws {
    defer { remove() }
    _ = try Corpus(path: path)
    let file = RawText("\(path)/x")
    for text in ["first", "second, and longer", ""] {
      try AtomicFile.write(Array(text.utf8), to: file)
      #expect(try String(contentsOfFile: "\(file)", encoding: .utf8) == text)
    }
    #expect(try names() == ["x"])
    #expect(throws: FileError.self) { try AtomicFile.write([], to: RawText("\(path)/no/x")) }
    #expect(throws: FileError.self) { try AtomicFile.write([], to: path) }
    #expect(try names() == ["x"])
  }
}

extension Corpus.Addition {
  /// The path of the file that was added, if one was.
  fileprivate var added: RawText? { if case .added(let path) = self { path } else { nil } }
}
