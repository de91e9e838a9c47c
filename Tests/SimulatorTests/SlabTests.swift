import Testing

@testable import RaftCore
@testable import Simulator

@Suite("Values that wait under a number")
struct SlabTests {
  @Test("Each value is found under its number, through growth and reuse")
  func random() {
    var slab = Slab<Int>()
    var (expected, numbers): ([UInt32: Int], [UInt32]) = ([:], [])
    let random = KeyedRandom(seed: 3)
    for step in 0..<3_000 {
      if numbers.isEmpty || random.below(5, .loss, 0, step) < (step < 1_500 ? 3 : 2) {
        let number = slab.insert(step)
        #expect(expected[number] == nil)
        expected[number] = step
        numbers.append(number)
      } else {
        let number = numbers.remove(at: random.below(numbers.count, .loss, 1, step))
        #expect(slab[number] == expected[number])
        slab.remove(number)
        expected[number] = nil
      }
    }
    for number in numbers {
      slab[number] += 1
      #expect(slab[number] == (expected[number] ?? 0) + 1)
    }
  }

  @Test("A number that no value has stops the program")
  func outside() async {
    await #expect(processExitsWith: .failure) { _ = Slab<Int>()[0] }
    await #expect(processExitsWith: .failure) {
      var slab = Slab<Int>()
      slab.remove(3)
    }
  }

  #if DEBUG
    @Test("A debug build stops when a removed value is read or removed again")
    func removed() async {
      await #expect(processExitsWith: .failure) {
        var slab = Slab<Int>()
        slab.remove(slab.insert(1))
        _ = slab[0]
      }
      await #expect(processExitsWith: .failure) {
        var slab = Slab<Int>()
        let number = slab.insert(1)
        slab.remove(number)
        slab.remove(number)
      }
    }
  #endif

  @Test("A list in blocks gives back what was appended")
  func list() {
    var list = BlockList<String>()
    for number in 0..<10_000 { list.append("\(number)") }
    #expect(list.count == 10_000)
    #expect((0..<10_000).allSatisfy { list[$0] == "\($0)" })
  }

  @Test("An unbuffered disk shares the early entries with the log of its server")
  func disk() {
    var disk = Disk(rules: DiskRules())
    var server = Server(id: 0, configuration: Configuration(servers: 1))
    var effects = Effects()
    server.step(.electionTimeout, into: &effects)
    for command in 1...2_000 as ClosedRange<UInt64> {
      disk.write(effects, of: server)
      server.step(.request(Command(rawValue: command)), into: &effects)
    }
    disk.write(effects, of: server)
    #expect(disk.content == server.durable)
    #expect(disk.content.log.sharedBlocks(with: server.log) == 6)
  }
}
