// swift-tools-version: 6.2
import PackageDescription

/// In CI a warning is an error; on a laptop it is only a warning, so that a newer compiler never locks anyone out.
let strict: [SwiftSetting] = Context.environment["CI"] == nil ? [] : [.treatAllWarnings(as: .error)]

let package = Package(
  name: "raftsim",
  products: [
    .library(name: "RaftCore", targets: ["RaftCore"]),
    .library(name: "TraceChecker", targets: ["TraceChecker"]),
    .library(name: "Simulator", targets: ["Simulator"]),
    .library(name: "ModelChecker", targets: ["ModelChecker"]),
    .library(name: "Diagnosis", targets: ["Diagnosis"]),
    .library(name: "Reporting", targets: ["Reporting"]),
    .library(name: "RaftTesting", targets: ["RaftTesting"]),
    .library(name: "Processes", targets: ["Processes"]),
    .library(name: "Commands", targets: ["Commands"]),
    .executable(name: "raftsim", targets: ["raftsim"]),
  ],
  targets: [
    .target(name: "RaftCore", swiftSettings: strict),
    .target(name: "TraceChecker", swiftSettings: strict),
    .target(name: "Simulator", dependencies: ["RaftCore", "TraceChecker"], swiftSettings: strict),
    .target(
      name: "ModelChecker", dependencies: ["RaftCore", "Simulator", "TraceChecker"], swiftSettings: strict),
    .target(name: "Diagnosis", dependencies: ["RaftCore", "Simulator", "TraceChecker"], swiftSettings: strict),
    .target(name: "Reporting", dependencies: ["Diagnosis", "Simulator", "TraceChecker"], swiftSettings: strict),
    .target(
      name: "RaftTesting", dependencies: ["Diagnosis", "RaftCore", "Reporting", "Simulator", "TraceChecker"],
      swiftSettings: strict),
    .target(name: "Processes", swiftSettings: strict),
    .target(
      name: "Commands",
      dependencies: ["Diagnosis", "RaftCore", "ModelChecker", "Processes", "Reporting", "Simulator", "TraceChecker"],
      swiftSettings: strict),
    .executableTarget(name: "raftsim", dependencies: ["Commands"], swiftSettings: strict),
    // How much the tests try: docs/testing.md.
    .target(name: "TestTier", path: "Tests/TestTier", swiftSettings: strict),
    .testTarget(name: "RaftCoreTests", dependencies: ["RaftCore"], swiftSettings: strict),
    .testTarget(name: "TraceCheckerTests", dependencies: ["TestTier", "TraceChecker"], swiftSettings: strict),
    // The seeds, digests and traces that tests know, and the command that rebuilds them: docs/golden-data.md.
    .target(
      name: "GoldenData", dependencies: ["Diagnosis", "Simulator", "TraceChecker"], path: "Tests/GoldenData",
      swiftSettings: strict),
    .executableTarget(
      name: "golden", dependencies: ["Diagnosis", "GoldenData", "Reporting", "Simulator", "TraceChecker"],
      path: "Tests/GoldenCommand", swiftSettings: strict),
    .testTarget(
      name: "SimulatorTests", dependencies: ["GoldenData", "Simulator", "RaftCore", "TestTier", "TraceChecker"],
      swiftSettings: strict),
    .testTarget(
      name: "DiagnosisTests",
      dependencies: ["Diagnosis", "GoldenData", "RaftCore", "Simulator", "TestTier", "TraceChecker"],
      swiftSettings: strict),
    .testTarget(
      name: "ModelCheckerTests",
      dependencies: ["GoldenData", "ModelChecker", "RaftCore", "Simulator", "TestTier", "TraceChecker"],
      swiftSettings: strict),
    .testTarget(
      name: "RaftTestingTests",
      dependencies: ["Diagnosis", "RaftTesting", "RaftCore", "Simulator", "TestTier", "TraceChecker"],
      swiftSettings: strict),
    .testTarget(name: "ProcessesTests", dependencies: ["Processes"], swiftSettings: strict),
    .testTarget(
      name: "raftsimTests",
      dependencies: [
        "Commands", "Diagnosis", "GoldenData", "ModelChecker", "RaftCore", "raftsim", "Reporting", "Simulator",
        "TestTier",
        "TraceChecker",
      ],
      swiftSettings: strict),
  ],
  swiftLanguageModes: [.v6]
)
