import Testing

@testable import TraceChecker

/// Cases whose names agree in more bytes than are packed, and one that is a beginning of others.
private enum LongName: UInt8, Named {
  case installSnapshotRequest, installSnapshotReply, installSnapshot, install, installSnapshotR
}

@Suite("Names") struct NameTableTests {
  private static let table = NameTable<LongName>()

  private static func read(_ text: String) throws(Flaw) -> LongName? {
    var scanner = JSONScanner()
    scanner.bytes = Array("{\(text):1}".utf8)
    scanner.begin()
    _ = try scanner.enter(.object)
    return try scanner.key(table)
  }

  @Test("of any length are distinguished, in a table and in a line", arguments: LongName.allCases)
  fileprivate func long(_ name: LongName) throws {
    #expect(Self.table["\(name)"] == name)
    #expect(try Self.read("\"\(name)\"") == name)
    #expect(String(decoding: Self.table.spelling(name), as: UTF8.self) == "\"\(name)\"")
  }

  @Test(
    "that are not in the table are not found",
    arguments: [
      "", "i", "instal", "installs", "installSnapshot\u{0}", "installSnapshotRequests", "installSnapshotReq",
      "installSnapshotRepl", "installSnapshotRequest\u{0}", "InstallSnapshotRequest", "installSnapshotRéquest",
    ])
  func unknown(_ name: String) throws {
    #expect(Self.table[name] == nil)
    #expect(try Self.read("\"\(name.replacing("\u{0}", with: #"\u0000"#))\"") == nil)
  }

  @Test("are found if they are written with escapes")
  func escapes() throws {
    #expect(try Self.read(#""i\u006estall""#) == .install)
    #expect(try Self.read(#""installSnapshot\u0052equest""#) == .installSnapshotRequest)
  }

  @Test("of every length are distinguished where they differ in the last byte only")
  func everyLength() throws {
    for length in 1...40 {
      let common = String(repeating: "x", count: length - 1)
      let list = NameList([common + "a", common + "b"])
      for (position, name) in list.names.enumerated() {
        var scanner = JSONScanner()
        scanner.bytes = Array("\"\(name)\"".utf8)
        scanner.begin()
        #expect(try scanner.choice(of: list) == position)
        for spaces in ["", " "] {
          for last in -1...1 {
            scanner.bytes = Array("\"\(name)\"\(spaces):1".utf8)
            scanner.begin()
            #expect(try scanner.key(list, after: last) == position)
            #expect(scanner.number(upTo: 1) == 1)
          }
        }
      }
      #expect(list.position(of: common + "c") == nil)
    }
  }
}
