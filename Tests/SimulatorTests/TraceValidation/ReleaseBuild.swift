import Foundation

/// `raftsim check` as people use it, if there is a release build: a debug build says nothing of its speed.
enum ReleaseBuild {
  private static let program = URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
    .deletingLastPathComponent().deletingLastPathComponent().appending(path: ".build/release/raftsim")

  /// How many events of a recorded trace it reads and checks in a second; `nil` without a release build.
  static func eventsASecond() throws -> Double? {
    guard FileManager.default.isExecutableFile(atPath: program.path) else { return nil }
    let trace = FileManager.default.temporaryDirectory.appending(path: "raftsim-test-\(UUID().uuidString)")
    defer { try? FileManager.default.removeItem(at: trace) }
    try run("replay", "7", "--calm", "--duration", "24h", "--events", "200000", "--trace", trace.path)
    let lines = try Data(contentsOf: trace).count { $0 == UInt8(ascii: "\n") }
    // The quickest of some: other tests run at the same time.
    let times = try (0..<5).map { _ in try ContinuousClock().measure { try run("check", trace.path) } }
    return times.min().map { Double(lines - 1) / ($0 / .seconds(1)) }
  }

  private static func run(_ arguments: String...) throws {
    let process = Process()
    process.executableURL = program
    process.arguments = arguments
    process.standardOutput = FileHandle.nullDevice
    try process.run()
    process.waitUntilExit()
  }
}
