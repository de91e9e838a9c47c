import TraceChecker

/// What goes from a host to the introducer, or back: to join a room, and to set up a channel.
struct Signal: Hashable, BitwiseCopyable {
  var body: Body
  /// The room in which it is said.
  var room: RoomKey
  /// The member that says it, or, as the introducer's own words, the member that it introduces.
  var sender: Identity
  /// The member that it is for; a join's is the introducer, and this the sender.
  var receiver: Identity

  /// What it says.
  enum Body: Hashable, BitwiseCopyable {
    /// To the introducer: the sender is there.
    case join
    /// From the introducer: the sender is there.
    case introduction
    /// From member to member, by way of the introducer.
    case handshake(Handshake)
  }
}

/// A step on the way to an open channel.
struct Handshake: Hashable, BitwiseCopyable {
  var step: Step
  /// The channel that it is about.
  var channel: ChannelNumber

  /// How far it is on that way.
  enum Step: UInt8, Hashable, BitwiseCopyable {
    /// The offering end wants a channel.
    case offer
    /// The answering end agrees.
    case answer
    /// First the offering end, then the answering one: it has heard the other's last word.
    case acknowledgment
  }
}

/// Which of the channels between two servers: no two have the same, although both ends may have forgotten all others. A
/// host keeps the two counts with the server's state, so that they survive a reload.
struct ChannelNumber: Hashable, BitwiseCopyable {
  /// The number of the offer. An offer that is repeated keeps it.
  var offer: UInt32 = 0
  /// The number of the answer; it distinguishes the channels that are set up after one offer.
  var answer: UInt32 = 0

  /// Both counts in one number.
  var word: Int { Int(offer) << 32 | Int(answer) }
}

extension Signal {
  /// The hash of the whole signal: two with equal hashes say the same.
  var contentHash: UInt64 {
    var hash = fold(fold(body.word, room.bits), sender.bits)
    hash = fold(hash, receiver.bits)
    if case .handshake(let handshake) = body { hash = fold(hash, UInt64(handshake.channel.word)) }
    return hash
  }
}

extension Signal.Body {
  /// What kind of body it is.
  fileprivate var word: UInt64 {
    switch self {
    case .join: 1
    case .introduction: 2
    case .handshake(let handshake): 3 + UInt64(handshake.step.rawValue)
    }
  }
}

/// Folds 128 bits into a hash.
private func fold(_ hash: UInt64, _ bits: UInt128) -> UInt64 {
  fold(fold(hash, UInt64(truncatingIfNeeded: bits)), UInt64(truncatingIfNeeded: bits >> 64))
}
