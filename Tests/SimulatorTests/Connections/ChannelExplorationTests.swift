import Testing

@testable import Simulator

/// Every state that two ends come to, whatever is lost, late or doubled, whoever crashes and whatever breaks: as far as
/// three offers and three answers reach.
@Suite("Two ends of a channel, in every order of events")
struct ChannelExplorationTests {
  private struct Taken {
    let before: ChannelPair
    let step: ChannelPair.Step
    let reaction: ChannelEnd.Reaction
    let after: ChannelPair
  }

  /// Every step from every state.
  private static let all: [Taken] = {
    var all: [Taken] = []
    var pairs = [ChannelPair()]
    var seen: Set = [pairs[0].state]
    var next = 0
    while next < pairs.count {
      let pair = pairs[next]
      next += 1
      for step in pair.steps {
        var after = pair
        let reaction = after.take(step)
        all.append(Taken(before: pair, step: step, reaction: reaction, after: after))
        guard after.offering.channel.offer <= 3, after.answering.channel.answer <= 3 else { continue }
        if seen.insert(after.state).inserted { pairs.append(after) }
      }
    }
    return all
  }()

  @Test("they are never open for different channels")
  func agreement() {
    let open = Self.all.map(\.after).filter(\.isOpen)
    #expect(open.filter { $0.offering.channel != $0.answering.channel }.isEmpty)
    #expect(open.count > 1_000)
  }

  @Test("an end opens a channel once, and the offering end only what the answering end has opened")
  func opening() {
    let opened = Self.all.filter(\.reaction.opens)
    let flaws = opened.filter { taken in
      let (before, after) = (taken.before.lastOpen, taken.after.lastOpen)
      guard taken.step.side == .offering else { return after.answering <= before.answering }
      return after.offering <= before.offering || after.offering != after.answering
    }
    #expect(flaws.isEmpty)
    #expect(opened.count > 300)
  }

  @Test("an end says of itself exactly when it opens and when it closes, and what is stale changes nothing")
  func reactions() {
    let flaws = Self.all.filter { taken in
      let (before, after) = (taken.before[taken.step.side], taken.after[taken.step.side])
      let opens = before.phase != .open && after.phase == .open
      let closes = before.phase == .open && (after.phase != .open || before.channel != after.channel)
      if taken.reaction.opens != opens || taken.reaction.closes != closes { return true }
      return taken.reaction.isStale && (before != after || taken.reaction != ChannelEnd.Reaction(isStale: true))
    }
    #expect(flaws.isEmpty)
    #expect(Self.all.count { $0.reaction.isStale } > 3_000)
  }

  @Test("a signal that comes twice in a row leaves its end as it was after the first time")
  func duplicates() {
    let arrivals = Self.all.filter(\.step.isArrival)
    let flaws = arrivals.filter { taken in
      var again = taken.after
      let reaction = again.take(taken.step)
      let (once, twice) = (taken.after[taken.step.side], again[taken.step.side])
      return reaction.opens || reaction.closes || once.phase != twice.phase || once.channel != twice.channel
    }
    #expect(flaws.isEmpty)
    #expect(arrivals.count > 10_000)
  }

  @Test("no signal of any time, and no offer that comes again, disturbs a channel that is open at both ends")
  func calm() {
    let disturbances = Self.all.filter { taken in
      guard taken.before.isOpen else { return false }
      return switch taken.step {
      case .crash, .loss: false
      case .arrival, .introduction, .retry: true
      }
    }
    let flaws = disturbances.filter { taken in
      !taken.after.isOpen || taken.reaction.closes || taken.before.offering.channel != taken.after.offering.channel
    }
    #expect(flaws.isEmpty)
    #expect(disturbances.count > 1_000)
  }

  @Test("from everywhere, a single round in a kind world opens the channel at both ends")
  func settling() {
    var (settled, flaws) = (Set<ChannelPair.State>(), [ChannelPair]())
    for taken in Self.all where settled.insert(taken.after.state).inserted {
      var pair = taken.after
      pair.settle()
      if !pair.isOpen { flaws.append(taken.after) }
    }
    #expect(flaws.isEmpty)
    #expect(settled.count > 3_000)
  }
}
