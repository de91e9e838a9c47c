import Testing
import TraceChecker

@testable import Simulator

@Suite("Calls over channels")
struct CallTests {
  private static func message(
    _ kind: TraceMessage.Kind, _ from: Int, _ to: Int, _ command: UInt64 = 0
  ) -> CallMessage {
    var message = TraceMessage()
    message.kind = kind
    (message.from, message.to, message.term, message.command) = (from, to, 1, command)
    return CallMessage(message)
  }

  private static func request(_ from: Int, _ to: Int) -> CallMessage { message(.voteRequest, from, to) }

  private static func reply(_ from: Int, _ to: Int) -> CallMessage { message(.voteReply, from, to) }

  private static func forward(_ from: Int, _ to: Int, _ command: UInt64) -> CallMessage {
    message(.forward, from, to, command)
  }

  private static func forwardReply(_ from: Int, _ to: Int, _ command: UInt64) -> CallMessage {
    message(.forwardReply, from, to, command)
  }

  /// The call of a message that is sent now and leaves its host.
  private static func send(_ message: CallMessage, _ lone: inout LoneChannels) throws -> Call {
    let call = lone.channels.call(of: message, inStepOf: Call(), now: lone.now)
    return try #require(call)
  }

  /// Whether a message gets through that comes after `time`.
  private static func arrives(
    _ message: CallMessage, _ call: Call, _ lone: inout LoneChannels, after time: Int = 0
  ) -> Bool {
    lone.channels.admits(message, call, now: lone.now + time)
  }

  /// Lets a request through from server 0 to server 1, and returns the call of its reply, if there is one.
  private static func call(_ lone: inout LoneChannels) throws -> Call? {
    let asked = try send(request(0, 1), &lone)
    #expect(arrives(request(0, 1), asked, &lone, after: 1_000))
    return lone.channels.call(of: reply(1, 0), inStepOf: asked, now: lone.now + 1_000)
  }

  @Test("a reply that comes when its call has timed out is dropped", arguments: [49_999, 50_000, 50_001, 1 << 40])
  func timeout(_ time: Int) throws {
    var lone = LoneChannels.connected { $0.connections.callTimeout = 50_000 }
    let replied = try #require(try Self.call(&lone))
    #expect(replied.calledAt == lone.now)
    let isInTime = Self.arrives(Self.reply(1, 0), replied, &lone, after: time)
    #expect(isInTime == (time <= 50_000))
    #expect(lone.channels.counts.lateReplies == (isInTime ? 0 : 1))
  }

  @Test("without a timeout no reply is too late, and a request never is")
  func patience() throws {
    var lone = LoneChannels.connected()
    let replied = try #require(try Self.call(&lone))
    #expect(Self.arrives(Self.reply(1, 0), replied, &lone, after: 3_600_000_000))
    var hasty = LoneChannels.connected { $0.connections.callTimeout = 1 }
    let asked = try Self.send(Self.request(0, 1), &hasty)
    #expect(Self.arrives(Self.request(0, 1), asked, &hasty, after: 3_600_000_000))
    #expect(hasty.channels.counts.lateReplies + lone.channels.counts.lateReplies == 0)
  }

  @Test("a reply whose channel is gone is not sent, though there is another one by then")
  func orphans() throws {
    var lone = LoneChannels.connected()
    #expect(try Self.call(&lone) != nil)
    lone.channels.breakChannel(of: lone.channels.index(0, 1), lone.now)
    lone.pass(Connections.setUpBound(lone.channels.scenario))
    #expect(lone.channels.areConnected(0, 1) == true)
    #expect(lone.channels.call(of: Self.reply(1, 0), inStepOf: Call(), now: lone.now) == nil)
    #expect(lone.channels.counts.orphanedReplies == 1)
    #expect(lone.channels.counts.unconnected == 0)
    #expect(try Self.call(&lone) != nil)
  }

  @Test("nothing leaves a host without an open channel, a reply as little as a request")
  func unconnected() {
    var lone = LoneChannels()
    lone.startAll()
    #expect(lone.channels.call(of: Self.request(0, 1), inStepOf: Call(), now: 0) == nil)
    #expect(lone.channels.call(of: Self.reply(1, 0), inStepOf: Call(), now: 0) == nil)
    #expect(lone.channels.counts.unconnected == 2)
    #expect(lone.channels.counts.orphanedReplies == 0)
  }

  @Test("a message that finds its channel broken, closed or gone when it comes is lost")
  func lost() throws {
    var lone = LoneChannels.connected()
    let request = Self.request(0, 1)
    let call = try Self.send(request, &lone)
    #expect(Self.arrives(request, call, &lone))
    lone.channels.breakChannel(of: lone.channels.index(0, 1), lone.now)
    #expect(!Self.arrives(request, call, &lone))
    lone.pass(Connections.setUpBound(lone.channels.scenario))
    #expect(!Self.arrives(request, call, &lone))
    let later = try Self.send(request, &lone)
    #expect(later.channel > call.channel)
    #expect(Self.arrives(request, later, &lone))
    lone.crash(1)
    #expect(!Self.arrives(request, later, &lone))
    #expect(lone.channels.counts.lostWithChannel == 3)
  }

  @Test("a message of an earlier channel is lost, though another one is open")
  func earlierChannel() throws {
    var lone = LoneChannels.connected()
    let call = try Self.send(Self.request(0, 1), &lone)
    lone.crash(0)
    lone.start(0)
    lone.pass(Connections.setUpBound(lone.channels.scenario))
    #expect(lone.channels.areConnected(0, 1) == true)
    #expect(!Self.arrives(Self.request(0, 1), call, &lone))
    #expect(lone.channels.counts.lostWithChannel == 1)
  }

  @Test("what a server said before it crashed still arrives, as long as the other end has not found out")
  func lastWords() throws {
    var lone = LoneChannels.connected()
    let call = try Self.send(Self.request(0, 1), &lone)
    lone.crash(0)
    #expect(Self.arrives(Self.request(0, 1), call, &lone))
    lone.pass(lone.channels.scenario.connections.longestDetection)
    #expect(!Self.arrives(Self.request(0, 1), call, &lone))
  }

  @Test("a forwarded request is replied to later: the reply finds the call, by who forwarded what")
  func forwards() {
    var calls = Calls(servers: 3)
    for (time, message) in [Self.forward(0, 2, 7), Self.forward(1, 2, 7), Self.forward(0, 2, 8)].enumerated() {
      calls.take(message, Call(channel: 5, calledAt: time))
    }
    #expect(calls.call(of: Self.forwardReply(2, 0, 8), inStepOf: Call())?.calledAt == 2)
    #expect(calls.call(of: Self.forwardReply(2, 1, 8), inStepOf: Call()) == nil)
    #expect(calls.call(of: Self.forwardReply(2, 1, 7), inStepOf: Call())?.calledAt == 1)
    #expect(calls.call(of: Self.forwardReply(2, 0, 7), inStepOf: Call()) == Call(channel: 5, calledAt: 0))
    #expect(calls.call(of: Self.forwardReply(2, 0, 7), inStepOf: Call()) == nil)
  }

  @Test("a kind of message is a reply if its name ends with Reply")
  func replies() {
    for kind in TraceMessage.Kind.allCases { #expect(kind.isReply == "\(kind)".hasSuffix("Reply"), "\(kind)") }
  }

  @Test("the later reply to a read index request belongs to its call, not to that of a forwarded request")
  func reads() {
    var calls = Calls(servers: 2)
    calls.take(Self.forward(0, 1, 7), Call(channel: 5, calledAt: 1))
    calls.take(Self.message(.readIndexRequest, 0, 1, 7), Call(channel: 5, calledAt: 2))
    let reply = Self.message(.readIndexReply, 1, 0, 7)
    #expect(calls.call(of: reply, inStepOf: Call())?.calledAt == 2)
    #expect(calls.call(of: reply, inStepOf: Call()) == nil)
    #expect(calls.call(of: Self.forwardReply(1, 0, 7), inStepOf: Call())?.calledAt == 1)
  }

  @Test("of two calls with the same request, the first reply belongs to the first")
  func forwardedTwice() {
    var calls = Calls(servers: 2)
    for time in 1...2 { calls.take(Self.forward(0, 1, 7), Call(channel: 5, calledAt: time)) }
    #expect((1...3).map { _ in calls.call(of: Self.forwardReply(1, 0, 7), inStepOf: Call())?.calledAt } == [1, 2, nil])
  }

  @Test("a crash forgets whose calls a host has taken, and only that host's")
  func crash() {
    var calls = Calls(servers: 3)
    for server in 1...2 { calls.take(Self.forward(0, server, 7), Call(channel: 5, calledAt: server)) }
    calls.forget(1)
    #expect(calls.call(of: Self.forwardReply(1, 0, 7), inStepOf: Call()) == nil)
    #expect(calls.call(of: Self.forwardReply(2, 0, 7), inStepOf: Call())?.calledAt == 2)
  }

  @Test("a server that comes back knows nothing of the calls that it had taken: the same request is a new call")
  func callAfterRestart() throws {
    var lone = LoneChannels.connected()
    func ask() throws {
      let call = try Self.send(Self.forward(0, 1, 7), &lone)
      #expect(Self.arrives(Self.forward(0, 1, 7), call, &lone))
    }
    try ask()
    lone.crash(1)
    lone.start(1)
    lone.pass(Connections.setUpBound(lone.channels.scenario))
    try ask()
    let replied = try Self.send(Self.forwardReply(1, 0, 7), &lone)
    #expect(replied.calledAt == lone.now)
    #expect(lone.channels.counts.orphanedReplies == 0)
  }
}
