import Testing

@testable import raftsim

@Suite("Traces that cannot be judged yet") struct UnjudgedTraceTests {
  private static let start = #"{"seq":1,"time":0,"action":"start","server":0}"# + "\n"

  @Test("a snapshot whose entries nobody knows is refused at its line")
  func snapshots() throws {
    let header = #"{"raftsim":"trace","version":2,"servers":3}"# + "\n"
    let install = #"{"seq":2,"time":0,"action":"installSnapshot","server":0,"base":[7,2]}"# + "\n"
    let rest = #"{"seq":3,"time":0,"action":"restart","server":0,"log":{"kept":7,"appended":[[2,1]]}}"# + "\n"
    let check = try CommandTests.raftsim("check", "-", input: header + Self.start + install + rest)
    #expect(check.status == 64)
    #expect(check.errors.contains("-:3: event 2 installs a snapshot, which cannot be checked yet; "))
  }
}
