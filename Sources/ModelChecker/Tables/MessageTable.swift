import RaftCore
import Simulator
import TraceChecker

/// Every message that was met, by number, and its copies: the network of a state is a set of copies, in a set network
/// of the first ones only. The copies of a message that are in transit are always its first ones.
struct MessageTable<Message: CoreMessage>: Sendable {
  private let encoding = ClusterEncoding()
  private let renamings: [Renaming]
  private var numbers: [[UInt64]: UInt32] = [:]
  private(set) var messages: [Message] = []
  /// Whether a message may be sent with a term that its sender does not have.
  private(set) var isAhead: [Bool] = []
  /// By message: its first copy, and its receiver.
  private(set) var first = InPlaceArray<UInt32>()
  private(set) var receiver = InPlaceArray<UInt8>()
  /// By copy: its message, its number among the copies, and the next copy of the same message.
  private(set) var message = InPlaceArray<UInt32>()
  private(set) var ordinal = InPlaceArray<UInt32>()
  private(set) var next = InPlaceArray<UInt32>()
  private(set) var hashes: Hashes
  /// By word of the set of messages, then by server: the first copies that are addressed to it.
  private(set) var addressed = InPlaceArray<UInt64>()
  private let servers: Int
  /// Whether a wrong rule gives answers to candidates a term that the voter does not have.
  private let repliesAreAhead: Bool

  init(_ cluster: BoundedCluster, _ renamings: [Renaming]) {
    self.renamings = renamings
    hashes = Hashes(.message)
    servers = cluster.servers
    repliesAreAhead = cluster.repliesAreAhead
  }

  /// The memory, in bytes, roughly.
  var memory: Int { messages.count * 400 + message.count * 24 + hashes.memory }

  /// The words that a set of all copies takes.
  var width: Int { (message.count + 63) / 64 }

  /// The number of a message, which has its first copy then.
  mutating func number(of message: Message, isAhead: Bool = false) -> UInt32 {
    let words = words(message, renamings[0])
    if let number = numbers[words] { return number }
    let number = UInt32(messages.count)
    numbers[words] = number
    messages.append(message)
    self.isAhead.append(isAhead || repliesAreAhead && message.described.kind == .voteReply)
    receiver.append(UInt8(message.to))
    first.append(addCopy(of: number, 0))
    return number
  }

  private func words(_ message: Message, _ renaming: Renaming) -> [UInt64] {
    var words: [UInt64] = []
    encoding.encode(message.described, renaming, into: &words)
    return words
  }

  /// The first copy of a message that is not in transit in a state.
  mutating func nextCopy(of number: UInt32, in state: ClusterState) -> UInt32 {
    var copy = first[Int(number)]
    while state.withView({ $0.contains(copy) }) {
      addCopy(after: copy)
      copy = next[Int(copy)]
    }
    return copy
  }

  /// Makes the next copy after `copy`, if there is none.
  mutating func addCopy(after copy: UInt32) {
    guard next[Int(copy)] == noCopy else { return }
    let new = addCopy(of: message[Int(copy)], ordinal[Int(copy)] + 1)
    next[Int(copy)] = new
  }

  private mutating func addCopy(of number: UInt32, _ place: UInt32) -> UInt32 {
    let copy = message.count
    message.append(number)
    ordinal.append(place)
    next.append(noCopy)
    let content = messages[Int(number)]
    for renaming in renamings { hashes.append(words(content, renaming) + [UInt64(place)]) }
    if copy % 64 == 0 { addressed.append(contentsOf: repeatElement(0, count: servers)) }
    if place == 0 { addressed[copy / 64 * servers + content.to] |= 1 << UInt64(copy % 64) }
    return UInt32(copy)
  }
}

/// The number of no copy of a message.
let noCopy = UInt32.max
