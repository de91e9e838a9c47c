extension JSONScanner {
  /// Consumes the number of a server, or `null` for none.
  mutating func serverOrNull(_ field: String, of servers: Int) throws(Flaw) -> Int {
    take("null") ? TraceEvent.none : try server(field, of: servers)
  }
}

extension JSONWriter {
  /// Writes a member that is a server, or `null` for none.
  mutating func field(_ name: StaticString, serverOrNone server: Int) {
    key(name)
    write(serverOrNone: server)
  }

  /// Writes a server, or `null` for none.
  mutating func write(serverOrNone server: Int) {
    if server == TraceEvent.none { write(spelled: Self.null) } else { write(UInt64(server)) }
  }
}
