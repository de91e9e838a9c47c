import Testing

@testable import TraceChecker

@Suite("Values by number")
struct NumberTableTests {
  @Test("a value is found under its number, near or far, in whatever order they came")
  func found() {
    var table = NumberTable<Int>()
    var expected: [UInt64: Int] = [:]
    var number: UInt64 = 1
    for step in 0..<2_000 {
      number = number &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
      // From the first few hundred to anywhere.
      let key = number >> (step % 3 == 0 ? 1 : 55)
      table[key] = step
      expected[key] = step
      if step % 7 == 0 {
        table[key] = nil
        expected[key] = nil
      }
      if step % 5 == 0 {
        let known = table.change(key, from: -1) { value in
          defer { value += 1 }
          return value
        }
        #expect(known == expected[key] ?? -1)
        expected[key] = known + 1
      }
    }
    for (key, value) in expected { #expect(table[key] == value) }
    for key in 0..<600 as Range<UInt64> { #expect(table[key] == expected[key]) }
    #expect(table[.max] == nil)
  }
}
