/// Which links a partition cuts.
public enum PartitionShape: Int, Hashable, Sendable, CaseIterable {
  /// Any two groups, each of them with one server or more.
  case groups
  /// A minority apart from a majority.
  case minority
  /// One server apart from all others.
  case isolation
  /// Some servers hear the others and are not heard, or the other way round.
  case oneWay
  /// Two groups that have one server in common: it reaches all.
  case bridge
  /// Every server reaches its two neighbors in a ring, and no other.
  case ring
  /// Two groups, again and again for a short time.
  case flapping
  /// Links close one by one at random moments, and open again in a random order.
  case swizzle

  /// The name, as in `--partition-ring`.
  var name: String {
    switch self {
    case .groups: "groups"
    case .minority: "minority"
    case .isolation: "isolation"
    case .oneWay: "one-way"
    case .bridge: "bridge"
    case .ring: "ring"
    case .flapping: "flapping"
    case .swizzle: "swizzle"
    }
  }

  /// What it models, in a line.
  var models: String {
    switch self {
    case .groups: "two arbitrary groups that cannot reach each other"
    case .minority: "a minority cut off from the majority, in half of the cases with the leader"
    case .isolation: "one server cut off from all others, in half of the cases the leader"
    case .oneWay: "servers that can only receive, or only send"
    case .bridge: "two groups with one server in common, in half of the cases the leader"
    case .ring: "servers in a ring that reach only their two neighbors"
    case .flapping: "a connection that fails and recovers several times in a row"
    case .swizzle: "links that are cut one by one, and restored one by one in random order"
    }
  }

  /// Whether it is about one server more than about the others.
  var hasTarget: Bool {
    switch self {
    case .minority, .isolation, .oneWay, .bridge, .flapping: true
    case .groups, .ring, .swizzle: false
    }
  }

  /// From how many servers on it is a shape of its own.
  var fewestServers: Int {
    switch self {
    case .groups, .isolation, .oneWay, .flapping, .swizzle: 2
    case .minority, .bridge: 3
    case .ring: 4
    }
  }
}
