import RaftCore

/// An answer on its way to a client.
struct AnswerInTransit: BitwiseCopyable {
  var answer: Answer
  var client: Int
}
