import TraceChecker

/// Separates options, their values and positional arguments, by the table of a command.
struct ArgumentParser {
  private let command: CommandSpec
  private var rest: ArraySlice<RawText>
  private var given: [String: [RawText]] = [:]
  private var operands: [RawText] = []

  init(_ command: CommandSpec, _ tokens: [RawText]) {
    self.command = command
    self.rest = tokens[...]
  }

  /// Whether help is asked for, wherever and whatever else is wrong.
  static func asksForHelp(_ tokens: some Sequence<RawText>) -> Bool {
    tokens.prefix { $0 != "--" }.contains { [OptionSpec.help.name, "-h"].contains($0.exact) } || asksForAllHelp(tokens)
  }

  /// Whether the help with every option is asked for.
  static func asksForAllHelp(_ tokens: some Sequence<RawText>) -> Bool {
    tokens.prefix { $0 != "--" }.contains(RawText(OptionSpec.helpAll.name))
  }

  /// The texts given, by the name of the option or of the positional argument. Throws for what the table does not
  /// allow.
  mutating func parse() throws(UsageError) -> [String: [RawText]] {
    while let token = rest.popFirst() {
      if token == "--" {
        operands += rest
        rest = []
      } else if Self.isOption(token) {
        try takeOption(token)
      } else {
        operands.append(token)
      }
    }
    try placeOperands()
    return given
  }

  /// Whether the token is an option: it begins with a dash, but is neither `-` (a file by convention) nor a negative
  /// number.
  private static func isOption(_ token: RawText) -> Bool {
    let bytes = token.bytes.prefix(2)
    guard bytes.first == UInt8(ascii: "-"), bytes.count == 2, let second = bytes.last else { return false }
    return second != UInt8(ascii: ".") && !(UInt8(ascii: "0")...UInt8(ascii: "9")).contains(second)
  }

  private mutating func takeOption(_ token: RawText) throws(UsageError) {
    let (name, attached) = Self.split(token)
    guard let option = command.allOptions.first(where: { $0.isCalled(name) }) else {
      throw unknown(name)
    }
    guard given[option.name] == nil || option.isRepeatable else { throw error("\(option.subject) is given twice") }
    given[option.name, default: []].append(try value(of: option, attached))
  }

  /// The name and the value of `--name=value`.
  private static func split(_ token: RawText) -> (name: RawText, value: RawText?) {
    guard let sign = token.bytes.firstIndex(of: UInt8(ascii: "=")) else { return (token, nil) }
    return (RawText(bytes: token.bytes[..<sign]), RawText(bytes: token.bytes[(sign + 1)...]))
  }

  private mutating func value(of option: OptionSpec, _ attached: RawText?) throws(UsageError) -> RawText {
    guard let valueName = option.valueName else {
      guard attached == nil else { throw error("\(option.subject) takes no value") }
      return ""
    }
    if let attached { return attached }
    // An option cannot be the value of another one by accident; `--name=--value` says that it is meant.
    guard let next = rest.first, next != "--", !Self.isOption(next) else {
      throw error("\(option.subject) needs a value: \(option.name) \(valueName)")
    }
    rest.removeFirst()
    return next
  }

  private mutating func placeOperands() throws(UsageError) {
    var open = operands[...]
    for place in command.positionals {
      let taken = open.prefix(place.arity.isOpenEnded ? open.count : 1)
      if place.arity.isRequired, taken.isEmpty { throw error("missing argument \(place.name)") }
      if !taken.isEmpty { given[place.name] = Array(taken) }
      open = open.dropFirst(taken.count)
    }
    if let extra = open.first { throw error("unexpected argument \(UsageError.quote(extra))") }
  }

  private func unknown(_ name: RawText) -> UsageError {
    let nearest = Spelling.nearest(to: name.repaired, among: command.allOptions.map(\.name))
    return error("unknown option \(UsageError.quote(name))", suggestion: nearest)
  }

  private func error(_ message: String, suggestion: String? = nil) -> UsageError {
    UsageError(command: command.fullName, message: message, suggestion: suggestion)
  }
}

extension OptionSpec {
  /// Whether this is its name or its former name.
  fileprivate func isCalled(_ word: RawText) -> Bool {
    word == RawText(name) || oldName.map { word == RawText($0) } ?? false
  }
}
