import Testing

@testable import Simulator

@Suite("Command table")
struct CommandTableTests {
  @Test("a value is found by its command's number, in whatever order clients ask, and by no other number")
  func found() {
    let numbering = ClientNumbering(clients: 4)
    var table = CommandTable<String>(numbering)
    var expected: [UInt64: String] = [:]
    let random = KeyedRandom(seed: 1)
    var sequences = [0, 0, 0, 0]
    for step in 0..<500 {
      // The last client hardly ever asks.
      let client = step % 100 == 0 ? 3 : random.below(3, .command, 0, step)
      sequences[client] += 1
      let number = numbering.command(sequences[client], of: client)
      table.append("c\(client) \(sequences[client])", forCommand: number)
      expected[number] = "c\(client) \(sequences[client])"
    }
    for number in 0...1_000 as ClosedRange<UInt64> { #expect(table[command: number] == expected[number]) }
    #expect(table[command: .max] == nil)
  }
}
