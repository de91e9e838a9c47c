import RaftCore
import Testing

@testable import Simulator

@Suite("Comparing the logs of hosts")
struct ReportedLogTests {
  private static let configuration = Configuration(servers: 2)

  /// A host whose server has these commands in its log.
  private static func host(_ id: ServerID, _ commands: [UInt64]) -> Host<RaftCoreServer> {
    let log = Log(commands.map { Entry(term: 1, command: Command(rawValue: $0)) })
    let durable = DurableState(currentTerm: 1, votedFor: nil, log: log)
    return Host(
      running: RaftCoreServer(id: id, configuration: configuration, restoring: durable, rules: Rules()), configuration)
  }

  @Test("Logs have the same prefix up to their first difference", arguments: 0...4)
  func prefix(common: Int) {
    let same = Self.host(0, [1, 2, 3, 4])
    let other = Self.host(1, [1, 2, 3, 4].enumerated().map { $0.offset < common ? $0.element : 9 })
    for length in 0...4 {
      let isSame = same.reportsSamePrefix(length, as: other, hasSlowDisk: false)
      #expect(isSame == (length <= common))
    }
    let isSame = same.reportsSameLog(as: other, hasSlowDisk: false)
    #expect(isSame == (common == 4))
  }

  @Test("A log is not the same as a shorter one that it begins with")
  func shorter() {
    let (long, short) = (Self.host(0, [1, 2, 3]), Self.host(1, [1, 2]))
    let (isSame, isSamePrefix) = (
      long.reportsSameLog(as: short, hasSlowDisk: false), long.reportsSamePrefix(2, as: short, hasSlowDisk: false)
    )
    #expect(!isSame && isSamePrefix)
  }
}
