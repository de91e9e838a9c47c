import RaftTesting
import Testing
import TicketOffice

@Test func ticketsAreReplicated() {
  expectNoViolation(seeds: 1...50, machine: TicketOffice.self)
}
