--------------------------------- MODULE Raft ---------------------------------
(***************************************************************************)
(* The protocol of RaftCore, at the grain of its steps: what one step of a  *)
(* server does, with all that it sends, is one action here.                 *)
(*                                                                          *)
(* Written for this project after Diego Ongaro, "Consensus: Bridging Theory *)
(* and Practice" (2014), and his specification; sections are those of the   *)
(* Raft paper.  README.md maps every operator to the code, and says what    *)
(* differs from Ongaro's and why.                                           *)
(***************************************************************************)
EXTENDS Naturals, Sequences, FiniteSets

CONSTANTS
  Server,   \* The servers.
  Value,    \* What clients ask for.
  NoOp,     \* What a new leader may append (section 8); none of Value.
  Nil,      \* No server.
  Network,  \* "set": a message may arrive any number of times, or never.
            \* "bag": it arrives as often as it was sent, unless it is lost.
  NoOps,    \* Whether new leaders append the no-op: {TRUE}, {FALSE} or both.
  Batch,    \* The most entries in one message.
  Window,   \* The most entries sent ahead of an acknowledgment.
  Faults,   \* What a bag may do to messages beside delaying and reordering them:
            \* a subset of {"drop", "duplicate"}.
  Choices(_, _, _, _, _, _)
            \* What a step sends: CoreChoices, or what a trace records.

VARIABLES
  server,   \* Every server's state, as in Figure 2.
  messages  \* The network: how often each message can still arrive.

(* History variables: no action looks at them, only properties do. *)
VARIABLES
  elections,      \* <<term, leader>> of every election won.
  votes,          \* <<term, voter, candidate>> of every vote given.
  committed,      \* What was committed by any server, with the term it had.
  everCommitted,  \* How far each server ever committed, across restarts.
  durable         \* What each server wrote last: term, vote and log.

history == <<elections, votes, committed, everCommitted, durable>>
vars == <<server, messages, history>>

-------------------------------------------------------------------------------
(* Numbers, logs and bags *)

Max(S) == CHOOSE x \in S : \A y \in S : x >= y
Min(S) == CHOOSE x \in S : \A y \in S : x <= y
Range(sequence) == {sequence[k] : k \in DOMAIN sequence}

TermAt(log, index) == IF index = 0 THEN 0 ELSE log[index].term
LastTerm(log) == TermAt(log, Len(log))

(* Bags are functions to positive numbers. *)
Count(bag, m) == IF m \in DOMAIN bag THEN bag[m] ELSE 0
With(bag, m) == [n \in DOMAIN bag \cup {m} |-> IF n = m THEN Count(bag, m) + 1 ELSE bag[n]]
Without(bag, m) ==
  IF bag[m] > 1 THEN [bag EXCEPT ![m] = @ - 1] ELSE [n \in DOMAIN bag \ {m} |-> bag[n]]

RECURSIVE WithAll(_, _)
WithAll(bag, sequence) ==
  IF sequence = <<>> THEN bag ELSE WithAll(With(bag, Head(sequence)), Tail(sequence))

(* In a set a message that was sent stays. *)
AfterSending(bag, sequence) ==
  IF Network = "bag" THEN WithAll(bag, sequence)
  ELSE [m \in DOMAIN bag \cup Range(sequence) |-> 1]
AfterReceiving(bag, m) == IF Network = "bag" THEN Without(bag, m) ELSE bag

RECURSIVE Sequence(_)
Sequence(S) == IF S = {} THEN <<>> ELSE LET x == CHOOSE x \in S : TRUE IN <<x>> \o Sequence(S \ {x})

-------------------------------------------------------------------------------
(* The rules: the decisions on which safety rests, as in Rules.swift.  A      *)
(* model that must fail puts a wrong one in place of one of them.             *)

TermAfterHearing(current, heard) == Max({current, heard})
StepsDownOnNewerTerm(state) == TRUE

VoteOfCandidate(i) == i
IsVoteFree(votedFor, candidate) == votedFor \in {Nil, candidate}
IsUpToDate(index, term, log) ==
  \/ term > LastTerm(log)
  \/ term = LastTerm(log) /\ index >= Len(log)
CountsVote(sent, current) == sent = current
VotersAfterGrant(voters, voter) == voters \cup {voter}
IsQuorum(members) == 2 * Cardinality(members) > Cardinality(Server)
TermOfVoteReply(current) == current
VoteAfterHearingLeader(votedFor, state) == votedFor

AcceptsAppend(sent, current, state) == sent = current /\ state # "leader"
FitsPrevious(log, index, term) == index <= Len(log) /\ TermAt(log, index) = term
StoredEntry(entry, current) == entry
AcknowledgedIndex(verified, last) == verified

(* The log after a request with `entries` after `index`: only a real conflict  *)
(* removes entries (section 5.3).                                              *)
StoredLog(log, index, entries) ==
  LET agrees(n) == \A k \in 1..n : index + k <= Len(log) /\ log[index + k].term = entries[k].term
      agreed == Max({n \in 0..Len(entries) : agrees(n)})
  IN IF agreed = Len(entries) THEN log
     ELSE SubSeq(log, 1, index + agreed) \o SubSeq(entries, agreed + 1, Len(entries))

CountsAppendReply(sent, current) == sent = current
MatchAfter(known, reported) == Max({known, reported})
MatchOnElection(known) == 0
IsLateRejection(index, match) == index <= match
LowestNextIndex(match) == match + 1

CommitsByCounting(entry, current) == entry = current
FollowerCommit(leader, verified, last) == Min({leader, verified})
CommitAfter(current, proposed) == Max({current, proposed})

(* What a restarted server has of what it had written: all of it. *)
SurvivesRestart(written) == written

-------------------------------------------------------------------------------
(* Messages *)

VoteRequest(i, j, s) ==
  [kind |-> "voteRequest", from |-> i, to |-> j, term |-> s.currentTerm,
   index |-> Len(s.log), indexTerm |-> LastTerm(s.log)]

VoteReply(i, j, s, granted) ==
  [kind |-> "voteReply", from |-> i, to |-> j, term |-> TermOfVoteReply(s.currentTerm),
   success |-> granted]

(* A request with the `count` entries after index `previous`. *)
AppendRequest(i, j, s, previous, count) ==
  [kind |-> "appendRequest", from |-> i, to |-> j, term |-> s.currentTerm,
   index |-> previous, indexTerm |-> TermAt(s.log, previous),
   entries |-> SubSeq(s.log, previous + 1, previous + count), commit |-> s.commitIndex]

Accepted(i, j, s, match) ==
  [kind |-> "appendReply", from |-> i, to |-> j, term |-> s.currentTerm, success |-> TRUE,
   index |-> match, hintIndex |-> 0, hintTerm |-> 0]

Rejected(i, j, s, previous, hint) ==
  [kind |-> "appendReply", from |-> i, to |-> j, term |-> s.currentTerm, success |-> FALSE,
   index |-> previous, hintIndex |-> hint.index, hintTerm |-> hint.term]

(* Where the leader may continue (section 5.3): the first entry of the term that  *)
(* conflicts, or the first missing one.                                          *)
NoHint == [index |-> 0, term |-> 0]
Hint(log, previous) ==
  IF previous = 0 THEN NoHint
  ELSE IF previous > Len(log) THEN [index |-> Len(log) + 1, term |-> 0]
  ELSE LET term == log[previous].term
       IN [index |-> Min({k \in 1..previous : log[k].term = term}), term |-> term]

-------------------------------------------------------------------------------
(* Initial states *)

Nothing == [j \in Server |-> 0]
First == [j \in Server |-> 1]

InitServer ==
  [currentTerm |-> 0, votedFor |-> Nil, log |-> <<>>, state |-> "follower", commitIndex |-> 0,
   votesGranted |-> {}, nextIndex |-> First, matchIndex |-> Nothing]

Written(s) == [currentTerm |-> s.currentTerm, votedFor |-> s.votedFor, log |-> s.log]

Init ==
  /\ server = [i \in Server |-> InitServer]
  /\ messages = <<>>
  /\ elections = {}
  /\ votes = {}
  /\ committed = <<>>
  /\ everCommitted = [i \in Server |-> 0]
  /\ durable = [i \in Server |-> Written(InitServer)]

-------------------------------------------------------------------------------
(* One step of a server *)

Others(i) == Server \ {i}

(* What a role does not use is as it was in the beginning. *)
AsFollower(s) ==
  [s EXCEPT !.state = "follower", !.votesGranted = {}, !.nextIndex = First, !.matchIndex = Nothing]

(* A newer term makes any server a follower, with its vote free (section 5.1). *)
UpdateTerm(s, term) ==
  LET after == TermAfterHearing(s.currentTerm, term)
      heard == [s EXCEPT !.currentTerm = after, !.votedFor = Nil]
  IN IF after = s.currentTerm THEN s
     ELSE IF StepsDownOnNewerTerm(s.state) THEN AsFollower(heard) ELSE heard

(* A leader commits the last entry that a quorum has, if it is of its own term    *)
(* (section 5.4.2).                                                              *)
AdvanceCommitIndex(i, s) ==
  LET have(n) == {i} \cup {j \in Others(i) : s.matchIndex[j] >= n}
      agreed == {n \in s.commitIndex + 1 .. Len(s.log) : IsQuorum(have(n))}
  IN IF agreed # {} /\ CommitsByCounting(s.log[Max(agreed)].term, s.currentTerm)
     THEN [s EXCEPT !.commitIndex = CommitAfter(@, Max(agreed))] ELSE s

WithEntry(s, value) == [s EXCEPT !.log = Append(@, [term |-> s.currentTerm, value |-> value])]

HasWon(s) == s.state = "candidate" /\ IsQuorum(s.votesGranted)

(* A candidate with a quorum leads in the step in which it gets it (section 5.2). *)
BecomeLeader(i, s, noOp) ==
  LET leader == [s EXCEPT !.state = "leader",
                          !.nextIndex = [j \in Server |-> Len(s.log) + 1],
                          !.matchIndex = [j \in Server |-> MatchOnElection(@[j])]]
  IN IF ~HasWon(s) THEN s
     ELSE AdvanceCommitIndex(i, IF noOp THEN WithEntry(leader, NoOp) ELSE leader)

NoOpChoices(s) == IF HasWon(s) THEN NoOps ELSE {FALSE}

(* What the host and the history take note of when i is `new` after a step. *)
Remember(i, new) ==
  LET old == server[i]
      isElected == /\ new.state = "leader"
                   /\ old.state # "leader" \/ old.currentTerm # new.currentTerm
      given == IF new.votedFor = Nil THEN {} ELSE {<<new.currentTerm, i, new.votedFor>>}
      length == Min({new.commitIndex, Len(new.log)})
      extends == /\ length > Len(committed)
                 /\ \A k \in DOMAIN committed : committed[k].entry = new.log[k]
  IN /\ elections' = elections \cup IF isElected THEN {<<new.currentTerm, i>>} ELSE {}
     /\ votes' = votes \cup given
     /\ committed' = IF extends
                     THEN committed \o [k \in 1 .. length - Len(committed) |->
                            [entry |-> new.log[Len(committed) + k], term |-> new.currentTerm]]
                     ELSE committed
     /\ everCommitted' = [everCommitted EXCEPT ![i] = Max({@, length})]

(* Server i takes a step.                                                        *)
(*   input: the message received, or [kind |-> "request", command |-> v],        *)
(*          or [kind |-> "none"]                                                 *)
(*   new:   its state after it, but for nextIndex as it is when all is sent      *)
(*   reply: the answers of which it may send one; the core sends the first       *)
(*   must:  the servers that the core sends a request to                         *)
(*   may:   those that it sends one to if there is something new for them        *)
Step(i, input, new, reply, must, may) ==
  \E choice \in Choices(i, input, new, reply, must, may) :
    /\ server' = [server EXCEPT ![i] = [new EXCEPT !.nextIndex = choice.nextIndex]]
    /\ messages' = AfterSending(IF input.kind \in {"none", "request"} THEN messages
                                ELSE AfterReceiving(messages, input), choice.sent)
    /\ durable' = [durable EXCEPT ![i] = Written(new)]
    /\ Remember(i, new)

NoInput == [kind |-> "none"]

-------------------------------------------------------------------------------
(* What the core sends, exactly *)

HasNews(s, j) ==
  s.nextIndex[j] <= Len(s.log) /\ s.nextIndex[j] - 1 - s.matchIndex[j] < Window

NextCount(s, j) ==
  LET previous == s.nextIndex[j] - 1
      open == previous - s.matchIndex[j]
  IN IF open >= Window THEN 0 ELSE Min({Len(s.log) - previous, Batch, Window - open})

CoreRequest(i, j, s) ==
  IF s.state = "leader" THEN AppendRequest(i, j, s, s.nextIndex[j] - 1, NextCount(s, j))
  ELSE VoteRequest(i, j, s)

(* What was sent counts as on its way: nextIndex runs ahead. *)
CoreChoices(i, input, new, reply, must, may) ==
  LET to == must \cup {j \in may : HasNews(new, j)}
      isAhead(j) == j \in to /\ new.state = "leader"
      answer == IF reply = <<>> THEN <<>> ELSE <<Head(reply)>>
  IN {[sent |-> answer \o Sequence({CoreRequest(i, j, new) : j \in to}),
       nextIndex |-> [j \in Server |->
         IF isAhead(j) THEN new.nextIndex[j] + NextCount(new, j) ELSE new.nextIndex[j]]]}

-------------------------------------------------------------------------------
(* What any implementation may send.  A message that is not sent is as good as    *)
(* one that is lost, so nothing is owed; but nothing is answered twice.          *)

MayAppend(new, m) ==
  /\ new.state = "leader"
  /\ m.entries = <<>> \/ m.index >= new.matchIndex[m.to]
  /\ m.index + Len(m.entries) <= Len(new.log)
  /\ m.indexTerm = TermAt(new.log, m.index)
  /\ m.entries = SubSeq(new.log, m.index + 1, m.index + Len(m.entries))
  /\ m.commit <= new.commitIndex

(* Forwarding is no part of Raft; what is said of the log must be true. *)
MayForward(input, new, m) ==
  input.kind = "request" /\ new.state # "leader" /\ m.command = input.command

MayAnswerForward(input, new, m) ==
  CASE m.outcome = "committed" ->
         m.index \in 1..Min({new.commitIndex, Len(new.log)}) /\ new.log[m.index].value = m.command
    [] m.outcome = "notLeader" ->
         /\ input.kind = "forward" /\ new.state # "leader"
         /\ m.command = input.command /\ m.to = input.from
    [] OTHER -> TRUE

IsReply(m) == m.kind \in {"voteReply", "appendReply"}

MaySendOne(i, input, new, reply, m) ==
  /\ m.from = i /\ m.to # i /\ m.term = new.currentTerm
  /\ CASE m.kind = "voteRequest" -> new.state = "candidate" /\ m = VoteRequest(i, m.to, new)
       [] m.kind = "appendRequest" -> MayAppend(new, m)
       [] IsReply(m) -> m \in Range(reply)
       [] m.kind = "forward" -> MayForward(input, new, m)
       [] m.kind = "forwardReply" -> MayAnswerForward(input, new, m)

MaySend(i, input, new, reply, sent) ==
  LET number(test(_)) == Cardinality({k \in DOMAIN sent : test(sent[k])})
      isForward(m) == m.kind = "forward"
  IN /\ \A k \in DOMAIN sent : MaySendOne(i, input, new, reply, sent[k])
     /\ number(IsReply) <= IF reply = <<>> THEN 0 ELSE 1
     /\ number(isForward) <= 1

-------------------------------------------------------------------------------
(* Actions *)

(* What a server has that starts again: what it had written (Figure 2).  How far it *)
(* had committed it may know or not: `commit` is what it says.                     *)
Restarted(i, commit) ==
  LET kept == SurvivesRestart(durable[i])
  IN [InitServer EXCEPT !.currentTerm = kept.currentTerm, !.votedFor = kept.votedFor,
                        !.log = kept.log, !.commitIndex = commit]

RestartWith(i, commit) ==
  /\ server' = [server EXCEPT ![i] = Restarted(i, commit)]
  /\ UNCHANGED <<messages, history>>

(* The core does not remember. *)
Restart(i) ==
  /\ server' = [server EXCEPT ![i] = Restarted(i, 0)]
  /\ UNCHANGED <<messages, history>>

(* No leader was heard of: a new term, a vote for itself, a request to every       *)
(* other (section 5.2).                                                           *)
Timeout(i) ==
  LET s == server[i]
      candidate == [s EXCEPT !.currentTerm = @ + 1, !.votedFor = VoteOfCandidate(i),
                             !.state = "candidate", !.votesGranted = {i}]
  IN /\ s.state # "leader"
     /\ \E noOp \in NoOpChoices(candidate) :
          Step(i, NoInput, BecomeLeader(i, candidate, noOp), <<>>, Others(i), {})

(* A leader sends heartbeats, and sends again what may have been lost (section 5.2). *)
Heartbeat(i) ==
  /\ server[i].state = "leader"
  /\ Step(i, NoInput, server[i], <<>>, Others(i), {})

(* A leader appends what a client asks for (section 5.3). *)
ClientRequest(i, v) ==
  LET new == WithEntry(server[i], v)
  IN /\ server[i].state = "leader"
     /\ Step(i, [kind |-> "request", command |-> v], AdvanceCommitIndex(i, new),
             <<>>, {}, Others(i))

(* Another server passes a request on, or does nothing about it. *)
ClientRequestElsewhere(i, v) ==
  /\ server[i].state # "leader"
  /\ Step(i, [kind |-> "request", command |-> v], server[i], <<>>, {}, {})

(* A voter answers a candidate (section 5.4.1). *)
HandleVoteRequest(m) ==
  LET i == m.to
      s == UpdateTerm(server[i], m.term)
      granted == /\ m.term = s.currentTerm
                 /\ IsVoteFree(s.votedFor, m.from)
                 /\ IsUpToDate(m.index, m.indexTerm, s.log)
      new == IF granted THEN [s EXCEPT !.votedFor = m.from] ELSE s
  IN m.kind = "voteRequest" /\ Step(i, m, new, <<VoteReply(i, m.from, new, granted)>>, {}, {})

(* A candidate counts a vote, once a voter (section 5.2). *)
HandleVoteReply(m) ==
  LET i == m.to
      s == UpdateTerm(server[i], m.term)
      counts == s.state = "candidate" /\ m.success /\ CountsVote(m.term, s.currentTerm)
      counted == IF counts THEN [s EXCEPT !.votesGranted = VotersAfterGrant(@, m.from)] ELSE s
  IN /\ m.kind = "voteReply"
     /\ \E noOp \in NoOpChoices(counted) :
          LET new == BecomeLeader(i, counted, noOp)
          IN Step(i, m, new, <<>>, IF HasWon(counted) THEN Others(i) ELSE {}, {})

(* A follower takes entries of its leader, or says why not (section 5.3). *)
HandleAppendRequest(m) ==
  LET i == m.to
      s == UpdateTerm(server[i], m.term)
      heard == [s EXCEPT !.votedFor = VoteAfterHearingLeader(@, s.state)]
      follower == IF s.state = "candidate" THEN AsFollower(heard) ELSE heard
      verified == m.index + Len(m.entries)
      entries == [k \in DOMAIN m.entries |-> StoredEntry(m.entries[k], follower.currentTerm)]
      stored == [follower EXCEPT !.log = StoredLog(@, m.index, entries)]
      new == [stored EXCEPT
                !.commitIndex = CommitAfter(@, FollowerCommit(m.commit, verified, Len(stored.log)))]
      accepted == Accepted(i, m.from, new, AcknowledgedIndex(verified, Len(new.log)))
      rejections(t) == <<Rejected(i, m.from, t, m.index, Hint(t.log, m.index)),
                         Rejected(i, m.from, t, m.index, NoHint)>>
  IN /\ m.kind = "appendRequest"
     /\ IF ~AcceptsAppend(m.term, s.currentTerm, s.state)
        THEN Step(i, m, s, IF m.term < s.currentTerm THEN rejections(s) ELSE <<>>, {}, {})
        ELSE IF ~FitsPrevious(s.log, m.index, m.indexTerm)
        THEN Step(i, m, follower, rejections(follower), {}, {})
        ELSE Step(i, m, new, <<accepted>>, {}, {})

(* The next index after a rejection: after the last entry that may agree by the    *)
(* hint, and never at or before what is known to match.                            *)
NextAfterRejection(s, m) ==
  LET upTo == {k \in DOMAIN s.log : s.log[k].term <= m.hintTerm}
      last == IF upTo = {} THEN 0 ELSE Max(upTo)
      after == IF m.hintTerm = 0 THEN m.hintIndex
               ELSE IF TermAt(s.log, last) = m.hintTerm THEN last + 1
               ELSE Min({m.hintIndex, last + 1})
  IN Max({LowestNextIndex(s.matchIndex[m.from]), 1, Min({after, m.index, Len(s.log) + 1})})

(* A leader learns how far a follower agrees (section 5.3). *)
HandleAppendReply(m) ==
  LET i == m.to
      j == m.from
      s == UpdateTerm(server[i], m.term)
      (* No follower of this term agrees with what this log does not have. *)
      match == MatchAfter(s.matchIndex[j], Min({m.index, Len(s.log)}))
      known == [s EXCEPT !.matchIndex[j] = match, !.nextIndex[j] = Max({@, match + 1})]
      new == IF match > s.commitIndex THEN AdvanceCommitIndex(i, known) ELSE known
      back == [s EXCEPT !.nextIndex[j] = NextAfterRejection(s, m)]
  IN /\ m.kind = "appendReply"
     /\ IF s.state # "leader" \/ ~CountsAppendReply(m.term, s.currentTerm)
        THEN Step(i, m, s, <<>>, {}, {})
        ELSE IF m.success THEN Step(i, m, new, <<>>, {}, {j})
        ELSE IF IsLateRejection(m.index, s.matchIndex[j]) THEN Step(i, m, s, <<>>, {}, {})
        ELSE Step(i, m, back, <<>>, {j}, {})

(* A forwarded request: a leader takes it as it takes a client's.  Models do not     *)
(* forward, traces do.                                                             *)
HandleForward(m) ==
  LET i == m.to
      s == UpdateTerm(server[i], m.term)
      new == AdvanceCommitIndex(i, WithEntry(s, m.command))
  IN /\ m.kind = "forward"
     /\ IF s.state = "leader" THEN Step(i, m, new, <<>>, {}, Others(i))
        ELSE Step(i, m, s, <<>>, {}, {})

(* Its answer has a term, and nothing else that the protocol knows of. *)
HandleForwardReply(m) ==
  m.kind = "forwardReply" /\ Step(m.to, m, UpdateTerm(server[m.to], m.term), <<>>, {}, {})

(* What other implementations do, and the core does not: for traces, not in Next.   *)

(* A leader or a candidate gives up of its own accord, and stays in its term. *)
StepDown(i) ==
  /\ server[i].state # "follower"
  /\ Step(i, NoInput, AsFollower(server[i]), <<>>, {}, {})

(* Where a request begins before what is committed, a follower need not look at it:  *)
(* that much agrees with every leader's log (section 5.4).                          *)
AnswerByCommitIndex(m) ==
  LET i == m.to
      s == UpdateTerm(server[i], m.term)
      follower == IF s.state = "candidate" THEN AsFollower(s) ELSE s
  IN /\ m.kind = "appendRequest"
     /\ m.term = s.currentTerm /\ s.state # "leader" /\ m.index < s.commitIndex
     /\ Step(i, m, follower, <<Accepted(i, m.from, follower, s.commitIndex)>>, {}, {})

(* A voter that has heard from the leader of its term need not give a vote that is   *)
(* free.  TraceRaft knows who has heard from one.                                   *)
RefuseVote(m) ==
  LET i == m.to
      s == UpdateTerm(server[i], m.term)
  IN /\ m.kind = "voteRequest"
     /\ s.votedFor = Nil
     /\ Step(i, m, s, <<VoteReply(i, m.from, s, FALSE)>>, {}, {})

DropMessage(m) ==
  /\ messages' = Without(messages, m)
  /\ UNCHANGED <<server, history>>

DuplicateMessage(m) ==
  /\ messages' = With(messages, m)
  /\ UNCHANGED <<server, history>>

(* A step that takes a message out of the network has a name without it: TLC names  *)
(* a step in a counterexample only where what it chooses from is constant.         *)
ReceiveVoteRequest == \E m \in DOMAIN messages : HandleVoteRequest(m)
ReceiveVoteReply == \E m \in DOMAIN messages : HandleVoteReply(m)
ReceiveAppendRequest == \E m \in DOMAIN messages : HandleAppendRequest(m)
ReceiveAppendReply == \E m \in DOMAIN messages : HandleAppendReply(m)
ReceiveByCommitIndex == \E m \in DOMAIN messages : AnswerByCommitIndex(m)
Drop == Network = "bag" /\ "drop" \in Faults /\ \E m \in DOMAIN messages : DropMessage(m)
Duplicate ==
  Network = "bag" /\ "duplicate" \in Faults /\ \E m \in DOMAIN messages : DuplicateMessage(m)

Next ==
  \/ \E i \in Server : Restart(i)
  \/ \E i \in Server : Timeout(i)
  \/ \E i \in Server : Heartbeat(i)
  \/ \E i \in Server, v \in Value : ClientRequest(i, v)
  \/ ReceiveVoteRequest
  \/ ReceiveVoteReply
  \/ ReceiveAppendRequest
  \/ ReceiveAppendReply
  \/ Drop
  \/ Duplicate

Spec == Init /\ [][Next]_vars
===============================================================================
