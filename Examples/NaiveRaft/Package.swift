// swift-tools-version: 6.2
import PackageDescription

/// A second Raft, in a package of its own, under the same simulator, checker and model checker.
let package = Package(
  name: "NaiveRaft",
  dependencies: [.package(name: "raftsim", path: "../..")],
  targets: [
    .executableTarget(
      name: "NaiveRaft",
      dependencies: [
        .product(name: "Commands", package: "raftsim"), .product(name: "RaftCore", package: "raftsim"),
        .product(name: "Simulator", package: "raftsim"), .product(name: "TraceChecker", package: "raftsim"),
      ])
  ],
  swiftLanguageModes: [.v6]
)
