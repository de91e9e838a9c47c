import Testing
import TraceChecker

private let header = #"{"raftsim":"trace","version":1,"servers":3}"#
private let newHeader = #"{"raftsim":"trace","version":2,"servers":3}"#

/// The error of a trace of one server that takes these steps; `crash start` is a crash by a trap in a start.
private func failure(of actions: [String]) -> String {
  let lines = actions.enumerated().map { number, words in
    let words = words.split(separator: " ")
    let trap = words.count > 1 ? #","trap":"\#(words[1])""# : ""
    return #"{"seq":\#(number + 1),"time":0,"action":"\#(words[0])","server":2\#(trap)}"#
  }
  let isNew = actions.contains { $0.contains(" ") }
  return failure(([isNew ? newHeader : header] + lines).joined(separator: "\n"))
}

@Test("A server starts, crashes and restarts, and may restart while it is up")
func possibleLife() {
  #expect(failure(of: ["start", "crash", "restart", "restart", "timeout", "crash", "restart"]) == "no error")
}

@Test("A host pauses and resumes, and a crash or a restart ends a pause")
func possiblePauses() {
  let actions = ["start", "pause", "resume", "timeout", "pause", "crash", "restart", "pause", "restart", "heartbeat"]
  #expect(failure(of: actions) == "no error")
}

@Test("A server traps in a start or a restart: it was not up before, and is down after it")
func trapsAtStart() {
  #expect(failure(of: ["crash start", "restart", "timeout"]) == "no error")
  #expect(failure(of: ["crash start", "crash restart", "crash restart", "restart"]) == "no error")
  #expect(failure(of: ["start", "crash", "crash restart", "restart", "crash restart"]) == "no error")
}

@Test("A restart after a trap in a restart has the difference from the log at the first crash, in durable order too")
func logAtFirstCrash() throws {
  let lines = [
    #"{"raftsim":"trace","version":2,"servers":1,"syncs":true}"#,
    #"{"seq":1,"time":0,"action":"start","server":0}"#,
    #"{"seq":2,"time":0,"action":"timeout","server":0,"log":{"kept":0,"appended":[[1,7]]}}"#,
    #"{"seq":3,"time":0,"action":"crash","server":0}"#,
    #"{"seq":4,"time":0,"action":"crash","server":0,"trap":"restart"}"#,
    #"{"seq":5,"time":0,"action":"restart","server":0}"#,
  ]
  let (header, events) = try read(Array(lines.joined(separator: "\n").utf8))
  var (order, handedOn) = (DurableOrder(header), [TraceEvent]())
  for event in events { order.take(event) { handedOn.append($0) } }
  #expect(handedOn.map(\.sequence) == [1, 3, 4, 5])
  #expect(handedOn.last?.logKept == 0)
  #expect(handedOn.last?.appended == [TraceEntry(term: 1, command: 7)])
}

@Test(
  "A life that cannot be is an error of the line where it becomes impossible",
  arguments: [
    (["timeout"], "t.jsonl:2: \"timeout\" of server 2, which never started; its first event must be \"start\""),
    (["restart"], "t.jsonl:2: \"restart\" of server 2, which never started; its first event must be \"start\""),
    (["start", "start"], "t.jsonl:3: server 2 starts twice; a start after a crash is \"restart\""),
    (
      ["start", "crash", "crash"],
      "t.jsonl:4: \"crash\" of server 2, which has crashed; a \"restart\" of it must come before"
    ),
    (
      ["start", "crash", "heartbeat"],
      "t.jsonl:4: \"heartbeat\" of server 2, which has crashed; a \"restart\" of it must come before"
    ),
    (["pause"], "t.jsonl:2: \"pause\" of server 2, which never started; its first event must be \"start\""),
    (
      ["start", "crash", "pause"],
      "t.jsonl:4: \"pause\" of server 2, which has crashed; a \"restart\" of it must come before"
    ),
    (
      ["start", "pause", "pause"],
      "t.jsonl:4: \"pause\" of server 2, which is paused; a \"resume\" or a \"crash\" of it must come before"
    ),
    (
      ["start", "pause", "timeout"],
      "t.jsonl:4: \"timeout\" of server 2, which is paused; a \"resume\" or a \"crash\" of it must come before"
    ),
    (["start", "resume"], "t.jsonl:3: \"resume\" of server 2, which runs; a \"pause\" of it must come before"),
    (["crash restart"], "t.jsonl:2: \"crash\" of server 2, which never started; its first event must be \"start\""),
    (["crash apply"], "t.jsonl:2: \"crash\" of server 2, which never started; its first event must be \"start\""),
    (
      ["start", "crash", "crash timeout"],
      "t.jsonl:4: \"crash\" of server 2, which has crashed; a \"restart\" of it must come before"
    ),
    (
      ["start", "crash", "crash start"],
      "t.jsonl:4: \"crash\" of server 2, which has crashed; a \"restart\" of it must come before"
    ),
    (["crash start", "start"], "t.jsonl:3: server 2 starts twice; a start after a crash is \"restart\""),
    (["start", "crash", "start"], "t.jsonl:4: server 2 starts twice; a start after a crash is \"restart\""),
  ])
func impossibleLife(_ actions: [String], _ error: String) {
  #expect(failure(of: actions) == error)
}

@Test("A server with a recorded state starts before any server takes another step, and one without starts at any time")
func latePast() {
  let begun = [
    header, #"{"seq":1,"time":0,"action":"start","server":0}"#, #"{"seq":2,"time":0,"action":"timeout","server":0}"#,
  ]
  let past = #"{"seq":3,"time":0,"action":"start","server":1,"term":1}"#
  #expect(
    failure((begun + [past]).joined(separator: "\n"))
      == "t.jsonl:4: server 1 starts with a recorded state when others have begun; a server that has a term or a log must start "
      + "before any server takes another step")
  let fresh = #"{"seq":3,"time":0,"action":"start","server":1}"#
  #expect(failure((begun + [fresh]).joined(separator: "\n")) == "no error")
}

@Test("A step can keep no more entries than the log of its server has")
func impossibleIndex() {
  let lines = [
    header, #"{"seq":1,"time":0,"action":"start","server":0,"log":{"kept":0,"appended":[[1,1],[1,2],[1,3]]}}"#,
    #"{"seq":2,"time":0,"action":"timeout","server":0,"log":{"kept":1,"appended":[[2,2]]}}"#,
    #"{"seq":3,"time":0,"action":"timeout","server":0,"log":{"kept":3,"appended":[]}}"#,
  ]
  #expect(
    failure(lines.joined(separator: "\n"))
      == "t.jsonl:4: impossible index: \"log.kept\" is 3, but the log of server 0 has only 2 entries; it must be from 0 to 2"
  )
  #expect(failure(lines.dropLast().joined(separator: "\n")) == "no error")
}
