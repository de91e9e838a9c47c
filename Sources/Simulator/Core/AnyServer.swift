import RaftCore
import TraceChecker

/// A server of any core, without its type: what a core of another package runs as.
package struct AnyServer: ServerCore {
  package typealias Message = AnyMessage
  package typealias Effects = StepEffects<AnyMessage>
  package typealias Rules = ForeignCore

  private var box: AnyServerBox

  package init(id: ServerID, configuration: Configuration, restoring durable: DurableState, rules: ForeignCore) {
    box = rules.make(id, configuration, durable)
  }

  package func start(into effects: inout Effects) { box.start(into: &effects) }

  package mutating func handle(_ input: CoreInput, into effects: inout Effects) {
    makeUnique()
    box.handle(input, into: &effects)
  }

  package mutating func receive(_ message: borrowing AnyMessage, into effects: inout Effects) {
    makeUnique()
    box.receive(message.content, into: &effects)
  }

  private mutating func makeUnique() {
    if !isKnownUniquelyReferenced(&box) { box = box.copy() }
  }

  package var id: ServerID { box.id }
  package var currentTerm: Term { box.currentTerm }
  package var votedFor: ServerID? { box.votedFor }
  package var role: Role { box.role }
  package var commitIndex: LogIndex { box.commitIndex }
  package var leader: ServerID? { box.leader }
  package var votesGranted: ServerSet { box.votesGranted }
  package var lastIndex: LogIndex { box.lastIndex }
  package func entry(at index: LogIndex) -> Entry { box.entry(at: index) }
  package func hasSameLog(as other: AnyServer) -> Bool { box.hasSameLog(as: other.box) }
  package func progress(of peer: ServerID) -> (next: LogIndex, match: LogIndex) { box.progress(of: peer) }
  package func encode(_ renaming: Renaming, _ rules: ForeignCore, into words: inout [UInt64]) -> Bool {
    box.encode(renaming, into: &words)
  }
}

/// A message of any core, without its type.
package struct AnyMessage: CoreMessage {
  package fileprivate(set) var content: any CoreMessage
  package let from: ServerID
  package let to: ServerID

  fileprivate init(_ content: some CoreMessage) {
    self.content = content
    (from, to) = (content.from, content.to)
  }

  package var answer: Answer? {
    get { content.answer }
    set { content.answer = newValue }
  }

  package func describe(in message: inout TraceMessage) { content.describe(in: &message) }

  package static func == (one: AnyMessage, other: AnyMessage) -> Bool { one.content.equals(other.content) }

  package func hash(into hasher: inout Hasher) { content.hash(into: &hasher) }
}

extension CoreMessage {
  fileprivate func equals(_ other: any CoreMessage) -> Bool { (other as? Self) == self }
}

/// What a server of any core can do. Its class hides the core's type.
class AnyServerBox: @unchecked Sendable {
  var id: ServerID { preconditionFailure() }
  var currentTerm: Term { preconditionFailure() }
  var votedFor: ServerID? { preconditionFailure() }
  var role: Role { preconditionFailure() }
  var commitIndex: LogIndex { preconditionFailure() }
  var leader: ServerID? { preconditionFailure() }
  var votesGranted: ServerSet { preconditionFailure() }
  var lastIndex: LogIndex { preconditionFailure() }
  func copy() -> AnyServerBox { preconditionFailure() }
  func start(into effects: inout AnyServer.Effects) { preconditionFailure() }
  func handle(_ input: CoreInput, into effects: inout AnyServer.Effects) { preconditionFailure() }
  func receive(_ message: any CoreMessage, into effects: inout AnyServer.Effects) { preconditionFailure() }
  func entry(at index: LogIndex) -> Entry { preconditionFailure() }
  func hasSameLog(as other: AnyServerBox) -> Bool { preconditionFailure() }
  func progress(of peer: ServerID) -> (next: LogIndex, match: LogIndex) { preconditionFailure() }
  func encode(_ renaming: Renaming, into words: inout [UInt64]) -> Bool { preconditionFailure() }
}

/// A server of a known core in a box. Changed only while one `AnyServer` has it.
final class ServerBox<Core: ServerCore>: AnyServerBox, @unchecked Sendable {
  private var core: Core
  private let rules: Core.Rules
  private var effects = Core.Effects()

  init(_ core: Core, _ rules: Core.Rules) {
    self.core = core
    self.rules = rules
  }

  override var id: ServerID { core.id }
  override var currentTerm: Term { core.currentTerm }
  override var votedFor: ServerID? { core.votedFor }
  override var role: Role { core.role }
  override var commitIndex: LogIndex { core.commitIndex }
  override var leader: ServerID? { core.leader }
  override var votesGranted: ServerSet { core.votesGranted }
  override var lastIndex: LogIndex { core.lastIndex }

  override func copy() -> AnyServerBox { ServerBox(core, rules) }

  override func start(into effects: inout AnyServer.Effects) {
    core.start(into: &self.effects)
    handOver(&effects)
  }

  override func handle(_ input: CoreInput, into effects: inout AnyServer.Effects) {
    core.handle(input, into: &self.effects)
    handOver(&effects)
  }

  override func receive(_ message: any CoreMessage, into effects: inout AnyServer.Effects) {
    guard let message = message as? Core.Message else {
      preconditionFailure("a server of one core got a message of another: \(type(of: message))")
    }
    core.receive(message, into: &self.effects)
    handOver(&effects)
  }

  private func handOver(_ result: inout AnyServer.Effects) {
    result.removeAll()
    result.writesTermAndVote = effects.writesTermAndVote
    result.writesLogAfter = effects.writesLogAfter
    result.commits = effects.commits
    for message in effects.messages { result.messages.append(AnyMessage(message)) }
    result.answers.append(contentsOf: effects.answers)
    result.electionTimer = effects.electionTimer
    result.heartbeatTimer = effects.heartbeatTimer
  }

  override func entry(at index: LogIndex) -> Entry { core.entry(at: index) }
  override func hasSameLog(as other: AnyServerBox) -> Bool {
    guard let other = other as? ServerBox<Core> else {
      preconditionFailure("servers of two cores in one cluster: \(type(of: other))")
    }
    return core.hasSameLog(as: other.core)
  }
  override func progress(of peer: ServerID) -> (next: LogIndex, match: LogIndex) { core.progress(of: peer) }
  override func encode(_ renaming: Renaming, into words: inout [UInt64]) -> Bool {
    core.encode(renaming, rules, into: &words)
  }
}
