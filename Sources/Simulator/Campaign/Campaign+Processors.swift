#if canImport(Glibc)
  import Glibc
#elseif canImport(Musl)
  import Musl
#else
  import Darwin
#endif

extension Campaign {
  /// The most threads that a command line can ask for.
  package static let mostJobs = 64

  /// The number of processors that are online, at least one: the usual number of threads.
  public static let processors = max(1, Int(sysconf(Int32(_SC_NPROCESSORS_ONLN))))
}
