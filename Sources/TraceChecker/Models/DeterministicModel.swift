/// A model of an object that gives one output only, in each state: a witness of its operations needs no outputs.
public protocol DeterministicModel: SequentialModel {
  /// Takes the step, and returns its output; `nil`, and no change, for an operation that the object does not have.
  func execute(_ operation: Operation, on state: inout State) -> Output?
}
