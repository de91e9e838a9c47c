// swift-tools-version: 6.2
import PackageDescription

/// A package of a user: a state machine of its own, replicated by RaftCore and tested under simulated faults.
let package = Package(
  name: "TicketOffice",
  dependencies: [.package(name: "raftsim", path: "../..")],
  targets: [
    .target(
      name: "TicketOffice",
      dependencies: [.product(name: "RaftCore", package: "raftsim"), .product(name: "Simulator", package: "raftsim")]),
    .testTarget(
      name: "TicketOfficeTests",
      dependencies: [
        "TicketOffice", .product(name: "RaftCore", package: "raftsim"),
        .product(name: "RaftTesting", package: "raftsim"), .product(name: "Simulator", package: "raftsim"),
        .product(name: "TraceChecker", package: "raftsim"),
      ]),
  ],
  swiftLanguageModes: [.v6]
)
