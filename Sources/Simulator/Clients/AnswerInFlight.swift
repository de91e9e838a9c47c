import RaftCore

/// An answer on its way to a client.
struct AnswerInFlight: BitwiseCopyable {
  var answer: Answer
  var client: Int
}
