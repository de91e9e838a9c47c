import Glibc
import Simulator

func cpu() -> Double {
  var t = timespec(); clock_gettime(CLOCK_PROCESS_CPUTIME_ID, &t); return Double(t.tv_sec) + Double(t.tv_nsec) / 1e9
}
let a = CommandLine.arguments
if a[1] == "bench" {
  for servers in [3, 5] {
    for ev in (a.count > 2 ? [Int(a[2])!] : [10_000, 1_000_000, 10_000_000]) {
      var s = Scenario(); s.servers = servers; s.clients = 4; s.duration = 1 << 50; s.events = ev; s.think = 0;
      s.batch = 4; s.latency = 1000; s.jitter = 1000
      let t = cpu(); let r = RunPlan(seed: 1, scenario: s).run(); let d = cpu() - t
      print(
        servers, Double(r.statistics.events) / d / 1e6, "M ev/s", Double(r.statistics.commits) / d / 1e3, "k writes/s",
        r.statistics.sent, r.violations.count, r.digest.value)
    }
  }
} else {
  var c = Campaign(firstSeed: UInt64(a[2])!, runs: Int(a[3])!, jobs: 2); c.keepsGoing = a.count > 5
  let d = a.count > 4 && a[4] != "none" ? Defect.named(a[4])! : nil
  let t = cpu()
  let s = c.run { seed in
    var sc = Scenario(swarm: seed);
    if let d { for n in d.needs { ScenarioParameter.all.first { $0.name == n.parameter }!.set(n.value, in: &sc) } };
    return RunPlan(seed: seed, scenario: sc, defect: d)
  }
  let e = cpu() - t
  print(s.runs, s.statistics, s.digest, s.failureCount, Double(s.statistics.events) / e / 1e6, e)
  var h: [String: Int] = [:]
  for f in s.failures { h[f.violations[0].invariant, default: 0] += 1 }
  print(h)
  if let f = s.failures.first { print(f.plan.seed, f.plan.scenario.options, f.violations) }
}
