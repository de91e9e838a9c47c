extension KeyedRandom {
  /// What a decision is about. A raw value must never change: that would change every run.
  ///
  /// The keys, by the form of a stream (`form`). A count begins with 1 where it counts something.
  ///
  /// | decision | subject | number | count |
  /// |---|---|---|---|
  /// | fate of a message | link | content hash | how often that content was sent on the link |
  /// | fate of a signal | host and direction | content hash | how often that content was sent that way |
  /// | election timeout | server | highest term so far | within the term |
  /// | timer that is early or late | server and timer | highest term so far | within the term |
  /// | sync: time, stall, error | server | first write that the sync covers | syncs from that write on |
  /// | crash: what the disk keeps | server | first write that is not durable | crashes before that write is durable |
  /// | recurring fault | kind, or part of the decision | | number of the fault |
  /// | crash within a crash loop | server | number of the loop | times drawn in the loop |
  /// | request of a client: server asked, loss, latency | client | command of the client | attempt within the command |
  /// | answer to a client: loss, latency | client | command of the client | answers to that command |
  /// | command of a client, think time, new session | client | | command of the client |
  /// | check whether the other end of a channel is alive | link | channel | checks within the channel |
  /// | message of a newcomer | server or link | | attempt to join |
  /// | what is decided once for a run | part | | |
  public enum Stream: UInt64, CaseIterable, Sendable {
    case scenario = 1
    case electionTimeout, linkLatency, latency, loss, duplication, duplicateLatency, reorder
    case crashTime, crashVictim, downtime, partitionTime, partitionGroup, partitionDuration
    case think, command, choice, clientLatency, clientLoss, startTime
    case clientHistory
    case answerLatency, answerLoss
    // The network's other faults.
    case burst = 100
    case burstLength
    case lateDuplication, lateDelay, heavyTail, slowLink, slowServer
    case partitionShape, partitionAim, partitionSide, partitionOrder, partitionSteps
    case reorderDelay, duplicateReorder, duplicateReorderDelay, duplicateHeavyTail
    // Disks.
    case syncTime = 200
    case syncStall, writeError, survivors, tornWrite, lostWrite, bitFlip, failureDowntime
    case syncStallTime, lostWriteCount, bitFlipPlace
    // Clocks and pauses.
    case drift = 300
    case timerEarly, timerEarlyBy, timerLate, timerLateBy
    case pauseTime, pauseVictim, pauseDuration
    // Servers that are gone for longer, or forever.
    case serverFaultTime = 400
    case serverFaultVictim, crashLoopLength, crashLoopBeat, powerDowntime, absenceDuration, hastyRestart
    case joinRequestTime, joinRequestLatency
    case destructionDowntime
    // Connections and the introducer.
    case sessionKey = 501
    case signalLatency, signalLoss, signalDuplication, noticeTime
    case breakTime, breakVictim, introducerCrash, introducerDowntime, strangerTime, stranger
    case signalDuplicateLatency
    // Recovery.
    case quorum = 600
    case cutOff
    // Clients' sessions.
    case session = 700
    // Whether a recurring fault is carried out.
    case fault = 800
  }
}

extension KeyedRandom.Stream {
  /// What the parts of a key are, and so how they read as text.
  struct Form: Equatable {
    var subject: Subject
    var number = Number.none

    /// What a decision is about.
    enum Subject {
      /// There is only one.
      case none
      /// A part of the decision, by its number.
      case part
      case server
      /// Sender and receiver.
      case link
      /// A timer of a server.
      case timer
      case client
      /// A host, and whether to or from the introducer.
      case way
      /// A kind of recurring fault.
      case fault
    }

    /// Within what a decision is counted.
    enum Number {
      case none
      case decimal
      case hash
    }
  }

  /// Whether a decision is one of those about a message or signal, which share a draw.
  var isOfContent: Bool { form.number == .hash }

  /// The form of the stream's keys.
  var form: Form {
    switch self {
    case .latency, .loss, .duplication, .duplicateLatency, .reorder, .reorderDelay, .duplicateReorder,
      .duplicateReorderDelay, .burst, .burstLength, .lateDuplication, .lateDelay, .heavyTail, .duplicateHeavyTail:
      Form(subject: .link, number: .hash)
    case .signalLatency, .signalLoss, .signalDuplication, .signalDuplicateLatency:
      Form(subject: .way, number: .hash)
    case .electionTimeout, .syncTime, .syncStall, .syncStallTime, .writeError, .failureDowntime, .survivors, .tornWrite,
      .lostWrite, .lostWriteCount, .bitFlip, .bitFlipPlace, .crashLoopBeat:
      Form(subject: .server, number: .decimal)
    case .timerEarly, .timerEarlyBy, .timerLate, .timerLateBy: Form(subject: .timer, number: .decimal)
    case .choice, .clientLatency, .clientLoss, .answerLatency, .answerLoss:
      Form(subject: .client, number: .decimal)
    case .noticeTime: Form(subject: .link, number: .decimal)
    case .linkLatency, .joinRequestLatency: Form(subject: .link)
    case .drift, .powerDowntime, .hastyRestart, .joinRequestTime: Form(subject: .server)
    case .think, .command, .startTime, .session: Form(subject: .client)
    case .serverFaultTime, .fault: Form(subject: .fault)
    case .scenario, .clientHistory, .crashVictim, .pauseVictim, .serverFaultVictim, .partitionDuration, .partitionAim,
      .partitionSide, .partitionOrder, .slowLink, .slowServer, .sessionKey, .stranger, .quorum, .cutOff:
      Form(subject: .part)
    case .crashTime, .downtime, .partitionTime, .partitionGroup, .partitionShape, .partitionSteps, .pauseTime,
      .pauseDuration, .crashLoopLength, .absenceDuration, .destructionDowntime, .breakTime, .breakVictim,
      .introducerCrash, .introducerDowntime, .strangerTime:
      Form(subject: .none)
    }
  }
}
