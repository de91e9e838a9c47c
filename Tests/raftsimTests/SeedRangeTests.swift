import Testing

@Suite("The last seeds")
struct SeedRangeTests {
  @Test("a campaign that would go beyond the last seed is rejected")
  func seeds() throws {
    let last = "18446744073709551615"
    let two = try CommandTests.raftsim("fuzz", "--seed", last, "--runs", "2")
    #expect(two.status == 64)
    #expect(two.errors.contains("--runs 2 from seed \(last) would go beyond the last seed, \(last); "))
    #expect(two.errors.contains("give at most --runs 1"))
    let usual = try CommandTests.raftsim("fuzz", "--seed", "18446744073709551000")
    #expect(usual.status == 64)
    #expect(usual.errors.contains("give at most --runs 616"))
    let one = try CommandTests.raftsim("fuzz", "--seed", last, "--runs", "1", "--calm")
    #expect(one.status == 0 && one.output.contains("1 run, seed \(last), digest "))
  }
}
