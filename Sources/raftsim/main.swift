if CommandLine.arguments.count > 1, CommandLine.arguments[1] == "probe" {
  ExploreProbe.run()
} else {
  Program.raftsim.main()
}
