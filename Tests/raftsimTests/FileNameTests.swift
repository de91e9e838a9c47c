import Foundation
import Reporting
import Testing
import TraceChecker

@Suite("Names of files that are not UTF-8, or have control characters")
struct FileNameTests {
  /// Runs a script in a new folder; `$1` is the program.
  private static func run(_ script: String) throws -> CommandTests.Outcome {
    let folder = CommandTests.temporary()
    try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
    defer { try? FileManager.default.removeItem(at: folder) }
    let inFolder = "cd \(folder.path); \(script)"
    return try CommandTests.run(["-c", inFolder, "bash", CommandTests.program.path], at: URL(filePath: "/bin/bash"))
  }

  @Test("the file is the one that was named, as output and as input, in every command")
  func named() throws {
    let outcome = try Self.run(
      #"""
      name=$'bad\xff\t.ndjson'
      "$1" replay 3 --defect vote-any-log --trace "$name" > /dev/null
      test -s "$name" && ls | wc -l
      "$1" check "$name" > /dev/null; echo check $?
      "$1" replay "$name" > /dev/null; echo replay $?
      "$1" replay --schedule "$name" --trace=$'\xfe' > /dev/null; echo schedule $?
      "$1" explore --around "$name" --depth 0 --no-trace > /dev/null; echo around $?
      mkdir $'\xfd'
      "$1" check --tla $'\xfd/TraceData.tla' "$name" > /dev/null; echo module $?
      test -s $'\xfe' && test -s $'\xfd/TraceData.tla' && echo written
      "$1" replay "$name" --trace ./"$name" 2>&1 > /dev/null | grep -o 'is the trace that is replayed'
      """#)
    #expect(
      outcome.output.split(separator: "\n").map { $0.trimmingCharacters(in: .whitespaces) } == [
        "1", "check 1", "replay 1", "schedule 1", "around 1", "module 1", "written", "is the trace that is replayed",
      ])
  }

  @Test("a name is printed with escapes, and the line to repeat a run names the file")
  func printed() throws {
    let outcome = try Self.run(
      #"""
      name=$'bad\xff\e.ndjson'
      "$1" check "$name"; "$1" replay "$name"
      "$1" replay 3 --defect vote-any-log --trace "$name" > /dev/null
      "$1" check "$name" --format json
      line=$("$1" replay "$name" | grep 'replay:'); echo "$line"
      eval "${line#*replay:}" > /dev/null; echo $?
      """#)
    #expect(!outcome.output.contains("\u{1b}") && !outcome.errors.contains("\u{1b}"))
    #expect(outcome.errors.contains(#"raftsim check: bad\xff\x1b.ndjson: it cannot be opened"#))
    #expect(outcome.output.contains(#""file":"bad\\xff\\x1b.ndjson""#))
    #expect(outcome.output.contains(#"replay $'bad\xff\x1b.ndjson'"#))
    #expect(outcome.output.hasSuffix("\n1\n"))
  }

  @Test("a text in a shell's $'...' stays what it is")
  func quoted() throws {
    #expect(ShellWord.quote(RawText(bytes: [0x27, 0x5C, 0xFF, 0x61])) == #"$'\'\\\xffa'"#)
    let word = ShellWord.quote(RawText(bytes: Array(1...255)))
    let outcome = try CommandTests.run(["-c", "printf %s \(word) | od -An -v -tu1"], at: URL(filePath: "/bin/bash"))
    #expect(outcome.output.split(whereSeparator: \.isWhitespace).map { Int($0) } == Array(1...255))
  }

  @Test("an option that takes no file refuses what is not UTF-8")
  func otherOption() throws {
    let outcome = try Self.run(
      #""$1" check --initial $'\xff' - < /dev/null; "$1" fuzz --runs $'1\xff'; "$1" $'fu\xff'; "$1" fuzz $'--se\xffed'"#
    )
    #expect(outcome.status == 64)
    #expect(
      outcome.errors.contains(#"option '--initial' must be one value"#) && outcome.errors.contains(#"not '\xff'"#))
    #expect(outcome.errors.contains(#"unknown command 'fu\xff'"#))
    #expect(outcome.errors.contains(#"unknown option '--se\xffed'; did you mean '--seed'?"#))
    #expect(outcome.errors.contains(#"option '--runs' must be a whole number of at least 1, not '1\xff'"#))
  }
}
