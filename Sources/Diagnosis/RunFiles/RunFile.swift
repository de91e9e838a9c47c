import Simulator
import TraceChecker

/// A run as a file keeps it: all that it depends on, the failure that it is expected to show, and its digest.
///
/// The format is described in `docs/run-files.md`.
public struct RunFile: Hashable, Sendable {
  /// The version of the program that wrote the file, if it is known.
  public var program: String?
  /// The name of the core.
  public var core: String
  /// The name of the state machine.
  public var machine: String
  /// The name of the planted defect, if there is one.
  public var defect: String?
  /// The seed.
  public var seed: UInt64
  /// The parameters of the run.
  public var scenario: Scenario
  /// What is changed about the run without a change of the seed.
  public var overrides: [Override]
  /// The failure that the run is expected to show; `nil` if it is expected to pass.
  public var failure: Failure?
  /// The digest of the run.
  public var digest: UInt64

  /// The failure that a run is expected to show, and where.
  public struct Failure: Hashable, Sendable {
    /// The name of the property that is violated.
    public var property: String
    /// The fingerprint of the violation.
    public var fingerprint: UInt64
    /// The version of the way in which the fingerprint was computed.
    public var fingerprintVersion: Int
    /// The step that violates the property.
    public var step: Int

    /// The failure that a violation is.
    public init(_ violation: Violation) {
      self.init(
        property: violation.invariant, fingerprint: violation.fingerprint,
        fingerprintVersion: Violation.fingerprintVersion, step: violation.step)
    }

    init(property: String, fingerprint: UInt64, fingerprintVersion: Int, step: Int) {
      self.property = property
      self.fingerprint = fingerprint
      self.fingerprintVersion = fingerprintVersion
      self.step = step
    }

    /// The failure to compare violations with. A fingerprint of another version cannot be compared: then any violation
    /// of the property will do.
    public var expected: ExpectedFailure {
      ExpectedFailure(
        property: property, fingerprint: fingerprintVersion == Violation.fingerprintVersion ? fingerprint : nil)
    }
  }

  /// The run with this result.
  /// - Parameters:
  ///   - result: the result of the run, which was not cancelled.
  ///   - failure: the failure that the run is to show; by default the first one of the result.
  ///   - program: the version of the program.
  public init(_ result: RunResult, failure: ExpectedFailure? = nil, program: String?) {
    let plan = result.plan
    self.program = program
    core = plan.core.name
    machine = plan.machineName
    defect = plan.defect?.name
    seed = plan.seed
    scenario = plan.scenario
    overrides = plan.overrides
    let violation = failure.flatMap { result.violations.first(where: $0.matches) } ?? result.violations.first
    self.failure = violation.map { Failure($0) }
    digest = result.digest.value
  }

  init(
    program: String?, core: String, machine: String, defect: String?, seed: UInt64, scenario: Scenario,
    overrides: [Override], failure: Failure?, digest: UInt64
  ) {
    self.program = program
    self.core = core
    self.machine = machine
    self.defect = defect
    self.seed = seed
    self.scenario = scenario
    self.overrides = overrides
    self.failure = failure
    self.digest = digest
  }

  /// The latest version of the format.
  public static let version = 1
  /// The longest run file, in bytes.
  public static let sizeLimit = 1 << 24
  /// The largest number of overrides.
  public static let overrideLimit = 100_000
}
