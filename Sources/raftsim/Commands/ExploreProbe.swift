import Glibc
import ModelChecker

enum ExploreProbe {
  static func run() {
    let a = CommandLine.arguments
    func has(_ n: String) -> Bool { a.contains(n) }
    func num(_ n: String) -> Int? { a.firstIndex(of: n).map { Int(a[$0 + 1])! } }
    var c = BoundedCluster()
    if let v = num("--servers") { c.servers = v }
    if let v = num("--max-term") { c.maxTerm = v }
    if let v = num("--max-log") { c.maxLog = v }
    if let v = num("--values") { c.values = v }
    c.maxMessages = num("--max-messages")
    c.standing = num("--standing")
    c.restarting = num("--restarting")
    if has("--bag") { c.network = .bag }
    if has("--restarts") { c.restarts = nil }
    if let v = num("--batch") { c.batch = v }
    if let v = num("--window") { c.window = v }
    c.drops = has("--drops"); c.duplicates = has("--duplicates")
    if has("--no-no-op") { c.appendsNoOp = false }
    var s = ClusterSearch(c)
    s.reductions.symmetry = has("--symmetry")
    s.reductions.eagerSending = has("--eager")
    var l = ClusterSearch.Limits()
    l.jobs = num("--jobs") ?? 1
    l.isExact = has("--exact")
    l.depth = num("--depth")
    l.memory = num("--memory")
    l.keepsLinks = !has("--no-links")
    let start = MonotonicClock.microseconds()
    var h = Exploration.Hooks()
    if has("-v") { h.progress = { p in print(p) } }
    let (r, ce) = s.explore(l, hooks: h)
    if let ce { print(ce.actions.count, ce.play().verdict) }
    let t = MonotonicClock.microseconds() - start
    print(
      "distinct \(r.distinct) generated \(r.generated) depth \(r.levels.count) \(r.stopReason) broken \(String(describing: r.brokenProperty)) unreached \(r.unreached) \(Readable.rate(r.distinct, in: t)) \(Readable.rate(r.generated, in: t)) \(t/1000) ms mem \(r.memory) exact \(String(describing: r.exactness))"
    )
    if has("-v") { print(r.steps, r.judged, r.levels) }
  }
}
