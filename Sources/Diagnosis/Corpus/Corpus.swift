import Glibc
import Simulator
import TraceChecker

/// A directory of run files, whose runs every campaign makes first.
///
/// The files of a corpus are those whose name ends with `.run.json` and does not begin with a dot; everything else in
/// the directory, subdirectories included, is ignored. Several processes can add runs at the same time.
public struct Corpus: Sendable {
  /// The path of the directory.
  public let path: RawText
  /// The runs, in the order of the names of their files.
  public private(set) var entries: [Entry] = []
  /// What is wrong with the files that cannot be read, in the order of their names.
  public private(set) var damaged: [TraceError] = []

  /// A run in a corpus.
  public struct Entry: Hashable, Sendable {
    /// The path of the file.
    public let path: RawText
    /// The run.
    public let run: RunFile
  }

  /// What became of a run that was to be added.
  public enum Addition: Hashable, Sendable {
    /// It was written to the file at this path.
    case added(RawText)
    /// The corpus has it already, in the file at this path.
    case known(RawText)

    /// The path of the file.
    public var path: RawText {
      switch self {
      case .added(let path), .known(let path): path
      }
    }
  }

  /// Loads the corpus in the directory at `path`, which is created if it is not there.
  /// - Throws: an error if the directory cannot be read or created.
  public init(path: RawText) throws(FileError) {
    self.path = path
    if path.withCString({ mkdir($0, 0o755) }) != 0, errno != EEXIST { throw FileError(path, .created, errno) }
    for name in try Self.names(in: path) { load(name) }
  }

  /// The end of the names of run files in a corpus.
  public static let suffix = ".run.json"

  /// Adds a run, unless the corpus has it: a file with the same core, machine, defect, seed, scenario, overrides and
  /// failure. No file is replaced: if one has the name already and is damaged, or is another run, the name gets a number.
  /// - Throws: an error if the file cannot be written.
  public mutating func add(_ run: RunFile) throws(FileError) -> Addition {
    let bytes = Array(run.text.utf8)
    var number = 1
    while true {
      let path = filePath(of: RawText(run.corpusName(number: number)))
      // Another process may have added it since the corpus was loaded.
      if let known = try? RunFile(path: path), known.corpusName == run.corpusName {
        insert(Entry(path: path, run: known))
        return .known(path)
      }
      if try AtomicFile.writeNew(bytes, to: path) {
        insert(Entry(path: path, run: run))
        return .added(path)
      }
      number += 1
    }
  }

  private mutating func insert(_ entry: Entry) {
    let place = entries.firstIndex { !$0.path.bytes.lexicographicallyPrecedes(entry.path.bytes) } ?? entries.endIndex
    if place < entries.endIndex, entries[place].path == entry.path {
      entries[place] = entry
    } else {
      entries.insert(entry, at: place)
    }
  }

  private mutating func load(_ name: RawText) {
    let path = filePath(of: name)
    do throws(TraceError) { entries.append(Entry(path: path, run: try RunFile(path: path))) } catch {
      damaged.append(error)
    }
  }

  private func filePath(of name: RawText) -> RawText {
    let separator = path.bytes.last == UInt8(ascii: "/") ? [] : [UInt8(ascii: "/")]
    return RawText(bytes: path.bytes + separator + name.bytes)
  }

  /// The names of the run files in a directory, in their order.
  private static func names(in path: RawText) throws(FileError) -> [RawText] {
    guard let directory = path.withCString({ opendir($0) }) else { throw FileError(path, .read, errno) }
    defer { closedir(directory) }
    var names: [RawText] = []
    errno = 0
    while let entry = readdir(directory) {
      let name = withUnsafeBytes(of: &entry.pointee.d_name) { RawText(bytes: $0.prefix { $0 != 0 }) }
      if name.bytes.first != UInt8(ascii: "."), name.bytes.hasSuffix(suffix) { names.append(name) }
      errno = 0
    }
    guard errno == 0 else { throw FileError(path, .read, errno) }
    return names.sorted { $0.bytes.lexicographicallyPrecedes($1.bytes) }
  }
}

extension [UInt8] {
  fileprivate func hasSuffix(_ text: String) -> Bool { suffix(text.utf8.count).elementsEqual(text.utf8) }
}
