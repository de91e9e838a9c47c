/// How often joins, signals, channels and their faults happened.
public struct ConnectionCounts: Hashable, Sendable, BitwiseCopyable {
  /// Joins of servers, first ones and later ones.
  public var joins = 0
  /// Introductions of a server that reached another.
  public var introductions = 0
  /// Signals sent, on each half of their way.
  public var signals = 0
  /// Signals lost at random.
  public var signalsLost = 0
  /// Signals that came twice.
  public var signalsDuplicated = 0
  /// Signals that found the introducer or their receiver down, or unknown to the introducer.
  public var signalsMissed = 0
  /// Signals about an earlier channel.
  public var staleSignals = 0
  /// Offers sent.
  public var offers = 0
  /// Those of them that repeat one.
  public var offersAgain = 0
  /// Channels that opened at both ends.
  public var opened = 0
  /// Ends that closed.
  public var closed = 0
  /// Ends that found out that the other was gone.
  public var noticed = 0
  /// Breaks of a channel.
  public var breaks = 0
  /// Messages that did not leave their host, for want of a channel.
  public var unconnected = 0
  /// Messages that found their channel closed or broken on their way.
  public var lostWithChannel = 0
  /// Replies that came after their call was given up.
  public var lateReplies = 0
  /// Replies that were not sent because the channel of their call was gone.
  public var orphanedReplies = 0
  /// Crashes of the introducer.
  public var introducerCrashes = 0
  /// Joins of hosts of other rooms.
  public var strangers = 0
  /// Those of them that were introduced to a server, by a defect.
  public var strangersMet = 0

  /// Counts that are all 0.
  public init() {}
}
