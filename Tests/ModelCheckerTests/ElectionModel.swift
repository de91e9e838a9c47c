import ModelChecker

/// The election of a leader among three servers, with terms up to `lastTerm`: requests and votes that were sent once
/// are never lost. Simple on purpose; its numbers of states are known.
struct ElectionModel: Model {
  var lastTerm = 2
  /// A flaw, on purpose: a vote does not depend on earlier ones.
  var votesTwice = false

  enum Role: UInt8 { case follower, candidate, leader }

  struct Server: Hashable {
    var term = 0
    var role = Role.follower
    /// One more than the server that got the vote; zero if none did.
    var vote = 0
    /// The servers whose votes were received, a bit each.
    var votes = 0
  }

  struct State: Hashable {
    var servers: [Server]
    /// Who asked for votes in which term.
    var requests: UInt64 = 0
    /// Who granted whom in which term.
    var grants: UInt64 = 0
    /// One more than the leader of each term, two bits a term.
    var leaders: UInt64 = 0
  }

  enum Kind: Int, CaseIterable { case timeout, vote, receive, become, restart }

  var actionKinds: [String] { Kind.allCases.map { "\($0)" } }
  let properties = [ModelProperty("one leader per term", .always), ModelProperty("a leader", .reachable)]

  func initialStates() -> [State] { [State(servers: Array(repeating: Server(), count: 3))] }

  func isWithinBounds(_ state: borrowing State) -> Bool { true }

  private func bit(_ candidate: Int, _ term: Int) -> UInt64 { 1 << UInt64(candidate * 8 + term) }

  private func bit(_ candidate: Int, _ voter: Int, _ term: Int) -> UInt64 {
    1 << UInt64((candidate * 3 + voter) * 7 + term)
  }
}

// MARK: - Actions

extension ElectionModel {
  private func action(_ kind: Kind, _ one: Int, _ other: Int = 0, _ term: Int = 0) -> ModelAction {
    ModelAction(kind.rawValue | one << 4 | other << 8 | term << 12)
  }

  func kind(of action: ModelAction) -> Int { Int(action & 15) }

  func forEachAction(in state: borrowing State, _ body: (ModelAction) -> Void) {
    for (index, server) in state.servers.enumerated() {
      if server.role != .leader, server.term < lastTerm { body(action(.timeout, index)) }
      if server.role == .candidate, server.votes.nonzeroBitCount >= 2 { body(action(.become, index)) }
      if server.role != .follower { body(action(.restart, index)) }
      for other in 0..<3 where other != index {
        for term in 0...lastTerm where canVote(state, index, other, term) { body(action(.vote, index, other, term)) }
        let isGranted = server.role == .candidate && state.grants & bit(index, other, server.term) != 0
        if isGranted, server.votes >> other & 1 == 0 { body(action(.receive, index, other)) }
      }
    }
  }

  private func canVote(_ state: borrowing State, _ voter: Int, _ candidate: Int, _ term: Int) -> Bool {
    guard state.requests & bit(candidate, term) != 0 else { return false }
    let server = state.servers[voter]
    if term > server.term { return true }
    guard term == server.term, state.grants & bit(candidate, voter, term) == 0 else { return false }
    return votesTwice || server.vote == 0 || server.vote == candidate + 1
  }

  func apply(_ action: ModelAction, to state: inout State) {
    let (index, other, term) = (Int(action >> 4 & 15), Int(action >> 8 & 15), Int(action >> 12))
    switch Kind.allCases[kind(of: action)] {
    case .timeout: timeout(index, &state)
    case .vote: vote(index, other, term, &state)
    case .receive: state.servers[index].votes |= 1 << other
    case .become: become(index, &state)
    case .restart: (state.servers[index].role, state.servers[index].votes) = (.follower, 0)
    }
  }

  private func timeout(_ index: Int, _ state: inout State) {
    let term = state.servers[index].term + 1
    state.servers[index] = Server(term: term, role: .candidate, vote: index + 1, votes: 1 << index)
    state.requests |= bit(index, term)
  }

  private func vote(_ voter: Int, _ candidate: Int, _ term: Int, _ state: inout State) {
    if term > state.servers[voter].term { state.servers[voter] = Server(term: term) }
    state.servers[voter].vote = candidate + 1
    state.grants |= bit(candidate, voter, term)
  }

  private func become(_ index: Int, _ state: inout State) {
    (state.servers[index].role, state.servers[index].votes) = (.leader, 0)
    state.leaders |= UInt64(index + 1) << UInt64(2 * state.servers[index].term)
  }

  func judge(_ action: ModelAction, from state: borrowing State, to next: borrowing State) -> Judgment {
    guard kind(of: action) == Kind.become.rawValue else { return Judgment() }
    let index = Int(action >> 4 & 15)
    let leader = Int(state.leaders >> UInt64(2 * state.servers[index].term) & 3)
    return Judgment(properties: 3, broken: leader == 0 || leader == index + 1 ? nil : 0)
  }
}

// MARK: - Words

extension ElectionModel {
  func encode(_ state: borrowing State, into words: inout [UInt64]) {
    let servers = state.servers.reduce(0) { word, server in
      word << 16 | server.term << 8 | Int(server.role.rawValue) << 5 | server.vote << 3 | server.votes
    }
    words += [UInt64(servers), state.requests, state.grants, state.leaders]
  }

  func decode(_ words: borrowing [UInt64], into state: inout State) {
    (state.requests, state.grants, state.leaders) = (words[1], words[2], words[3])
    for index in 0..<3 {
      let bits = Int(words[0] >> UInt64(16 * (2 - index)))
      let role = Role(rawValue: UInt8(bits >> 5 & 3)) ?? .follower
      state.servers[index] = Server(term: bits >> 8 & 0xff, role: role, vote: bits >> 3 & 3, votes: bits & 7)
    }
  }
}
