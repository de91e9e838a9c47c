/// A model of an object that gives one output only, in each state: a witness of its operations needs no outputs.
public protocol DeterministicModel: SequentialModel {
  /// Takes the step, and tells what it gives; `nil`, and no change, for what the object cannot be asked.
  func execute(_ operation: Operation, on state: inout State) -> Output?
}
