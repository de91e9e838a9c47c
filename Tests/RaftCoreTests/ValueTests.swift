import RaftCore
import Testing

@Suite("The entries of a message (§5.3)")
struct EntryBatchTests {
  @Test("They keep their order, up to the capacity")
  func order() {
    var batch = EntryBatch()
    #expect(batch.isEmpty && batch.count == 0)
    for index in 1...EntryBatch.capacity {
      batch.append(.prepared(index, at: index))
      #expect(batch.count == index && !batch.isEmpty)
    }
    #expect(batch.terms == Array(1...EntryBatch.capacity))
    #expect(batch == EntryBatch((1...EntryBatch.capacity).map { .prepared($0, at: $0) }))
  }

  @Test("They are equal by the entries that they hold, and equal ones hash alike")
  func equality() {
    let batches = [[], [1], [2], [1, 1], [1, 2], [2, 1], [1, 1, 1, 1]].map { EntryBatch(terms: $0, after: 0) }
    #expect(Set(batches).count == batches.count)
    for batch in batches { #expect(Set([batch, EntryBatch(terms: batch.terms, after: 0)]).count == 1) }
    #expect(EntryBatch() != EntryBatch([Entry(term: 0, command: .noOp)]), "what is not used is no entry")
  }

  @Test("Messages are equal by what they say, entries included")
  func messages() {
    func message(_ terms: [Term], from sender: ServerID = 1) -> Message {
      let request = AppendRequest(previous: at(1, 1), entries: EntryBatch(terms: terms, after: 1), commit: 0)
      return Message(from: sender, to: 0, term: 3, body: .appendRequest(request))
    }
    #expect(message([1, 2]) == message([1, 2]))
    #expect(Set([message([1]), message([1, 2]), message([]), message([], from: 2), message([1])]).count == 4)
  }

  @Test("No more than the capacity fits")
  func overflow() async {
    await #expect(processExitsWith: .failure) { _ = EntryBatch((1...5).map { Entry(term: $0, command: .noOp) }) }
    await #expect(processExitsWith: .failure) { _ = EntryBatch()[0] }
  }
}

@Suite("Sets of servers (§5.2)")
struct ServerSetTests {
  @Test("Each server of the largest cluster has a bit of its own")
  func bits() {
    var set: ServerSet = []
    for server in 0..<Limits.servers {
      #expect(!set.contains(server))
      set.insert(ServerSet(server))
      set.insert(ServerSet(server))
      #expect(set.count == server + 1)
    }
    #expect(set.rawValue == 0b1_1111_1111)
    set.remove(ServerSet(4))
    #expect(set.count == 8 && !set.contains(4) && set.contains(5))
  }
}

@Suite("Configurations (§2)")
struct ConfigurationTests {
  @Test("Every cluster of one to nine servers is one")
  func valid() {
    for servers in 1...9 { #expect(Configuration(servers: servers).servers == servers) }
    #expect(Configuration(servers: 3).appendsNoOp, "as given, a leader appends a no-op (§8)")
    #expect(Configuration(servers: 3).batch == EntryBatch.capacity)
  }

  @Test("Others are refused, and so are servers that are not part of it")
  func invalid() async {
    await #expect(processExitsWith: .failure) { _ = Configuration(servers: 0) }
    await #expect(processExitsWith: .failure) { _ = Configuration(servers: 10) }
    await #expect(processExitsWith: .failure) { _ = Configuration(servers: 3, batch: 5) }
    await #expect(processExitsWith: .failure) { _ = Configuration(servers: 3, window: 0) }
    await #expect(processExitsWith: .failure) { _ = Server(id: 3, configuration: Configuration(servers: 3)) }
  }
}
