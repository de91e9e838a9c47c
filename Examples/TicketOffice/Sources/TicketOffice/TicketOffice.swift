import RaftCore
import Simulator

/// A state machine that sells seats, each once.
public struct TicketOffice: StateMachine {
  /// What a client can ask for.
  public enum Command: Hashable, Sendable {
    /// Buys a seat.
    case buy(seat: Int)
    /// Gives a seat back.
    case cancel(seat: Int)
    /// Asks how many seats are free.
    case countFree
  }

  /// What a client gets back.
  public enum Output: Hashable, Sendable {
    /// The seat is sold to this client.
    case sold
    /// The seat is already sold.
    case taken
    /// The seat is free again, or was free already.
    case cancelled
    /// The number of free seats.
    case free(Int)
  }

  /// The number of seats.
  public static let seats = 16

  private var isSold = Array(repeating: false, count: seats)

  /// An office that has sold nothing.
  public init() {}

  /// Executes a command.
  public mutating func apply(_ command: Command) -> Output {
    switch command {
    case .buy(let seat):
      if isSold[seat] { return .taken }
      isSold[seat] = true
      return .sold
    case .cancel(let seat):
      isSold[seat] = false
      return .cancelled
    case .countFree: return .free(isSold.count { !$0 })
    }
  }
}

extension TicketOffice: SimulatedMachine {
  /// A command of a simulated client, made of random bits.
  public static func command(drawing word: UInt64, session: Int, sequence: Int) -> Command {
    let seat = Int(word >> 8) % seats
    switch word & 7 {
    case 0..<4: return .buy(seat: seat)
    case 4..<6: return .cancel(seat: seat)
    default: return .countFree
    }
  }

  /// The seats that are sold, one bit each.
  public static func stateHash(_ machine: TicketOffice) -> UInt64? {
    machine.isSold.reduce(0) { $0 << 1 | ($1 ? 1 : 0) }
  }
}
