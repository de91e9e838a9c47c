import RaftCore
import TraceChecker

/// A message of the step that is being carried out, before it leaves its host.
struct SentMessage {
  /// The server whose step sends it.
  let server: ServerID
  /// Its position among the messages that the step sends.
  let position: Int
  /// The sender and the receiver that the message names.
  let from: ServerID
  let to: ServerID
  /// The hash of the content of its description.
  let hash: UInt64
  /// The call that it belongs to, where there are channels.
  var call = Call()
}

/// How a message gets from the step that sends it to the network.
extension World {
  /// Sends a message of a server's last step.
  mutating func sendMessage(_ position: Int, of id: ServerID, inStepOf taken: Call) {
    statistics.sent &+= 1
    let (from, to) = (hosts[id].effects.messages[position].from, hosts[id].effects.messages[position].to)
    let hash = recorder.step.sent.contentHash(at: position)
    var sent = SentMessage(server: id, position: position, from: from, to: to, hash: hash)
    guard leavesHost(sent) else { return reportLost(sent, .droppedByHost) }
    if channels.isOn {
      let message = CallMessage(recorder.step.sent[position])
      guard let call = channels.call(of: message, inStepOf: taken, now: now) else {
        return reportLost(sent, .noChannel)
      }
      sent.call = call
      if recorder.wantsNotes { noteSending(position, call) }
    }
    switch network.send(from: from, to: to, content: hash, now: now) {
    case .lost(let loss):
      noteLoss(loss, of: sent)
      reportLost(sent, loss.reason)
    case .arrives(let time): push(sent, .original, at: time)
    case .arrivesTwice(let time, let again):
      statistics.duplicated += 1
      duplicate(sent, at: time, .second, at: again)
    case .arrivesTooLateAgain(let time, let again): duplicate(sent, at: time, .late, at: again)
    }
  }

  /// Whether the rules of its host let a message leave.
  @inline(__always)
  private mutating func leavesHost(_ sent: SentMessage) -> Bool {
    if memory.watch != nil, !sends(sent.position, from: sent.from, to: sent.to) { return false }
    return memory.peersGivenUp?.isSilenced(from: sent.from, to: sent.to) != true
  }

  private mutating func duplicate(_ sent: SentMessage, at time: Int, _ copy: MessageCopy, at again: Int) {
    report(.duplicate, hosts[sent.server].effects.messages[sent.position], sent.hash, id(of: sent), copy)
    push(sent, .original, at: time)
    push(sent, copy, at: again)
  }

  /// Puts a message in transit. The reply to a forwarded request carries what the sender's state machine returned.
  @inline(__always)
  private mutating func push(_ sent: SentMessage, _ copy: MessageCopy, at time: Int) {
    memory.peersGivenUp?.reach(from: sent.from, to: sent.to)
    let slot = messages.insert(
      MessageInTransit(
        message: hosts[sent.server].effects.messages[sent.position], hash: sent.hash, id: id(of: sent), sentAt: now,
        number: network.number(from: sent.from, to: sent.to), copy: copy, call: sent.call))
    queue.push(.delivery(slot: slot), at: time)
    if let answer = messages[slot].message.answer { messages[slot].message.answer = withOutput(answer, of: sent.from) }
  }

  private mutating func noteLoss(_ loss: Network.Loss, of sent: SentMessage) {
    switch loss {
    case .cut: statistics.cut += 1
    case .chance: statistics.lost += 1
    // Counted by the network.
    case .burst, .overflow: break
    }
    memory.peersGivenUp?.lose(loss, from: sent.from, to: sent.to)
  }

  /// Reports that a message of the step is lost before it is in transit.
  private mutating func reportLost(_ sent: SentMessage, _ reason: LossReason) {
    recorder.event.details.loss = reason
    report(.lose, hosts[sent.server].effects.messages[sent.position], sent.hash, id(of: sent), .original)
  }

  /// The id of a message of the step that was reported last.
  @inline(__always)
  private func id(of sent: SentMessage) -> MessageID {
    MessageID(step: recorder.step.sequence, position: sent.position)
  }
}

extension Network.Loss {
  /// The reason that a trace records.
  var reason: LossReason {
    switch self {
    case .cut: .partition
    case .chance: .chance
    case .burst: .burst
    case .overflow: .overflow
    }
  }
}
