import Testing

@testable import Simulator

@Suite("The counts of a run")
struct RunStatisticsTests {
  private static let words = MemoryLayout<RunStatistics>.size / MemoryLayout<Int>.size

  private static func words(of statistics: RunStatistics) -> [Int] {
    withUnsafeBytes(of: statistics) { Array($0.bindMemory(to: Int.self)) }
  }

  @Test("every count that is stored has a row of its own in the table, with a name of its own")
  func table() {
    #expect(RunStatistics.counts.count == Self.words)
    #expect(Set(RunStatistics.counts.map(\.name)).count == Self.words)
    var statistics = RunStatistics()
    for (index, count) in RunStatistics.counts.enumerated() { statistics[keyPath: count.path] = 1 + index }
    #expect(Self.words(of: statistics).sorted() == Array(1...Self.words))
  }

  @Test("adding adds every count")
  func add() {
    var (sum, other) = (RunStatistics(), RunStatistics())
    for (index, count) in RunStatistics.counts.enumerated() {
      sum[keyPath: count.path] = 1_000
      other[keyPath: count.path] = 1 + index
    }
    sum.add(other)
    for (index, count) in RunStatistics.counts.enumerated() {
      #expect(sum[keyPath: count.path] == 1_001 + index, "\(count.name)")
    }
  }

  @Test("each fault counts something of its own")
  func faults() {
    for fault in Fault.all {
      #expect(fault.count(in: RunStatistics()) == 0)
      var statistics = RunStatistics()
      statistics[keyPath: fault.counts[0].path] = 7
      #expect(Fault.all.filter { $0.count(in: statistics) == 7 }.map(\.option) == [fault.option])
    }
  }

  @Test("each shape of a partition, separation and reason has a place of its own")
  func places() {
    var (shapes, weights) = (PerPartitionShape(repeating: 0), PartitionWeights())
    for (index, shape) in PartitionShape.allCases.enumerated() {
      (shapes[shape], weights[shape]) = (1 + index, 1 + index)
    }
    #expect(PartitionShape.allCases.map { shapes[$0] } == Array(1...PartitionShape.allCases.count))
    #expect(PartitionShape.allCases.map { weights[$0] } == Array(1...PartitionShape.allCases.count))
    #expect(MemoryLayout<PerPartitionShape<UInt8>>.size == PartitionShape.allCases.count)
    var progress = ProgressCounts()
    let (separations, reasons) = (Recovery.Separation.allCases, ProgressDemand.Reason.allCases)
    for (index, separation) in separations.enumerated() { progress.without[keyPath: separation.count] = index }
    for (index, reason) in reasons.enumerated() { progress.impossible[keyPath: reason.count] = index }
    #expect(progress.without.all == Array(Recovery.Separation.allCases.indices))
    #expect(progress.impossible.all == Array(ProgressDemand.Reason.allCases.indices))
  }
}
