import Foundation
import Testing
import TraceChecker

@Suite("The code and the specification speak of the same things") struct SpecificationMapTests {
  private static let root = URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
    .deletingLastPathComponent()

  /// What Specs/*.tla define: operators, variables and constants, and the fields of a server.
  private static func defined() throws -> Set<Substring> {
    var names: Set<Substring> = []
    for module in ["Raft", "Properties", "TraceRaft"] {
      let text = try String(contentsOf: root.appending(path: "Specs/\(module).tla"), encoding: .utf8)
      names.formUnion(text.matches(of: /(?m)^([A-Za-z]+)(\([^)]*\))? ==/).map(\.output.1))
      names.formUnion(text.matches(of: /(?m)^  ([a-zA-Z]+),? +\\\*/).map(\.output.1))
      names.formUnion(text.matches(of: /([a-zA-Z]+) \|->/).map(\.output.1))
    }
    return names
  }

  @Test("Every operator that a comment names is one of the specification")
  func comments() throws {
    let defined = try Self.defined()
    let sources = Self.root.appending(path: "Sources").path(percentEncoded: false)
    var named = 0
    for file in try FileManager.default.subpathsOfDirectory(atPath: sources) where file.hasSuffix(".swift") {
      let text = try String(contentsOfFile: "\(sources)/\(file)", encoding: .utf8).replacing(/\n +\/\/\//, with: "")
      for list in text.matches(of: /TLA\+: (`[A-Za-z]+`(, `[A-Za-z]+`)*)/) {
        for name in list.output.1.matches(of: /[A-Za-z]+/).map(\.output) {
          named += 1
          #expect(defined.contains(name), "\(name) in \(file)")
        }
      }
    }
    #expect(named > 80)
  }

  @Test("Every invariant is a property of the specification, that of TLC's models, and in the map")
  func invariants() throws {
    let specs = Self.root.appending(path: "Specs")
    let properties = try String(contentsOf: specs.appending(path: "Properties.tla"), encoding: .utf8)
    let models = try String(contentsOf: specs.appending(path: "models"), encoding: .utf8)
    let map = try String(contentsOf: specs.appending(path: "README.md"), encoding: .utf8)
    // The specification has no code that could trap.
    for name in Checker.stepChecks.map({ type(of: $0).name }) where name != NoTrap.name {
      #expect(map.contains("`\(name)`"))
      if name == Conformance.name { continue }
      #expect(properties.contains("\n\(name) =="))
      // Once in the list of all properties, and as the property that a wrong rule must break.
      #expect(models.matches(of: try Regex("(?m)^safety .*\\b\(name)\\b")).count == 1)
      #expect(models.matches(of: try Regex("(?m)^[a-z-]+ +small +\(name)\\b")).count > 0)
    }
  }

  @Test("Every rule of the core is an operator that a model can replace")
  func rules() throws {
    let text = try String(contentsOf: Self.root.appending(path: "Sources/RaftCore/Rules.swift"), encoding: .utf8)
    let map = try String(contentsOf: Self.root.appending(path: "Specs/README.md"), encoding: .utf8)
    let rules = text.matches(of: /public var (\w+): @Sendable/).map(\.output.1)
    #expect(rules.count > 20)
    for rule in rules { #expect(map.contains("`\(rule)`"), "\(rule)") }
  }

  @Test("Every function, rule and operator that docs/architecture.md names for a rule of the paper exists")
  func architecture() throws {
    let core = Self.root.appending(path: "Sources/RaftCore")
    let files = try FileManager.default.contentsOfDirectory(at: core, includingPropertiesForKeys: nil)
    let code = try files.filter { $0.pathExtension == "swift" }.map { try String(contentsOf: $0, encoding: .utf8) }
      .joined()
    let page = try String(contentsOf: Self.root.appending(path: "docs/architecture.md"), encoding: .utf8)
    let rows = page.split(separator: "\n").filter { $0.hasPrefix("| §") || $0.hasPrefix("| Figure") }
    let defined = try Self.defined()
    #expect(rows.count >= 10)
    for row in rows {
      let cells = row.split(separator: " | ")
      try #require(cells.count == 4, "\(row)")
      for name in cells[1].matches(of: /`([a-z]\w*)/).map(\.output.1) {
        #expect(code.contains("func \(name)("), "\(name)")
      }
      for name in cells[2].matches(of: /`(\w+)`/).map(\.output.1) {
        #expect(code.contains("public var \(name):"), "\(name)")
      }
      for name in cells[3].matches(of: /`(\w+)`/).map(\.output.1) { #expect(defined.contains(name), "\(name)") }
    }
  }
}
