import Glibc
import Testing

@testable import Commands

@Suite("The progress line of a client history")
struct HistoryProgressTests {
  @Test("it shows what was read, how many keys were checked, and the time; and it is cleared")
  func line() throws {
    var ends: [Int32] = [0, 0]
    try #require(pipe(&ends) == 0)
    let stream = OutputStream(descriptor: ends[1], capacity: 0)
    let progress = HistoryProgress(ProgressLine(stream, mode: .redrawn, now: 0))
    progress.read(1234)
    usleep(110_000)
    progress.judge(2, of: 3)
    progress.tick()
    progress.finish()
    close(ends[1])
    var bytes = [UInt8](repeating: 0, count: 1000)
    let count = read(ends[0], &bytes, bytes.count)
    close(ends[0])
    let text = String(decoding: bytes.prefix(count), as: UTF8.self)
    #expect(text.contains(/^\r\u{1b}\[K1,234 operations, [\d.]+ .?s\r/), "\(text)")
    #expect(text.contains(/\u{1b}\[K1,234 operations, 2\/3 keys checked, \d+ ms\r\u{1b}\[K$/), "\(text)")
  }
}
