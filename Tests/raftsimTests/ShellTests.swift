import Foundation
import Reporting
import Simulator
import Testing

@testable import Commands

@Suite("Completion and the manual page")
struct ShellTests {
  private static let scripts = ["bash", "zsh", "fish"]
  private static let commands = Program.raftsim.specs

  private static func script(_ shell: String) throws -> String {
    try CommandTests.raftsim("completion", shell).output
  }

  /// What the shell's syntax check says of a script; `nil` if there is no such shell.
  private static func complaint(of shell: String, _ script: String) throws -> String? {
    guard let path = path(of: shell) else { return nil }
    return try CommandTests.run(["-n", "/dev/stdin"], at: path, input: script).errors
  }

  private static func path(of program: String) -> URL? {
    ["/usr/bin", "/bin", "/usr/local/bin"].map { URL(filePath: "\($0)/\(program)") }
      .first { FileManager.default.isExecutableFile(atPath: $0.path) }
  }

  @Test("a script is correct for its shell", arguments: scripts)
  func syntax(_ shell: String) throws {
    let script = try Self.script(shell)
    #expect(try Self.complaint(of: shell, script) ?? "" == "")
    guard try Self.complaint(of: shell, "if true") != nil else { return }
    #expect(try Self.complaint(of: shell, script + "\nif true\n") != "", "the check can fail")
  }

  @Test("a script has every command and every option", arguments: scripts)
  func complete(_ shell: String) throws {
    let script = try Self.script(shell)
    for command in Self.commands {
      #expect(script.contains(command.name))
      for option in command.allOptions {
        let name = shell == "fish" ? " -l \(option.name.dropFirst(2)) " : option.name
        #expect(script.contains(name), "\(command.name) \(option.name)")
      }
    }
  }

  @Test("a script has the names of defects and invariants", arguments: scripts)
  func names(_ shell: String) throws {
    let script = try Self.script(shell)
    #expect(script.contains(Defect.all.map(\.name).joined(separator: " ")))
    #expect(script.contains("ElectionSafety VoteOnce "))
  }

  @Test(
    "bash completes commands, options and the names of values",
    .enabled(if: path(of: "bash") != nil, "there is no bash"),
    arguments: [
      (["fu"], "fuzz"), (["fuzz", "--see"], "--seed"), (["fuzz", "--defect", "vote-any"], "vote-any-log"),
      (["fuzz", "--defect", "=", "vote-any"], "vote-any-log"), (["replay", "--only", "VoteO"], "VoteOnce"),
      (["explore", "--network", "b"], "bag"), (["help", "inv"], "invariants"), (["fuzz", "--runs", ""], ""),
      (["completion", "z"], "zsh"), (["--v"], "--version"), (["replay", "--kind", "timeoutN"], "timeoutNow"),
      (["check", "Package.sw"], "Package.swift"), (["fuzz", "x"], ""),
    ])
  func bash(_ words: [String], _ completion: String) throws {
    let bash = try #require(Self.path(of: "bash"))
    let line = (["raftsim"] + words).map(ShellWord.quote).joined(separator: " ")
    let script =
      try Self.script("bash")
      + "COMP_WORDS=(\(line)); COMP_CWORD=\(words.count); _raftsim; printf %s \"${COMPREPLY[*]}\"\n"
    let outcome = try CommandTests.run([], at: bash, input: script)
    #expect(outcome.output == completion && outcome.errors == "")
  }

  @Test("options of the program are completed before a command, and fish knows which word the command is")
  func first() throws {
    #expect(try Self.script("fish").contains("-eq 1' -l version "))
    #expect(try Self.script("fish").contains("-n '__raftsim_is fuzz' -l seed "))
    #expect(try !Self.script("fish").contains("__fish_seen_subcommand_from"))
    #expect(try Self.script("zsh").contains("'--version:Print the version'"))
  }

  @Test("the manual page has every command and option, and no line that is no request by mistake")
  func manual() throws {
    let page = try CommandTests.raftsim("man").output
    let requests = [".TH ", ".SH ", ".SS ", ".TP", ".PP", ".B ", ".BI ", ".I "]
    for line in page.split(separator: "\n") where line.hasPrefix(".") || line.hasPrefix("'") {
      #expect(requests.contains { "\(line) ".hasPrefix($0) }, "\(line)")
    }
    #expect(page.hasPrefix(".TH RAFTSIM 1 \(Program.versionDate) \"raftsim \(Program.version)\" "))
    for command in Self.commands {
      #expect(page.contains("\n.SS raftsim \(command.name) "))
      for option in command.allOptions {
        #expect(page.contains("\n.BI " + option.name.replacing("-", with: "\\-")), "\(option.name)")
      }
    }
  }

  @Test("groff formats the manual page without a warning", .enabled(if: path(of: "groff") != nil, "there is no groff"))
  func warnings() throws {
    let groff = try #require(Self.path(of: "groff"))
    let page = try CommandTests.raftsim("man").output
    let options = ["-man", "-Tutf8", "-ww", "-z"]
    #expect(try CommandTests.run(options, at: groff, input: page).errors == "")
    #expect(try CommandTests.run(options, at: groff, input: page + ".NOREQUEST\n").errors != "", "the check can fail")
  }

  @Test(
    "a word is quoted where a shell would give it a meaning",
    arguments: [
      ("a-b_c/d.e:f,g+h@i%j=1", "a-b_c/d.e:f,g+h@i%j=1"), ("", "''"), ("a b", "'a b'"), ("it's", #"'it'\''s'"#),
      ("$x", "'$x'"), ("a*", "'a*'"), ("é", "'é'"), ("~x", "'~x'"), ("a;b", "'a;b'"),
    ])
  func quoting(_ word: String, _ quoted: String) { #expect(ShellWord.quote(word) == quoted) }
}
