import Glibc
import Reporting
import Testing

@testable import Commands

@Suite("Output")
struct OutputTests {
  @Test("The option beats the environment, and that beats the terminal")
  func colors() {
    let terminal = ["TERM": "xterm"]
    #expect(ColorChoice.auto.usesColor(environment: terminal, isTerminal: true))
    #expect(!ColorChoice.auto.usesColor(environment: terminal, isTerminal: false))
    #expect(!ColorChoice.auto.usesColor(environment: ["TERM": "dumb"], isTerminal: true))
    #expect(!ColorChoice.auto.usesColor(environment: ["NO_COLOR": "1"], isTerminal: true))
    #expect(ColorChoice.auto.usesColor(environment: ["NO_COLOR": ""], isTerminal: true))
    #expect(ColorChoice.auto.usesColor(environment: ["CLICOLOR_FORCE": "1"], isTerminal: false))
    #expect(!ColorChoice.auto.usesColor(environment: ["CLICOLOR_FORCE": "0"], isTerminal: false))
    #expect(!ColorChoice.auto.usesColor(environment: ["NO_COLOR": "1", "CLICOLOR_FORCE": "1"], isTerminal: true))
    #expect(ColorChoice.always.usesColor(environment: ["NO_COLOR": "1"], isTerminal: false))
    #expect(!ColorChoice.never.usesColor(environment: ["CLICOLOR_FORCE": "1"], isTerminal: true))
  }

  @Test("Text is set off only where there are colors")
  func styles() {
    #expect(Style.plain.red("x") == "x")
    #expect(Style(isOn: true).red("x") == "\u{1b}[31mx\u{1b}[0m")
  }

  @Test("Text is collected, and comes out whole and in order")
  func buffering() {
    let capture = Capture(capacity: 10)
    for number in 0..<1000 { capture.stream.writeLine("\(number)") }
    #expect(capture.text() == (0..<1000).map { "\($0)\n" }.joined())
  }

  @Test("A full device is reported in one line and ends with 70")
  func fullDevice() {
    let errors = Capture()
    let full = OutputStream(descriptor: open("/dev/full", O_WRONLY))
    full.writeLine("lost")
    let console = Console(output: full, errors: errors.stream, environment: [:])
    #expect(console.finish(.ok) == .internal)
    #expect(!full.isOpen)
    #expect(errors.text() == "raftsim: cannot write to standard output: No space left on device\n")
  }

  @Test("A reader that goes away ends the output quietly")
  func brokenPipe() {
    SignalHandler.ignoreOutputSignals()
    let (output, errors) = (Capture(capacity: 0), Capture())
    output.closeReader()
    output.stream.writeLine("unread")
    output.stream.writeLine("unread")
    #expect(output.stream.failure == EPIPE)
    #expect(Console(output: output.stream, errors: errors.stream, environment: [:]).finish(.violation) == .violation)
    #expect(errors.text() == "")
  }

  @Test("Progress waits between two updates, and asks for its text only then")
  func progress() {
    let capture = Capture()
    let clear = "\r\u{1b}[K"
    var asked = 0
    var line = ProgressLine(capture.stream, mode: .redrawn, now: 0)
    for time in stride(from: 0, to: 300_001, by: 50_000) {
      _ = line.draw(at: time) {
        asked += 1
        return [""]
      }
    }
    #expect(asked == 3)
    #expect(
      line.draw(at: 400_000) { [String(repeating: "x", count: 500)] } == clear + String(repeating: "x", count: 60))
    let parts = ["0 violations", String(repeating: "x", count: 46), "left out"]
    #expect(line.draw(at: 500_000) { parts } == clear + parts[0] + ", " + parts[1], "60 columns")
    #expect(line.draw(at: 600_000) { ["0 violations", parts[1] + "x", "left out"] } == clear + "0 violations")
    line.finish()
    line.finish()
    #expect(capture.text() == "\r\u{1b}[K")
  }

  @Test("Without a terminal, progress is a plain line every five seconds, and none if it is not wanted")
  func plainProgress() {
    let capture = Capture()
    var line = ProgressLine(capture.stream, mode: .lines, now: 0)
    #expect(line.draw(at: 4_999_999) { ["early"] } == nil)
    #expect(line.draw(at: 5_000_000) { ["now", "then"] } == "now, then\n")
    line.finish()
    var off = ProgressLine(capture.stream, mode: .off, now: 0)
    off.update { ["never"] }
    #expect(capture.text() == "")
  }
}
