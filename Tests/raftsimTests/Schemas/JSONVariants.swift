extension JSONValue {
  /// The value with one part made wrong: an object that has a member more or less, or an object where something else
  /// was. One for each place in it; the elements of an array share theirs.
  var variants: [(place: String, value: JSONValue)] {
    var seen: Set<String> = []
    return variants("", &seen)
  }

  private static let wrong = JSONValue.object(["more": .null])

  private func variants(_ place: String, _ seen: inout Set<String>) -> [(place: String, value: JSONValue)] {
    var all: [(place: String, value: JSONValue)] = []
    if seen.insert(place).inserted { all = [("\(place) replaced", Self.wrong)] }
    switch self {
    case .object(let members):
      if seen.insert("\(place)/").inserted {
        all.append(("\(place) extended", .object(members.merging(["more": .null]) { $1 })))
      }
      for (name, member) in self.members {
        if seen.insert("\(place) without \(name)").inserted {
          all.append(("\(place) without \(name)", .object(members.filter { $0.key != name })))
        }
        all += member.variants("\(place)/\(name)", &seen).map { variant in
          (variant.place, .object(members.merging([name: variant.value]) { $1 }))
        }
      }
    case .array(let elements):
      for (position, element) in elements.enumerated() {
        all += element.variants("\(place)/*", &seen).map { variant in
          var changed = elements
          changed[position] = variant.value
          return (variant.place, .array(changed))
        }
      }
    default: break
    }
    return all
  }
}
