/// The operations of each key, in the order in which keys occur.
struct KeyParts<Model: SequentialModel> {
  let whole: ClientHistory<Model>
  private var parts: [[UInt32]] = []

  /// O(n).
  init(_ history: ClientHistory<Model>, _ model: Model) {
    whole = history
    var places: [Int: Int] = [:]
    for (call, content) in history.calls.enumerated() {
      let key = model.key(of: content.operation)
      let place = places[key, default: parts.count]
      if place == parts.count {
        places[key] = place
        parts.append([])
      }
      parts[place].append(UInt32(call))
    }
  }

  /// How many keys there are; one for no operations.
  var count: Int { max(1, parts.count) }

  /// How many operations a key has.
  func calls(of part: Int) -> Int { parts.isEmpty ? 0 : parts[part].count }

  /// The name of a key; empty if the model has one object.
  func name(of part: Int, _ model: Model) -> String {
    guard let call = parts.isEmpty ? nil : parts[part].first else { return "" }
    return model.words(forKey: model.key(of: whole.calls[Int(call)].operation))
  }

  /// The history of a key, and the numbers of its operations in the whole one, if that is another. O(operations of the
  /// key).
  /// - Parameter end: where it is cut off, if it is: operations that begin after it are left out, and operations that
  ///   end after it are open.
  func history(of part: Int, through end: CallEnd?) -> (ClientHistory<Model>, numbers: [UInt32]?) {
    guard parts.count > 1 else { return (whole, nil) }
    var history = ClientHistory<Model>()
    guard let end else {
      history.calls = parts[part].map { whole.calls[Int($0)] }
      return (history, parts[part])
    }
    let numbers = parts[part].filter { whole.calls[Int($0)].invoked <= end.time }
    history.calls = numbers.map { number in
      var call = whole.calls[Int(number)]
      if let returned = call.returned, CallEnd(returned, Int(number)) > end {
        (call.output, call.returned) = (nil, nil)
      }
      return call
    }
    return (history, numbers)
  }
}

/// Where an operation ends: of equal times, that of the operation that began first comes first.
struct CallEnd: Comparable {
  let time: Int
  let call: Int

  init(_ time: Int, _ call: Int) {
    self.time = time
    self.call = call
  }

  static func < (one: Self, other: Self) -> Bool { (one.time, one.call) < (other.time, other.call) }
}
