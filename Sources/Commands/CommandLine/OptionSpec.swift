/// An option of a command: what the parser accepts and what the help says.
struct OptionSpec: Hashable, Sendable {
  /// The name as it is typed, such as `--runs`.
  var name: String
  /// An earlier name, which is still accepted but not in the help, if there is one.
  var oldName: String?
  /// The placeholder of the value in the help, such as `N`; `nil` for a flag, which takes none.
  var valueName: String?
  /// What it does, without a full stop.
  var help: String
  /// The heading under which the help lists it.
  var group: String
  /// The value if the option is not given, as a user would type it. It is read as a given one would be, so that the
  /// help is correct.
  var defaultText: String?
  /// Whether it can be given more than once.
  var isRepeatable: Bool
  /// Whether it is one of the main options, which `--help` shows; `--help-all` shows all.
  var isMain: Bool
  /// What its value can be.
  var values: ValueKind

  /// An option with a value.
  init(
    _ name: String, _ valueName: String, _ help: String, group: String = "Options", default defaultText: String? = nil,
    isRepeatable: Bool = false, oldName: String? = nil, isMain: Bool = true, values: ValueKind = .any
  ) {
    self.name = name
    self.oldName = oldName
    self.valueName = valueName
    self.help = help
    self.group = group
    self.defaultText = defaultText
    self.isRepeatable = isRepeatable
    self.isMain = isMain
    self.values = values
  }

  /// An option without a value.
  init(flag name: String, _ help: String, group: String = "Options", isMain: Bool = true) {
    self.name = name
    self.help = help
    self.group = group
    self.isRepeatable = false
    self.isMain = isMain
    self.values = .any
  }

  /// `--help`, which every command has.
  static let help = OptionSpec(flag: "--help", "Show this help", group: "General")

  /// `--help-all`, for the commands that have more than the main options.
  static let helpAll = OptionSpec(flag: "--help-all", "Show the help with every option", group: "General")

  /// `--color`, for the commands that print for people.
  static let color = OptionSpec(
    "--color", "WHEN", "Use colors: auto, always or never", group: "General", default: ColorChoice.auto.rawValue,
    isMain: false, values: .cases(of: ColorChoice.self))
}

/// An argument without a name, known by its place.
struct PositionalSpec: Hashable, Sendable {
  /// How many arguments the place takes.
  enum Arity: Hashable, Sendable {
    case one, optional, oneOrMore, any

    var isRequired: Bool { self == .one || self == .oneOrMore }
    /// Whether it takes all that remain; such a place is the last.
    var isOpenEnded: Bool { self == .oneOrMore || self == .any }
  }

  /// The placeholder in the help, such as `TRACE`; unique in its command.
  var name: String
  /// What it is, without a full stop.
  var help: String
  /// How many there are.
  var arity: Arity
  /// What each can be.
  var values: ValueKind

  /// The description of a positional argument.
  init(_ name: String, _ help: String, arity: Arity = .one, values: ValueKind = .any) {
    self.name = name
    self.help = help
    self.arity = arity
    self.values = values
  }
}
