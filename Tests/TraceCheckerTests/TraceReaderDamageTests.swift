import Testing
import TraceChecker

private let header = #"{"raftsim":"trace","version":1,"servers":3}"#
private let starts = (0..<3).map { #"{"seq":\#($0 + 1),"time":9,"action":"start","server":\#($0)}"# }

/// A line that a trace must not have, and what its error must say.
struct Damage: CustomTestStringConvertible, Sendable {
  let line: String
  let problem: String
  let remedy: String
  var testDescription: String { problem }

  init(_ line: String, _ problem: String, _ remedy: String) {
    self.line = line
    self.problem = problem
    self.remedy = remedy
  }

  /// An event 4, after three servers that started.
  init(event rest: String, _ problem: String, _ remedy: String) {
    self.init(#"{"seq":4,"time":9,"# + rest + "}", problem, remedy)
  }

  /// A message that server 1 receives as event 4.
  init(message: String, _ problem: String, _ remedy: String) {
    self.init(event: #""action":"receive","server":1,"message":{\#(message)}"#, problem, remedy)
  }
}

@Test(
  "A header that is none is an error of line 1",
  arguments: [
    Damage("", "the file is empty", "must have at least its header"),
    Damage("\n", "the file does not begin with JSON", "the first line must be like"),
    Damage("hello", "the file does not begin with JSON", "the first line must be like"),
    Damage("\u{0}\u{1}\u{2}", "the file does not begin with JSON", "the first line must be like"),
    Damage(#"{"seq":1,"time":0,"action":"start","server":0}"#, "the header is missing", "the first line must be like"),
    Damage(#"{"raftsim":"log"}"#, #""raftsim" is "log""#, #"it must be "trace""#),
    Damage(#"{"raftsim":"trace","version":3,"servers":3}"#, #""version" is 3"#, "it must be from 1 to 2"),
    Damage(#"{"raftsim":"trace","servers":3}"#, #""version" is missing"#, "the header must have"),
    Damage(#"{"raftsim":"trace","version":1}"#, #""servers" is missing"#, "the header must have"),
    Damage(#"{"raftsim":"trace","version":1,"servers":0}"#, #""servers" is 0"#, "from 1 to 9"),
    Damage(#"{"raftsim":"trace","version":1,"servers":10}"#, #""servers" is 10"#, "from 1 to 9"),
    Damage(
      #"{"raftsim":"trace","version":1,"servers":3,"seed":-1}"#, #""seed" is -1"#, "from 0 to 18446744073709551615"),
    Damage(#"{"raftsim":"trace","version":1,"servers":3,"seed":"1"}"#, #""seed" is "1""#, "a whole number"),
    Damage(#"{"raftsim":"trace","version":1,"servers":3,"defect":7}"#, #""defect" is 7"#, "must be a string"),
    Damage(#"{"raftsim":"trace","version":1,"servers":3,"sent":1}"#, #""sent" is 1"#, "must be true or false"),
    Damage(#"{"raftsim":"trace","version":0,"servers":3}"#, #""version" is 0"#, "it must be from 1 to 2"),
    Damage(#"{"raftsim":"trace","version":2,"servers":3,"core":7}"#, #""core" is 7"#, "must be a string"),
    Damage(#"{"core":7,"raftsim":"trace","version":2,"servers":3}"#, #""core" is 7"#, "must be a string"),
    Damage(#"{"raftsim":"trace","version":2,"servers":3,"syncs":1}"#, #""syncs" is 1"#, "must be true or false"),
    Damage(
      #"{"raftsim":"trace","version":1,"servers":3,"scenario":"--servers 5 --events 200"}"#,
      #""servers" is 3, and "scenario" has --servers 5"#, "both must give the same number"),
    Damage(
      #"{"raftsim":"trace","version":2,"scenario":"--loss 0.1 --servers=x","servers":3}"#,
      #""servers" is 3, and "scenario" has --servers x"#, "both must give the same number"),
    Damage(
      #"{"raftsim":"trace","version":1,"servers":3,"scenario":"--servers 3 --defect vote-any-log"}"#,
      #""scenario" has --defect vote-any-log"#, #"must be in the field "defect""#),
    Damage(header + "x", "x at column 44", "the end of the line must be there"),
    Damage(#"{"raftsim":"trace""#, "cut off", "one complete JSON object"),
  ])
func badHeader(_ damage: Damage) { expect(damage, at: 1, of: damage.line) }

@Test(
  "An event that breaks a rule is an error of its line",
  arguments: [
    Damage("x", "x at column 1", "'{' must be there"),
    Damage("{}", #""action" is missing"#, "every event must have"),
    Damage(#"{"seq":4,"#, "cut off", "one complete JSON object"),
    Damage(#"{"seq":4,}"#, "} at column 10", "'\"' must be there"),
    Damage(#"{"seq" 4}"#, "4 at column 8", "':' must be there"),
    Damage(#"{"seq":4 "time":1}"#, #""time" at column 10"#, "',' or '}'"),
    Damage(#"{"seq":4,"seq":4}"#, #""seq" occurs twice"#, "occur there once"),
    Damage(#"{"seq":5,"time":9,"action":"heal"}"#, #""seq" is 5"#, "it must be 4"),
    Damage(#"{"seq":3,"time":9,"action":"heal"}"#, #""seq" is 3"#, "it must be 4"),
    Damage(#"{"seq":4,"time":8,"action":"heal"}"#, "falls from 9 to 8", "at least that of the event before"),
    Damage(#"{"seq":4,"action":"heal"}"#, #""time" is missing"#, #"an event "heal" must have "seq", "time""#),
    Damage(#"{"seq":4.0,"action":"heal"}"#, #""seq" is 4.0"#, "a whole number"),
    Damage(#"{"seq":4e0,"action":"heal"}"#, #""seq" is 4e0"#, "a whole number"),
    Damage(#"{"seq":04,"action":"heal"}"#, #""seq" is 04"#, "a whole number"),
    Damage(#"{"seq":-4,"action":"heal"}"#, #""seq" is -4"#, "a whole number"),
    Damage(#"{"seq":99999999999999999999999}"#, #""seq" is 99999999999999999999999"#, "from 0 to 281474976710656"),
    Damage(#"{"time":281474976710657}"#, #""time" is 281474976710657"#, "from 0 to 281474976710656"),
    Damage(event: #""action":"heartbeat","server":0,"match":[0,0,0]"#, "one is missing", "have both or none"),
    Damage(event: #""action":"heartbeat","server":0,"match":[0,0]"#, #""match" has 2 numbers"#, "each of the 3"),
    Damage(event: #""action":"heartbeat","server":0,"next":[0,0,0,0]"#, "has 4 numbers", "each of the 3 servers"),
    Damage(event: #""action":"heartbeat","server":0,"match":7"#, "7 at column", "'[' must be there"),
    Damage(event: #""action":"heal","match":[0,0,0],"next":[0,0,0]"#, #""match" occurs in"#, "it may only have"),
    Damage(event: #""action":"crash","server":0,"sent":[]"#, #""sent" occurs in"#, "it may only have"),
    Damage(event: #""action":"heartbeat","server":0,"sent":[{"to":1}]"#, #""sent.kind" is missing"#, "one of"),
    Damage(
      event: #""action":"heartbeat","server":0,"sent":[{"kind":"voteReply","to":1}]"#, #""success" is missing"#,
      "must have"),
    Damage(
      event: #""action":"heartbeat","server":0,"sent":[{"kind":"voteReply","from":2,"to":1,"success":true}]"#,
      "server 0 sends a message of server 2", #"must be the "server""#),
    Damage(
      event: #""action":"heartbeat","server":0,"sent":[{"kind":"voteReply","to":0,"success":true}]"#,
      "server 0 sends a message to itself", "must differ"),
    Damage(event: #""action":"heal"}x{"#, "x at column", "the end of the line must be there"),
    Damage(event: #""action":"tiemout","server":0"#, #""action" is "tiemout""#, #"one of "start", "timeout""#),
    Damage(event: #""action":7"#, #""action" is 7"#, #"one of "start""#),
    Damage(event: #""action":"crash""#, #""server" is missing"#, #"an event "crash" must have"#),
    Damage(event: #""action":"crash","server":3"#, #""server" is 3"#, "0 to 2"),
    Damage(event: #""action":"crash","server":null"#, #""server" is null"#, "0 to 2"),
    Damage(event: #""action":"heal","server":0"#, #""server" occurs in an event "heal""#, "it may only have"),
    Damage(event: #""action":"timeout","server":0,"vote":3"#, #""vote" is 3"#, "0 to 2"),
    Damage(
      event: #""action":"timeout","server":0,"role":"boss""#, #""role" is "boss""#,
      #""follower", "candidate", "leader""#),
    Damage(event: #""action":"timeout","server":0,"term":"1""#, #""term" is "1""#, "a whole number"),
    Damage(event: #""action":"start","server":0"#, "server 0 starts twice", #""restart""#),
    Damage(event: #""action":"receive","server":0"#, #""message" is missing"#, "must have"),
    Damage(event: #""action":"lose""#, #""message" is missing"#, "must have"),
    Damage(event: #""action":"duplicate""#, #""message" is missing"#, "must have"),
    Damage(event: #""action":"partition""#, #""group" or "cut" is missing"#, "must have one"),
    Damage(event: #""action":"partition","group":[0],"cut":[[0,1]]"#, "occur in one event", "must have one"),
    Damage(event: #""action":"partition","cut":[[0,3]]"#, #""cut" is 3"#, "0 to 2"),
    Damage(event: #""action":"partition","cut":[[1,1]]"#, "from 1 to itself", "two servers"),
    Damage(event: #""action":"heal","cut":[[0,1]]"#, #""cut" occurs in"#, "may only have"),
    Damage(event: #""action":"partition","group":[3]"#, #""group" is 3"#, "0 to 2"),
    Damage(event: #""action":"request","server":0"#, #""client" is missing"#, "must have"),
    Damage(event: #""action":"invoke","client":{}"#, #""command" is missing"#, "the client of \"invoke\" must have"),
    Damage(event: #""action":"answer","client":{"command":1}"#, #""outcome" is missing"#, "the client of \"answer\""),
    Damage(event: #""action":"invoke","client":{"command":1,"index":4}"#, #""index" occurs in"#, "may only have"),
    Damage(
      event: #""action":"invoke","client":{"command":18446744073709551616}"#, "18446744073709551616", "whole number"),
    Damage(event: #""action":"invoke","client":{"command":1,"text":3}"#, #""client.text" is 3"#, "must be a string"),
  ])
func badEvent(_ damage: Damage) {
  expect(damage, at: 5, of: ([header] + starts + [damage.line]).joined(separator: "\n"))
}

@Test(
  "A message or log that cannot be is an error",
  arguments: [
    Damage(message: "", #""message.kind" is missing"#, #"one of "voteRequest""#),
    Damage(message: #""kind":"prevote""#, #""message.kind" is "prevote""#, #"one of "voteRequest""#),
    Damage(
      message: #""kind":"voteReply","from":0,"to":1,"success":true"#, #""term" is missing"#, #"a message "voteReply""#),
    Damage(message: #""kind":"voteReply","from":0,"to":1,"term":1"#, #""success" is missing"#, "must have"),
    Damage(
      message: #""kind":"voteReply","from":0,"to":1,"term":1,"success":1"#, #""message.success" is 1"#, "true or false"),
    Damage(message: #""kind":"voteReply","from":1,"to":1,"term":1,"success":true"#, "to itself", "must differ"),
    Damage(
      message: #""kind":"voteReply","from":0,"to":2,"term":1,"success":true"#, "a message to server 2", "must be the"),
    Damage(message: #""kind":"voteReply","from":9,"to":1,"term":1,"success":true"#, #""message.from" is 9"#, "0 to 2"),
    Damage(
      message: #""kind":"forward","from":0,"to":1,"term":1,"command":1,"entries":[]"#, #""entries" occurs in"#,
      "may only"),
    Damage(message: #""kind":"appendRequest","entries":[[1]]"#, "] at column", "',' must be there"),
    Damage(message: #""kind":"appendRequest","entries":[[1,2,3]]"#, ", at column", "']' must be there"),
    Damage(message: #""kind":"appendRequest","entries":[1]"#, "1 at column", "'[' must be there"),
    Damage(
      event: #""action":"restart","server":1,"log":{"kept":1,"appended":[]}"#, "impossible index: \"log.kept\" is 1",
      "from 0 to 0"),
    Damage(event: #""action":"restart","server":1,"log":{"kept":0}"#, #""appended" is missing"#, "must have"),
    Damage(event: #""action":"restart","server":1,"log":[]"#, "[ at column", "'{' must be there"),
    Damage(event: #""action":"crash","server":1,"x":"\#u{1}""#, "the byte 1 at column", "a character or an escape"),
    Damage(event: #""action":"crash","server":1,"x":"\q""#, "q\" at column", "an escape like"),
    Damage(event: #""action":"crash","server":1,"x":"\ud800""#, "is not Unicode", "valid UTF-8"),
    Damage(event: #""action":"crash","server":1,"x":"\u00g0""#, "g0\" at column", "four hexadecimal digits"),
    Damage(event: #""action":"crash","server":1,"x":01"#, "1 at column", "',' or '}'"),
    Damage(event: #""action":"crash","server":1,"x":1."#, "} at column", "a digit"),
    Damage(event: #""action":"crash","server":1,"x":nil"#, "nil at column", "a value must be there"),
    Damage(event: #""action":"crash","server":1,"x":[1,]"#, "] at column", "a value must be there"),
  ])
func badPart(_ damage: Damage) {
  expect(damage, at: 5, of: ([header] + starts + [damage.line]).joined(separator: "\n"))
}

private func expect(_ damage: Damage, at line: Int, of text: String) {
  let found = failure(text)
  #expect(found.hasPrefix("t.jsonl:\(line): "))
  #expect(found.contains(damage.problem))
  let halves = found.split(separator: ";", maxSplits: 1)
  #expect(halves.count == 2 && halves[1].contains(damage.remedy), "\(found)")
}
