import RaftCore
import TraceChecker

/// A partition from its beginning to its end: what is cut first, and what instead at each change, until all is open
/// again.
struct Partition {
  /// What is cut at one time.
  struct Cut {
    let links: LinkSet
    /// The servers on one side, one bit a server, where they are two sides.
    var group: UInt16?
  }

  /// One or more; in those of changing partitions nothing may be cut for a while.
  let cuts: [Cut]
  /// Whether the leader is the server that it is about, and not by chance.
  let isAimed: Bool
  /// How many of them have begun.
  var begun = 0
  /// Whether it cuts anything: an override can let it take its time and cut nothing.
  var isCarriedOut = true

  /// Partition number `number` of a run.
  /// - Parameter leader: the server to aim at half of the time.
  init(_ shape: PartitionShape, number: Int, servers: Int, leader: ServerID?, random: KeyedRandom) {
    let decisions = Decisions(number: number, servers: servers, leader: leader, random: random)
    cuts = decisions.cuts(shape)
    isAimed = shape.hasTarget && decisions.aimsAtLeader
  }
}

extension Partition {
  /// What is drawn about one partition.
  struct Decisions {
    let number: Int
    let servers: Int
    let leader: ServerID?
    let random: KeyedRandom

    /// Whether it is aimed at the leader: half of the time.
    var aimsAtLeader: Bool { leader != nil && random.below(2, .partitionAim, 0, number) == 0 }

    /// The server that it is about.
    private var target: ServerID {
      if aimsAtLeader, let leader { return leader }
      return random.below(servers, .partitionAim, 1, number)
    }

    func cuts(_ shape: PartitionShape) -> [Cut] {
      switch shape {
      case .groups: [cut(anyGroup)]
      case .minority: [cut(minority)]
      case .isolation: [cut(1 << target)]
      case .oneWay: [Cut(links: oneWay)]
      case .bridge: [Cut(links: bridge)]
      case .ring: [Cut(links: ring)]
      case .flapping: flapping
      case .swizzle: swizzle
      }
    }

    private func cut(_ group: UInt16) -> Cut {
      Cut(links: LinkSet(between: group, andOthersOf: servers), group: group)
    }

    private var all: UInt16 { 1 << servers - 1 }

    /// Some of the servers, none of two groups empty.
    private var anyGroup: UInt16 { UInt16(1 + random.below(Int(all) - 1, .partitionGroup, 0, number)) }

    /// The same, with the target in it.
    private var groupOfTarget: UInt16 { anyGroup >> target & 1 == 1 ? anyGroup : all & ~anyGroup }

    /// Less than half of the servers, the target one of them.
    private var minority: UInt16 {
      let others = 1 + random.below(RaftCore.Membership(servers: servers).tolerance, .partitionSide, 0, number) - 1
      return servers(.partitionOrder).filter { $0 != target }.prefix(others).reduce(1 << target) { $0 | 1 << $1 }
    }

    /// The servers in an order of chance.
    private func servers(_ stream: KeyedRandom.Stream) -> [ServerID] {
      shuffled(Array(0..<servers), stream, 0)
    }

    private func shuffled<Element>(_ elements: [Element], _ stream: KeyedRandom.Stream, _ subject: Int) -> [Element] {
      let keys = elements.indices.map { random.word(stream, 1000 * subject + $0, number) }
      return elements.indices.sorted { (keys[$0], $0) < (keys[$1], $1) }.map { elements[$0] }
    }

    /// All links from one group to the other, and none back.
    private var oneWay: LinkSet {
      let isAlone = random.below(2, .partitionSide, 0, number) == 0
      let group = isAlone ? 1 << target : groupOfTarget
      let isMute = random.below(2, .partitionSide, 1, number) == 0
      var links = LinkSet()
      LinkSet(between: group, andOthersOf: servers).forEach { from, to in
        if (group >> from & 1 == 1) == isMute { links.insert(from: from, to: to) }
      }
      return links
    }

    /// Two groups of the others, none of them empty, and the target between them.
    private var bridge: LinkSet {
      let others = servers(.partitionOrder).filter { $0 != target }
      let size = 1 + random.below(others.count - 1, .partitionSide, 0, number)
      var links = LinkSet()
      for one in others.prefix(size) {
        for other in others.dropFirst(size) {
          links.insert(from: one, to: other)
          links.insert(from: other, to: one)
        }
      }
      return links
    }

    private var ring: LinkSet {
      let order = servers(.partitionOrder)
      var links = LinkSet()
      for place in order.indices {
        for distance in 2..<(servers - 1) {
          links.insert(from: order[place], to: order[(place + distance) % servers])
        }
      }
      return links
    }

    /// The target alone or in a group: cut off, back, cut off, two to five times.
    private var flapping: [Cut] {
      let isAlone = random.below(2, .partitionSide, 0, number) == 0
      let closed = cut(isAlone ? 1 << target : groupOfTarget)
      let again = 1 + random.below(4, .partitionSteps, 0, number)
      return [closed] + Array(repeating: [Cut(links: LinkSet()), closed], count: again).joined()
    }

    /// Some of the links, closed one by one, and opened one by one until the last.
    private var swizzle: [Cut] {
      var every: [(from: ServerID, to: ServerID)] = []
      for from in 0..<servers { for to in 0..<servers where to != from { every.append((from, to)) } }
      let count = 1 + random.below(every.count, .partitionSteps, 0, number)
      let closing = shuffled(every, .partitionOrder, 0).prefix(count)
      var (cut, cuts) = (LinkSet(), [Cut]())
      for link in closing {
        cut.insert(from: link.from, to: link.to)
        cuts.append(Cut(links: cut))
      }
      for link in shuffled(Array(closing), .partitionOrder, 1).dropLast() {
        cut.remove(from: link.from, to: link.to)
        cuts.append(Cut(links: cut))
      }
      return cuts
    }
  }
}
