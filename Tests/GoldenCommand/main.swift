import Foundation
import GoldenData

// Rebuilds the golden data of the tests: see docs/golden-data.md.

do {
  let options = try Options(CommandLine.arguments.dropFirst())
  var rebuild = Rebuild(options)
  for part in Options.parts where options.parts.contains(part) { try rebuild.run(part) }
  exit(rebuild.report())
} catch {
  write("golden: \(error)")
  exit(64)
}
