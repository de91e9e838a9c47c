import ModelChecker
import Simulator

/// The options that give a bounded cluster.
enum ClusterOptions {
  private static let bounds = "Bounds"
  private static let world = "What may happen"

  static let servers = OptionSpec("--servers", "N", "Number of servers; by default 3", group: bounds)
  static let maxTerm = OptionSpec(
    "--max-term", "N", "Highest term of a server; by default 2", group: bounds)
  static let maxLog = OptionSpec(
    "--max-log", "N", "Maximum length of a log; by default 1", group: bounds)
  static let values = OptionSpec(
    "--values", "N", "Number of different commands that clients send; by default 1", group: bounds, isMain: false)
  static let maxMessages = OptionSpec(
    "--max-messages", "N", "Maximum number of messages in transit; by default any number", group: bounds)
  static let network = OptionSpec(
    "--network", "KIND",
    "set: a message can arrive any number of times, or never; bag: at most as often as it was sent",
    group: world, default: BoundedCluster.NetworkKind.set.rawValue, values: .cases(of: BoundedCluster.NetworkKind.self))
  static let faults = OptionSpec(
    "--faults", "KIND", "Faults of --network bag: none, drop, duplicate, drop+duplicate", group: world,
    default: Faults.none.rawValue, values: .cases(of: Faults.self))
  static let restarts = OptionSpec(
    "--restarts", "N", "Maximum number of restarts, or 'any'", group: world, default: "0")
  static let restarting = OptionSpec(
    "--restarting", "N", "Only the first N servers may restart; by default all", group: world, isMain: false)
  static let candidates = OptionSpec(
    "--candidates", "N", "Only the first N servers may time out and become leader; by default all", group: world,
    oldName: "--standing", isMain: false)
  static let noOp = OptionSpec(
    "--no-op", "N", "Whether a new leader appends a no-op, 0 or 1; by default 1", group: world, isMain: false)
  static let batch = OptionSpec(
    "--batch", "N", "Maximum number of entries in a message; by default 4", group: world, isMain: false)
  static let window = OptionSpec(
    "--window", "N", "Maximum number of entries sent and not yet acknowledged; by default 32", group: world,
    isMain: false)
  static let defect = OptionSpec(
    "--defect", "NAME", "Plant a defect; see 'raftsim defects'", group: world, values: .words(Defect.all.map(\.name)))

  static let specs = [
    servers, maxTerm, maxLog, values, maxMessages, network, faults, restarts, restarting, candidates, noOp, batch,
    window, defect,
  ]

  /// The faults of a bag, by the words for them.
  private enum Faults: String, CaseIterable {
    case none, drop, duplicate
    case both = "drop+duplicate"
  }

  /// The cluster that was asked for.
  /// - Parameters:
  ///   - schedule: what a trace says of the cluster, if the search begins there.
  ///   - budget: what ends the command while the schedule is played.
  /// - Throws: `Interruption` if it did.
  static func cluster(
    _ arguments: Arguments, around schedule: Schedule? = nil, _ budget: SearchBudget
  ) throws -> BoundedCluster {
    var cluster = BoundedCluster()
    cluster.maxLog = 1
    cluster.core = arguments.core
    try plant(arguments, in: &cluster)
    if let schedule { try take(schedule, arguments, budget, into: &cluster) }
    try setBounds(arguments, in: &cluster)
    try setWorld(arguments, in: &cluster)
    try forbidContradictions(arguments, cluster)
    guard cluster.canBeExplored else {
      throw arguments.error(
        "\(arguments.core.name) does not encode its state (ServerCore.encode), so it cannot be explored")
    }
    return cluster
  }

  private static func plant(_ arguments: Arguments, in cluster: inout BoundedCluster) throws {
    guard let argument = arguments[defect] else { return }
    guard let defect = try ScenarioOptions.defect(argument) else { return }
    guard !defect.isOfHost else {
      throw argument.fails(
        because: "it is a defect of hosts or disks, which exploration does not have; 'raftsim fuzz' finds it")
    }
    try ScenarioOptions.forbid(defect, arguments)
    cluster.defect = defect
    // Of what it needs, a cluster without time has only what is fixed for the servers' lives.
    var scenario = Scenario()
    defect.prepare(&scenario)
    cluster.configuration = scenario.configuration
  }

  /// The bounds leave room for a term and an entry more than the trace comes to.
  private static func take(
    _ schedule: Schedule, _ arguments: Arguments, _ budget: SearchBudget, into cluster: inout BoundedCluster
  ) throws {
    if let defect = schedule.defect, defect.isOfHost {
      throw arguments.error(
        "the trace has the defect \(defect.name), which is a defect of hosts or disks, which exploration does not have")
    }
    if let argument = arguments[servers], argument.text != "\(schedule.configuration.servers)" {
      throw arguments.error("--servers \(argument.text): the trace is of \(schedule.configuration.servers) servers")
    }
    cluster.configuration = schedule.configuration
    cluster.defect = cluster.defect ?? schedule.defect
    let extent = try TrapGuard.repeating(isCut: { _ in budget.reasonToStopBefore != nil }) { calls in
      schedule.extent(calls: calls) { budget.reasonToStopBefore != nil }
    }
    if let reason = budget.reasonToStopBefore { throw Interruption(reason: reason) }
    cluster.maxTerm = min(extent.term + 1, BoundedCluster.limit)
    cluster.maxLog = min(extent.log + 1, BoundedCluster.limit)
  }

  private static func setBounds(_ arguments: Arguments, in cluster: inout BoundedCluster) throws {
    let any = 0...BoundedCluster.limit
    try arguments[servers].map { cluster.servers = try $0.integer(in: 1...BoundedCluster.mostServers) }
    try arguments[maxTerm].map { cluster.maxTerm = try $0.integer(in: any) }
    try arguments[maxLog].map { cluster.maxLog = try $0.integer(in: any) }
    try arguments[values].map { cluster.values = try $0.integer(in: 0...BoundedCluster.mostValues) }
    try arguments[maxMessages].map { cluster.maxMessages = try $0.integer(in: 0...1_000_000) }
  }

  private static func setWorld(_ arguments: Arguments, in cluster: inout BoundedCluster) throws {
    cluster.network = try arguments.value(network).choice()
    let faults: Faults = try arguments.value(faults).choice()
    cluster.drops = faults == .drop || faults == .both
    cluster.duplicates = faults == .duplicate || faults == .both
    let restarts = try arguments.value(restarts)
    cluster.restarts = restarts.text == "any" ? nil : try restartLimit(restarts)
    try arguments[restarting].map { cluster.restarting = try $0.integer(in: 0...cluster.servers) }
    try arguments[candidates].map { cluster.candidates = try $0.integer(in: 0...cluster.servers) }
    try arguments[noOp].map { cluster.appendsNoOp = try $0.integer(in: 0...1) == 1 }
    try arguments[batch].map { cluster.batch = try $0.integer(in: 1...4) }
    try arguments[window].map { cluster.window = try $0.integer(in: 1...4096) }
  }

  private static func restartLimit(_ argument: Argument) throws -> Int {
    let range = 0...BoundedCluster.mostRestarts
    guard let number = Int(argument.text), range.contains(number) else {
      throw argument.mustBe("a whole number from 0 to \(range.upperBound), or 'any'")
    }
    return number
  }

  private static func forbidContradictions(_ arguments: Arguments, _ cluster: BoundedCluster) throws {
    if cluster.network == .set, cluster.drops || cluster.duplicates {
      throw arguments.error(
        "--faults is for --network bag: with --network set every message can already be lost or duplicated")
    }
    if arguments.has(restarting), cluster.restarts == 0 {
      throw arguments.error("--restarting needs --restarts: without it no server restarts")
    }
  }
}
