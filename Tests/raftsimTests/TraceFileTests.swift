import Foundation
import Testing
import TraceChecker

@testable import Commands

@Suite("The file of a trace whose header cannot be made") struct TraceFileTests {
  private struct NoHeader: Error {}

  /// Makes the file, and throws where its header would come from.
  private static func fail(_ path: String) {
    let capture = Capture()
    let console = Console(output: capture.stream, errors: capture.stream, environment: [:])
    let argument = Argument(command: "raftsim replay", subject: "option '--trace'", raw: RawText(path))
    #expect(throws: NoHeader.self) {
      try TraceFile(argument, replaying: nil, console) {
        #expect(FileManager.default.fileExists(atPath: path) && isOpen(path))
        throw NoHeader()
      }
    }
    #expect(!isOpen(path))
  }

  /// Whether this process has the file open.
  private static func isOpen(_ path: String) -> Bool {
    let files = (try? FileManager.default.contentsOfDirectory(atPath: "/proc/self/fd")) ?? []
    return files.contains {
      (try? FileManager.default.destinationOfSymbolicLink(atPath: "/proc/self/fd/\($0)")) == path
    }
  }

  @Test("is removed if it is new")
  func new() {
    let path = CommandTests.temporary().path
    Self.fail(path)
    #expect(!FileManager.default.fileExists(atPath: path))
  }

  @Test("keeps its content if it was there before")
  func old() throws {
    let path = CommandTests.temporary().path
    defer { try? FileManager.default.removeItem(atPath: path) }
    try "content".write(toFile: path, atomically: true, encoding: .utf8)
    Self.fail(path)
    #expect(try String(contentsOfFile: path, encoding: .utf8) == "content")
  }
}
