/// The kinds that have a name in Swift. Which storage a kind uses is stated here once more, because the content hash
/// must know it at compile time; the catalog checks it against the description.
extension TraceMessage.Kind {
  /// `RequestVote`.
  @inlinable public static var voteRequest: Self { Self(0, .first | .third) }
  /// The reply to `RequestVote`.
  @inlinable public static var voteReply: Self { Self(1, .flag) }
  /// `AppendEntries`.
  @inlinable public static var appendRequest: Self { Self(2, .first | .second | .third | .entries) }
  /// The reply to `AppendEntries`.
  @inlinable public static var appendReply: Self { Self(3, .flag | .first | .second | .third) }
  /// A client's request that a server forwards to the leader.
  @inlinable public static var forward: Self { Self(4, .third) }
  /// The leader's reply to the server that forwarded a request.
  @inlinable public static var forwardReply: Self { Self(5, .first | .third | .outcome | .leader) }
  /// A request to say whether the receiver would vote for the sender in the next term (Ongaro's thesis, 9.6).
  @inlinable public static var preVoteRequest: Self { Self(6, .first | .second | .third) }
  /// The reply to a pre-vote request.
  @inlinable public static var preVoteReply: Self { Self(7, .flag | .second) }
  /// `InstallSnapshot`: a chunk of a snapshot (§7).
  @inlinable public static var installSnapshotRequest: Self { Self(8, .flag | .first | .second | .third | .data) }
  /// The reply to `InstallSnapshot`.
  @inlinable public static var installSnapshotReply: Self { Self(9, .first | .second) }
  /// `TimeoutNow`: the receiver is to start an election at once (Ongaro's thesis, 3.10).
  @inlinable public static var timeoutNow: Self { Self(10, []) }
  /// A server asks the leader for an index at which it may serve a read (Ongaro's thesis, 6.4).
  @inlinable public static var readIndexRequest: Self { Self(11, .third) }
  /// The reply to a read index request.
  @inlinable public static var readIndexReply: Self { Self(12, .flag | .first | .third) }
  /// A message that the trace format has no kind for.
  @inlinable public static var other: Self { Self(13, .name | .data) }
}

extension MessageCatalog {
  /// The descriptions of the standard kinds, by number.
  static let descriptions: [(TraceMessage.Kind, MessageDescription)] = [
    (
      .voteRequest,
      MessageDescription(
        "voteRequest", title: "RequestVote", action: "HandleVoteRequest", since: 1,
        fields: [
          .count("lastLogIndex", .first, version1: "index"), .count("lastLogTerm", .third, version1: "indexTerm"),
        ],
        phrases: [.init("log ends at index {lastLogIndex} of term {lastLogTerm}")])
    ),
    (
      .voteReply,
      MessageDescription(
        "voteReply", title: "RequestVote reply", action: "HandleVoteReply", since: 1,
        fields: [.truth("granted", version1: "success")],
        phrases: [.init("vote granted", if: .ifTrue), .init("vote refused", if: .ifFalse)])
    ),
    (
      .appendRequest,
      MessageDescription(
        "appendRequest", title: "AppendEntries", action: "HandleAppendRequest", since: 1,
        fields: [
          .count("prevLogIndex", .first, version1: "index"), .count("prevLogTerm", .second, version1: "indexTerm"),
          .count("leaderCommit", .third, version1: "commit"), .entries("entries"),
        ],
        phrases: [
          .init("{entries} after index {prevLogIndex} of term {prevLogTerm}, leader commit {leaderCommit}")
        ])
    ),
    (
      .appendReply,
      MessageDescription(
        "appendReply", title: "AppendEntries reply", action: "HandleAppendReply", since: 1,
        fields: [
          .truth("success"), .count("matchIndex", .first, version1: "index", if: .ifTrue),
          .count("rejectedIndex", .first, version1: "index", if: .ifFalse),
          .count("conflictIndex", .second, version1: "hintIndex", if: .ifFalse, isOptional: true),
          .count("conflictTerm", .third, version1: "hintTerm", if: .ifFalse, isOptional: true),
        ],
        phrases: [
          .init("logs match up to index {matchIndex}", if: .ifTrue),
          .init(
            "rejected at index {rejectedIndex}, conflict at index {conflictIndex} of term {conflictTerm}", if: .ifFalse),
        ])
    ),
    (
      .forward,
      MessageDescription(
        "forward", title: "forwarded request", action: "HandleForward", since: 1, fields: [.command("command")],
        phrases: [.init("command {command}")])
    ),
    (
      .forwardReply,
      MessageDescription(
        "forwardReply", title: "forwarded request reply", action: "HandleForwardReply", since: 1,
        fields: [
          .command("command"), .outcome("outcome"),
          .count("committedIndex", .first, version1: "index", if: .ifCommitted, isOptional: true),
          .server("leader", if: .ifNotCommitted),
        ],
        phrases: [
          .init("command {command} {outcome}"), .init(" at index {committedIndex}", if: .ifCommitted),
          .init(", leader {leader}", if: .ifNotCommitted),
        ])
    ),
    (
      .preVoteRequest,
      MessageDescription(
        "preVoteRequest", title: "PreVote",
        fields: [
          .count("nextTerm", .second), .count("lastLogIndex", .first), .count("lastLogTerm", .third),
        ],
        phrases: [.init("for term {nextTerm}, log ends at index {lastLogIndex} of term {lastLogTerm}")])
    ),
    (
      .preVoteReply,
      MessageDescription(
        "preVoteReply", title: "PreVote reply", fields: [.count("nextTerm", .second), .truth("granted")],
        phrases: [
          .init("for term {nextTerm}, vote would be granted", if: .ifTrue),
          .init("for term {nextTerm}, vote would be refused", if: .ifFalse),
        ])
    ),
    (
      .installSnapshotRequest,
      MessageDescription(
        "installSnapshotRequest", title: "InstallSnapshot",
        fields: [
          .count("lastIncludedIndex", .first), .count("lastIncludedTerm", .second), .count("offset", .third),
          .data("data"), .truth("done"),
        ],
        phrases: [
          .init("snapshot up to index {lastIncludedIndex} of term {lastIncludedTerm}, chunk at byte {offset}"),
          .init(", the last", if: .ifTrue),
        ])
    ),
    (
      .installSnapshotReply,
      MessageDescription(
        "installSnapshotReply", title: "InstallSnapshot reply",
        fields: [
          .count("lastIncludedIndex", .first, isOptional: true), .count("nextOffset", .second, isOptional: true),
        ],
        phrases: [.init("snapshot up to index {lastIncludedIndex}, received up to byte {nextOffset}")])
    ),
    (.timeoutNow, MessageDescription("timeoutNow", title: "TimeoutNow")),
    (
      .readIndexRequest,
      MessageDescription(
        "readIndexRequest", title: "ReadIndex", fields: [.command("read")], phrases: [.init("read {read}")])
    ),
    (
      .readIndexReply,
      MessageDescription(
        "readIndexReply", title: "ReadIndex reply",
        fields: [.command("read"), .truth("success"), .count("readIndex", .first, if: .ifTrue)],
        phrases: [
          .init("read {read} may be served at index {readIndex}", if: .ifTrue),
          .init("read {read} refused", if: .ifFalse),
        ])
    ),
    (
      .other,
      MessageDescription(
        "other", title: "other message", fields: [.name("name"), .data("data")], phrases: [.init("{name}")])
    ),
  ]
}
