import RaftCore
import Testing

@Suite("The key-value store (§2)")
struct KeyValueStoreTests {
  private var store = KeyValueStore()

  @Test("What was put is got, and what was not is not there")
  mutating func putAndGet() {
    #expect(store.apply(.get(key: 1)) == .value(nil, count: 0))
    #expect(store.apply(.put(key: 1, value: 5)) == .done(count: 1))
    #expect(store.apply(.get(key: 1)) == .value(5, count: 1))
    #expect(store.apply(.get(key: 2)) == .value(nil, count: 0))
    #expect(store.apply(.put(key: 1, value: -6)) == .done(count: 1))
    #expect(store[1] == -6)
    #expect(store[2] == nil)
  }

  @Test("An append counts, so that one that is lost or doubled shows")
  mutating func append() {
    #expect(store.apply(.append(key: 1, value: 5)) == .done(count: 1))
    #expect(store.apply(.append(key: 1, value: 6)) == .done(count: 2))
    #expect(store.apply(.get(key: 1)) == .value(6, count: 2))
    #expect(store.apply(.put(key: 1, value: 7)) == .done(count: 1))
    #expect(store.apply(.append(key: 1, value: 8)) == .done(count: 2))
  }

  @Test("A value is exchanged if it is the expected one")
  mutating func compareAndSet() {
    #expect(store.apply(.compareAndSet(key: 1, expected: 0, value: 5)) == .refused(actual: nil))
    #expect(store[1] == nil)
    store = KeyValueStore()
    _ = store.apply(.put(key: 1, value: 5))
    _ = store.apply(.append(key: 1, value: 6))
    #expect(store.apply(.compareAndSet(key: 1, expected: 5, value: 9)) == .refused(actual: 6))
    #expect(store.apply(.compareAndSet(key: 1, expected: 6, value: 9)) == .done(count: 1))
    #expect(store.apply(.get(key: 1)) == .value(9, count: 1))
  }

  @Test("To read changes nothing: stores are equal by what they hold")
  mutating func equality() {
    _ = store.apply(.get(key: 3))
    _ = store.apply(.compareAndSet(key: 3, expected: 1, value: 1))
    #expect(store == KeyValueStore())
    _ = store.apply(.put(key: 3, value: 0))
    #expect(store != KeyValueStore())
  }

  @Test("Commands and outputs read as words")
  func words() {
    typealias Command = KeyValueStore.Command
    typealias Output = KeyValueStore.Output
    let commands = [
      Command.get(key: 1), .put(key: 1, value: -2), .append(key: 3, value: 4),
      .compareAndSet(key: 5, expected: 6, value: 7),
    ]
    #expect(commands.map(\.description) == ["get k1", "put k1 -2", "append k3 4", "cas k5 6 7"])
    let outputs = [
      Output.value(nil, count: 0), .value(5, count: 2), .done(count: 3), .refused(actual: nil), .refused(actual: 4),
    ]
    #expect(outputs.map(\.description) == ["none of 0", "5 of 2", "ok 3", "refused: none", "refused: 4"])
  }
}

@Suite("The to-do list (§2)")
struct ToDoListTests {
  private var list = ToDoList()

  @Test("Items are added at the end, completed and removed by number")
  mutating func items() {
    #expect(list.apply(.add(title: "read")) == .added(id: 1))
    #expect(list.apply(.add(title: "write")) == .added(id: 2))
    #expect(list.apply(.add(title: "")) == .added(id: 3))
    #expect(list.apply(.count) == .open(3))
    #expect(list.apply(.complete(id: 2)) == .found(true))
    #expect(list.apply(.count) == .open(2))
    #expect(list.apply(.complete(id: 2)) == .found(true), "done is done")
    #expect(list.apply(.remove(id: 1)) == .found(true))
    #expect(list.items.map(\.id) == [2, 3])
    #expect(list.items.map(\.isDone) == [true, false])
    #expect(list.items.map(\.title) == ["write", ""])
  }

  @Test("What is not there is not found, and a number is never given twice")
  mutating func missing() {
    for id in [0, 1, -1, Int.max] {
      #expect(list.apply(.complete(id: id)) == .found(false))
      #expect(list.apply(.remove(id: id)) == .found(false))
    }
    _ = list.apply(.add(title: "a"))
    _ = list.apply(.remove(id: 1))
    #expect(list.apply(.remove(id: 1)) == .found(false))
    #expect(list.apply(.add(title: "a")) == .added(id: 2))
    #expect(list.items.count == 1)
  }

  @Test("Commands and outputs read as words")
  func words() {
    let commands = [ToDoList.Command.add(title: "read it"), .complete(id: 1), .remove(id: 2), .count]
    #expect(commands.map(\.description) == ["add read it", "complete #1", "remove #2", "count"])
    let outputs = [ToDoList.Output.added(id: 1), .found(true), .found(false), .open(4)]
    #expect(outputs.map(\.description) == ["added #1", "ok", "no such item", "4 open"])
  }
}
