import Commands
import Simulator

// All commands of raftsim, with servers of this package.
Raftsim.main(core: CoreType("NaiveRaft", NaiveServer.self, rules: NaiveServer.Rules()))
