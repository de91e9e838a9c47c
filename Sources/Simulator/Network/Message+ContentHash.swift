import RaftCore
import TraceChecker

extension Message {
  /// The hash of the term and the whole body: two messages on one link with equal hashes say the same. O(entries).
  public var contentHash: UInt64 {
    switch body {
    case .voteRequest(let request): fold(fold(head(1), UInt64(request.last.index)), UInt64(request.last.term))
    case .voteReply(let reply): fold(head(2), reply.granted ? 1 : 0)
    case .appendRequest(let request): hash(request)
    case .appendReply(.accepted(let match)): fold(head(4), UInt64(match))
    case .appendReply(.rejected(let previous, let hint)):
      fold(fold(head(5), UInt64(previous)) ^ UInt64(hint.index), UInt64(hint.term))
    case .forward(let command): fold(head(6), command.rawValue)
    case .forwardReply(let answer): hash(answer)
    }
  }

  /// The term with the kind of the body.
  @inline(__always)
  private func head(_ kind: UInt64) -> UInt64 { UInt64(truncatingIfNeeded: term) | kind << 56 }

  @inline(__always)
  private func hash(_ request: borrowing AppendRequest) -> UInt64 {
    var hash = fold(head(3), UInt64(request.previous.index))
    hash = fold(hash ^ UInt64(request.previous.term), UInt64(request.commit))
    for offset in 0..<request.entries.count {
      let entry = request.entries[offset]
      hash = fold(hash ^ UInt64(entry.term), entry.command.rawValue)
    }
    return hash
  }

  private func hash(_ answer: Answer) -> UInt64 {
    let hash = fold(head(7), answer.command.rawValue)
    return switch answer.outcome {
    case .committed(let index, let output): fold(fold(hash ^ 1 << 60, UInt64(index)), output)
    case .notLeader(let leader): fold(hash ^ 2 << 60, UInt64(truncatingIfNeeded: leader ?? -1))
    case .unknown(let leader): fold(hash ^ 3 << 60, UInt64(truncatingIfNeeded: leader ?? -1))
    }
  }
}
