import RaftCore
import Testing
import TraceChecker

@testable import Simulator

@Suite("The numbers of clients' commands and sessions")
struct ClientNumberingTests {
  @Test("every number from 1 on belongs to exactly one command of one client", arguments: [1, 2, 3, 65])
  func commands(_ clients: Int) throws {
    let numbering = ClientNumbering(clients: clients)
    var numbers: Set<UInt64> = []
    for client in 0..<clients {
      for sequence in 1...20 {
        let number = numbering.command(sequence, of: client)
        let origin = try #require(numbering.origin(ofCommand: number))
        #expect(origin == (client, sequence))
        numbers.insert(number)
      }
    }
    #expect(numbers == Set(1...UInt64(20 * clients)))
  }

  @Test("a client's first commands have the numbers of the first turns, and the no-op belongs to no client")
  func examples() {
    let numbering = ClientNumbering(clients: 3)
    #expect((1...4).map { numbering.command($0, of: 0) } == [1, 4, 7, 10])
    #expect((1...4).map { numbering.command($0, of: 2) } == [3, 6, 9, 12])
    #expect(numbering.origin(ofCommand: Command.noOp.rawValue) == nil)
  }

  @Test("a number from a corrupt disk belongs to some client or to none, and is no error", arguments: [1, 2, 65])
  func large(_ clients: Int) {
    let numbering = ClientNumbering(clients: clients)
    let middle = UInt64(1) << 63
    let numbers: [UInt64] = [.max, .max - 1, middle - 1, middle, middle + 1]
    #expect(numbers.contains { numbering.origin(ofCommand: $0) != nil })
    for number in numbers {
      guard let (client, sequence) = numbering.origin(ofCommand: number) else { continue }
      #expect((0..<clients).contains(client) && sequence > 0)
      let earlier = UInt64(sequence - 1) * UInt64(clients)
      #expect(earlier + UInt64(client) + 1 == number)
    }
  }

  @Test("no two clients share a session, and all clients have equally many")
  func sessions() {
    for clients in [1, 2, 65] {
      let numbering = ClientNumbering(clients: clients)
      var (seen, counts): (Set<Int>, [Int]) = ([], [])
      for client in 0..<clients {
        var (session, count): (Int?, Int) = (numbering.firstSession(of: client), 0)
        while let next = session {
          seen.insert(next)
          count += 1
          session = numbering.session(after: next)
        }
        counts.append(count)
      }
      #expect(seen == Set(0..<ClientNumbering.sessionLimit))
      let share = ClientNumbering.sessionLimit / clients
      #expect(counts.allSatisfy { (share...share + 1).contains($0) })
    }
  }

  @Test("what a client writes in its last session fits a number of a trace, and the machine finds the session in it")
  func lastSession() {
    let last = ClientNumbering.sessionLimit - 1
    for word in 0..<16 as Range<UInt64> {
      let command = KeyValueStore.command(drawing: word, session: last, sequence: 1 << 32 - 1)
      switch command {
      case .get: break
      case .put(_, let value), .append(_, let value), .compareAndSet(_, _, let value):
        #expect(value < TraceReader.numberLimit)
      }
    }
    #expect(last < Replica<KeyValueStore>.sessionLimit)
  }
}
