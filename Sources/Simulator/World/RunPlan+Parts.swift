import RaftCore

extension RunPlan {
  /// The state machines that are raftsim's own: those that a scenario can name.
  private static let ownMachines: [any SimulatedMachine.Type] = [KeyValueStore.self, ToDoList.self]

  /// Whether a state machine of this name is raftsim's own.
  package static func isOwnMachine(_ name: String) -> Bool { ownMachines.contains { String(describing: $0) == name } }

  /// The parts of the run that are not raftsim's own, in words: a state machine, a core, a defect.
  package var foreignParts: [String] {
    var parts: [String] = []
    if !Self.ownMachines.contains(where: { $0 == machineType }) { parts.append("the state machine \(machineName)") }
    if !core.isRaftCore { parts.append("the core \(core.name)") }
    if let defect, Defect.named(defect.name) == nil { parts.append("the defect \(defect.name)") }
    return parts
  }
}
