import Foundation
import RaftCore
import Simulator
import Synchronization
import Testing

@testable import RaftTesting

@Suite struct CorpusParameterTests {
  private static let anyLog = Defect("own-rule", "votes without comparing logs", breaks: ["VotersNotNewer"]) { rules in
    rules.isUpToDate = { _, _, _ in true }
  }

  /// The texts of the issues that a campaign records.
  private static func issues(
    seeds: ClosedRange<UInt64>, defect: Defect?, corpus: String, summary: inout CampaignSummary?
  ) -> [String] {
    let texts = Mutex<[String]>([])
    var found: CampaignSummary?
    withKnownIssue(isIntermittent: true) {
      found = expectNoViolation(
        seeds: seeds, machine: KeyValueStore.self, defect: defect, corpus: corpus, shrinks: false)
    } matching: { issue in
      texts.withLock { $0.append(issue.comments.map(\.rawValue).joined()) }
      return true
    }
    summary = found
    return texts.withLock { $0 }
  }

  @Test func failureIsKeptAndMadeFirstByTestsOfTheSameDefect() throws {
    let folder = FileManager.default.temporaryDirectory.appending(path: "corpus-\(UUID().uuidString)")
    defer { try? FileManager.default.removeItem(at: folder) }
    var summary: CampaignSummary?
    let first = Self.issues(seeds: 1...500, defect: Self.anyLog, corpus: folder.path, summary: &summary)
    #expect(first.count == 1 && summary?.failureCount == 1)
    #expect(try FileManager.default.contentsOfDirectory(atPath: folder.path).count == 1)

    let again = Self.issues(seeds: 1...1, defect: Self.anyLog, corpus: folder.path, summary: &summary)
    #expect(again.count == 1 && summary?.runs == 0)
    #expect(again.first?.contains("the same call, which makes the run in \(folder.path)/") ?? false)

    let correct = Self.issues(seeds: 1...5, defect: nil, corpus: folder.path, summary: &summary)
    #expect(correct.isEmpty && summary?.runs == 5)
  }

  @Test func damagedFileAndWrongDirectoryAreIssues() throws {
    let folder = FileManager.default.temporaryDirectory.appending(path: "corpus-\(UUID().uuidString)")
    defer { try? FileManager.default.removeItem(at: folder) }
    try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: false)
    try Data("{".utf8).write(to: folder.appending(path: "x.run.json"))
    var summary: CampaignSummary?
    let damaged = Self.issues(seeds: 1...5, defect: nil, corpus: folder.path, summary: &summary)
    #expect(damaged.count == 1 && summary?.runs == 5)
    #expect(damaged.first?.contains("\(folder.path)/x.run.json:1:2: the file ends here") ?? false)
    let wrong = Self.issues(seeds: 1...5, defect: nil, corpus: "/no/such/corpus", summary: &summary)
    #expect(wrong.count == 1 && summary?.runs == 5)
    #expect(wrong.first?.contains("the corpus cannot be used: /no/such/corpus: it cannot be created") ?? false)
  }
}
