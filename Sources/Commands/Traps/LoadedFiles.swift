/// The files that are mapped into this process, each with the address at which it begins.
struct LoadedFiles {
  private struct Mapping {
    let addresses: Range<UInt>
    let path: Substring
  }

  private let mappings: [Mapping]

  /// - Parameter text: the content of `/proc/self/maps`.
  init(_ text: String) {
    mappings = text.split(separator: "\n").compactMap { line in
      let fields = line.split(separator: " ", maxSplits: 5, omittingEmptySubsequences: true)
      let ends = fields[0].split(separator: "-").compactMap { UInt($0, radix: 16) }
      guard fields.count == 6, ends.count == 2, ends[0] < ends[1] else { return nil }
      return Mapping(addresses: ends[0]..<ends[1], path: fields[5].drop { $0 == " " })
    }
  }

  /// The file that contains an address, and the address as in the debug information of that file.
  func place(of address: UInt) -> (path: String, offset: UInt)? {
    guard let found = mappings.first(where: { $0.addresses.contains(address) }),
      let first = mappings.first(where: { $0.path == found.path })
    else { return nil }
    return (String(found.path), address - first.addresses.lowerBound)
  }
}
