import RaftCore
import Testing
import TraceChecker

@testable import Simulator

@Suite("Partitions")
struct PartitionTests {
  private static func partitions(_ shape: PartitionShape, servers: Int, leader: Int? = 1) -> [Partition] {
    (1...200).map { number in
      Partition(shape, number: number, servers: servers, leader: leader, random: KeyedRandom(seed: 3))
    }
  }

  /// The servers that `server` and another both hear, after the first cut.
  private static func neighbors(of server: Int, _ cut: LinkSet, _ servers: Int) -> [Int] {
    (0..<servers).filter {
      $0 != server && !cut.contains(from: server, to: $0) && !cut.contains(from: $0, to: server)
    }
  }

  @Test("of two groups: nobody reaches the other side, everybody its own", arguments: 2...9)
  func groups(_ servers: Int) throws {
    for shape in [PartitionShape.groups, .minority, .isolation, .flapping] where shape.fewestServers <= servers {
      for partition in Self.partitions(shape, servers: servers) {
        let cut = try #require(partition.cuts.first)
        let group = try #require(cut.group)
        #expect(group > 0 && group < 1 << servers - 1)
        for from in 0..<servers {
          for to in 0..<servers where to != from {
            #expect(cut.links.contains(from: from, to: to) == ((group >> from & 1) != (group >> to & 1)))
          }
        }
        if shape == .isolation { #expect(group.nonzeroBitCount == 1) }
        if shape == .minority { #expect(2 * group.nonzeroBitCount < servers) }
      }
    }
  }

  @Test("one way: what one group sends to the other is lost, what it hears is not", arguments: 2...9)
  func oneWay(_ servers: Int) {
    for partition in Self.partitions(.oneWay, servers: servers) {
      let cut = partition.cuts[0].links
      #expect(!cut.isEmpty)
      let mute = Set((0..<servers).filter { from in (0..<servers).contains { cut.contains(from: from, to: $0) } })
      #expect(!mute.isEmpty && mute.count < servers)
      for from in 0..<servers {
        for to in 0..<servers where to != from {
          #expect(cut.contains(from: from, to: to) == (mute.contains(from) && !mute.contains(to)))
        }
      }
    }
  }

  @Test("a bridge reaches all; the others are of two groups", arguments: 3...9)
  func bridge(_ servers: Int) {
    for partition in Self.partitions(.bridge, servers: servers) {
      let cut = partition.cuts[0].links
      let degrees = (0..<servers).map { Self.neighbors(of: $0, cut, servers) }
      #expect(degrees.count { $0.count == servers - 1 } == 1)
      for (server, neighbors) in degrees.enumerated() where neighbors.count < servers - 1 {
        // Who is of one group has the same neighbors, but for themselves.
        for other in neighbors where degrees[other].count < servers - 1 {
          #expect(Set(degrees[other] + [other]) == Set(neighbors + [server]))
        }
      }
    }
  }

  @Test("in a ring everybody has two neighbors, and all are of one ring", arguments: 4...9)
  func ring(_ servers: Int) {
    for partition in Self.partitions(.ring, servers: servers) {
      let cut = partition.cuts[0].links
      #expect(cut.count == servers * (servers - 3))
      var (reached, next) = (Set([0]), [0])
      while let server = next.popLast() {
        let neighbors = Self.neighbors(of: server, cut, servers)
        #expect(neighbors.count == 2)
        for neighbor in neighbors where reached.insert(neighbor).inserted { next.append(neighbor) }
      }
      #expect(reached.count == servers)
    }
  }

  @Test("one that flaps closes the same links again and again, and all is open between")
  func flapping() {
    for partition in Self.partitions(.flapping, servers: 5) {
      #expect((3...9).contains(partition.cuts.count))
      for (number, cut) in partition.cuts.enumerated() {
        #expect(number % 2 == 1 ? cut.links.isEmpty : cut.links == partition.cuts[0].links)
      }
    }
  }

  @Test("a swizzle changes one link at a time, and opens all that it closed")
  func swizzle() {
    var orders: Set<[LinkSet]> = []
    for partition in Self.partitions(.swizzle, servers: 4) {
      let links = partition.cuts.map(\.links)
      let sizes = [0] + links.map(\.count) + [0]
      #expect(zip(sizes, sizes.dropFirst()).allSatisfy { abs($0 - $1) == 1 })
      #expect(sizes.dropFirst().dropLast().allSatisfy { $0 > 0 })
      orders.insert(links)
    }
    #expect(orders.count > 100)
  }

  @Test("half of those that are about one server are about the leader")
  func aim() {
    for shape in PartitionShape.allCases {
      let aimed = Self.partitions(shape, servers: 5).count { $0.isAimed }
      #expect(shape.hasTarget ? (75...125).contains(aimed) : aimed == 0)
      #expect(!Self.partitions(shape, servers: 5, leader: nil).contains { $0.isAimed })
    }
    for partition in Self.partitions(.isolation, servers: 5) where partition.isAimed {
      #expect(partition.cuts[0].group == 0b10)
    }
  }

  @Test("shapes are drawn by their weights, among those that the cluster is large enough for")
  func weights() {
    var weights = PartitionWeights()
    let draw = { (servers: Int) in
      (0..<100).map { number in weights.shape(servers: servers) { $0 * number / 100 } }
    }
    #expect(Set(draw(5)) == [.groups])
    (weights[.ring], weights[.isolation]) = (1, 3)
    #expect(draw(5).count { $0 == .ring } == 25)
    #expect(draw(5).count { $0 == .isolation } == 75)
    #expect(Set(draw(3)) == [.isolation])
    weights[.isolation] = 0
    #expect(Set(draw(3)) == [.groups])
    for shape in PartitionShape.allCases { weights[shape] = 10 + shape.rawValue }
    #expect(PartitionShape.allCases.map { weights[$0] } == Array(10...17))
  }
}
