/// What goes from a host to the introducer, or back: to join a session, and to set up a channel.
struct Signal: Hashable, BitwiseCopyable {
  var body: Body
  /// The session in which it is said.
  var session: SessionKey
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
    case acknowledgement
  }
}

/// Which of the channels between two servers: no two have the same, although both ends may have forgotten all others. A
/// host keeps the two counts with the server's state, so that they survive a reload.
struct ChannelNumber: Hashable, BitwiseCopyable {
  /// The number of the offer. An offer that is repeated keeps it.
  var offer: UInt32 = 0
  /// The number of the answer; it tells apart the channels that are set up after one offer.
  var answer: UInt32 = 0
}
