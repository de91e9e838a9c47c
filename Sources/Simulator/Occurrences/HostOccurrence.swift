/// What is going to happen to hosts, beside its recurring faults and the restart.
enum HostOccurrence: BitwiseCopyable {
  case resume(UInt8)
  case crashAgain(UInt8)
  case joinRequest(UInt8)
  case strangerArrives(UInt8)
}
