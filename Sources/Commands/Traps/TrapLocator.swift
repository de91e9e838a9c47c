import Glibc
import Processes
import Synchronization
import TraceChecker

/// Finds the source line of a trap, with the symbolizer of the Swift toolchain.
enum TrapLocator {
  private static let symbolizer = "llvm-symbolizer"

  /// The traps that were located before, by signal and addresses.
  private static let known = Mutex<[[UInt]: RuntimeTrap]>([:])

  /// The trap of `signal` at `addresses`. For the first trap at a place, the debug information is read, which mostly
  /// takes less than a second.
  static func trap(_ signal: Int32, _ addresses: TrapAddresses) -> RuntimeTrap {
    let key = [UInt(signal)] + addresses.all.prefix(8)
    if let trap = known.withLock({ $0[key] }) { return trap }
    let trap = locate(signal, addresses)
    known.withLock { $0[key] = trap }
    return trap
  }

  private static func locate(_ signal: Int32, _ addresses: TrapAddresses) -> RuntimeTrap {
    let name = FatalSignal.name(of: signal)
    var frames: [SymbolizedFrame] = []
    do throws(ChildProcessError) { frames = try self.frames(addresses.all) } catch {
      if error != .cancelled { warn(error) }
    }
    return RuntimeTrap(
      signal: "\(name)", reason: frames.lazy.compactMap(\.failure).first,
      place: frames.first { $0.isSource }.map { .init(file: relative($0.file), line: $0.line) })
  }

  private static func warn(_ error: ChildProcessError) {
    let line =
      "raftsim: the line of a trap is not known: \(symbolizer) of the Swift toolchain must be in PATH: \(error)\n"
    Array(line.utf8).withUnsafeBytes { _ = OutputStream.writeAll($0, to: STDERR_FILENO) }
  }

  /// The lines of all functions at the addresses, inlined functions included, the most recent call first.
  private static func frames(_ addresses: [UInt]) throws(ChildProcessError) -> [SymbolizedFrame] {
    let files = LoadedFiles(text(ofFile: "/proc/self/maps"))
    // The program's own code: system libraries have no line information.
    guard let program = files.place(of: UInt(bitPattern: unsafeBitCast(marker, to: Int.self)))?.path else { return [] }
    let offsets = addresses.compactMap { files.place(of: $0) }.filter { $0.path == program }.map(\.offset)
    guard !offsets.isEmpty else { return [] }
    let deadline = ContinuousClock.now + .seconds(20)
    var child = try ChildProcess(symbolizer, ["--output-style=LLVM", "--obj=\(program)"], errors: .discarded)
    let lines = offsets.map { "0x\(String($0, radix: 16))\n" }.joined()
    let output = try child.exchange(Array(lines.utf8), by: deadline, isCancelled: { Interrupt.isRequested })
    return SymbolizedFrame.all(in: String(decoding: output, as: UTF8.self))
  }

  /// A function of this program.
  private static let marker: @convention(c) () -> Void = {}

  private static func text(ofFile path: String) -> String {
    guard let file = fopen(path, "r") else { return "" }
    defer { fclose(file) }
    var (text, part) = ([UInt8](), [UInt8](repeating: 0, count: 1 << 16))
    while case let count = fread(&part, 1, part.count, file), count > 0 { text += part.prefix(count) }
    return String(decoding: text, as: UTF8.self)
  }

  /// The path relative to the current directory, if the file is in it.
  private static func relative(_ path: String) -> String {
    guard let directory = getcwd(nil, 0) else { return path }
    defer { free(directory) }
    let prefix = String(cString: directory) + "/"
    return path.hasPrefix(prefix) ? String(path.dropFirst(prefix.count)) : path
  }
}

/// A function at an address, as the symbolizer describes it in two lines.
struct SymbolizedFrame: Equatable {
  /// The name of the function, as the linker knows it.
  let function: String
  /// The path of the source file.
  let file: String
  /// The line; `0` if it is not known.
  let line: Int

  private static let failurePrefix = "Swift runtime failure: "

  /// The kind of error, if the compiler has recorded it.
  var failure: String? {
    function.hasPrefix(Self.failurePrefix) ? String(function.dropFirst(Self.failurePrefix.count)) : nil
  }

  /// Whether the line is one of source code outside of Swift's standard library.
  var isSource: Bool {
    line > 0 && file != "??" && !file.contains("<compiler-generated>") && !file.contains("/stdlib/")
  }

  /// The functions in the symbolizer's output: for each a line with its name and one with its place, as in
  /// `a.swift:3:7`.
  static func all(in output: String) -> [SymbolizedFrame] {
    let lines = output.split(separator: "\n")
    return stride(from: 0, to: lines.count - 1, by: 2).map { offset in
      let place = lines[offset + 1].split(separator: ":", omittingEmptySubsequences: false)
      let line = place.count > 2 ? Int(place[place.count - 2]) ?? 0 : 0
      return SymbolizedFrame(
        function: String(lines[offset]), file: place.dropLast(2).joined(separator: ":"), line: line)
    }
  }
}
