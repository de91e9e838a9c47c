/// A fault that happens again and again during a run. The order is that in which the first of each is planned.
enum RecurringFault: UInt8, CaseIterable, BitwiseCopyable {
  case crash, partition, pause
  case crashLoop, powerFailure, absence, destruction
  case channelBreak, introducerCrash, stranger
}
