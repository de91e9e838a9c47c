------------------------------- MODULE TraceRaft -------------------------------
(***************************************************************************)
(* A recorded trace is a behavior of Raft.tla: every event is one of its   *)
(* actions, and leads to the state that the trace records.  `raftsim check  *)
(* --tla` writes the trace as the module TraceData:                         *)
(*                                                                          *)
(*   Servers   the servers                                                  *)
(*   Trace     the events, in their order; see docs/trace-format.md.  What  *)
(*             clients, partitions and pauses do is no action: left out.    *)
(*   Variants  traces that differ from it: from event number `at` on,       *)
(*             `events` replace `dropped` of its events.                    *)
(*                                                                          *)
(* TLC prints <<"accepted", 0>> when it has consumed the trace.  Otherwise  *)
(* it ends in a deadlock: the event at `line` is none that Raft allows in   *)
(* the last state.  Variants are for comparing many traces in one run, with *)
(* -deadlock on the command line, which keeps TLC from stopping at the      *)
(* first that is rejected: each prints <<"at", its number, line>> in every  *)
(* state, and <<"accepted", its number>> when it is consumed.               *)
(***************************************************************************)
EXTENDS Raft, TraceData, TLC

VARIABLES
  line,    \* The number of the next event.
  variant  \* Which trace it is: 0 is Trace, and k is Variants[k].

traceVars == <<vars, line, variant>>

(* Variants[k] is Trace's events before its own, then its own events, and then     *)
(* Trace's events after those that it drops.                                       *)
EventOf(k, n) ==
  IF k = 0 THEN Trace[n]
  ELSE LET v == Variants[k]
           own == n - v.at + 1
       IN IF own < 1 THEN Trace[n]
          ELSE IF own <= Len(v.events) THEN v.events[own]
          ELSE Trace[n - Len(v.events) + v.dropped]

LengthOf(k) ==
  IF k = 0 THEN Len(Trace) ELSE Len(Trace) + Len(Variants[k].events) - Variants[k].dropped

Event == EventOf(variant, line)

-------------------------------------------------------------------------------
(* A step sends what the trace records, if any implementation may send that.  A   *)
(* recorded next index is anywhere after what matches, up to the log's end.       *)

MayBeNext(i, new, next) ==
  \A j \in Others(i) : next[j] > new.matchIndex[j] /\ next[j] <= Len(new.log) + 1

TraceChoices(i, input, new, reply, must, may) ==
  LET next == IF "next" \in DOMAIN Event THEN Event.next ELSE new.nextIndex
  IN IF /\ MaySend(i, input, new, reply, Event.sent)
        /\ "next" \in DOMAIN Event => MayBeNext(i, new, next)
     THEN {[sent |-> Event.sent, nextIndex |-> next]} ELSE {}

(* No property is judged here, so no action takes note of what only they look at:  *)
(* it would cost every step the length of the log.                                *)
RememberNothing(i, new) == UNCHANGED <<elections, votes, committed, everCommitted>>

-------------------------------------------------------------------------------
(* The state after a step is the one that the trace records. *)

ToldLog(e) ==
  IF "log" \in DOMAIN e THEN SubSeq(server[e.server].log, 1, e.log.kept) \o e.log.appended
  ELSE server[e.server].log

IsTold(e) ==
  LET s == server'[e.server]
  IN /\ s.currentTerm = e.term
     /\ s.votedFor = e.vote
     /\ s.state = e.role
     /\ s.commitIndex = e.commit
     /\ "log" \in DOMAIN e => e.log.kept <= Len(server[e.server].log)
     /\ s.log = ToldLog(e)
     /\ "match" \in DOMAIN e => \A j \in Others(e.server) : s.matchIndex[j] = e.match[j]

(* An event of that name is next, and it is consumed. *)
Consume(action) ==
  /\ line <= LengthOf(variant)
  /\ Event.action = action
  /\ line' = line + 1
  /\ UNCHANGED variant

(* A server with a recorded state has it in its first step: one that Raft can reach.  *)
IsRecordedState(log, term) ==
  \A k \in DOMAIN log : log[k].term <= IF k < Len(log) THEN log[k + 1].term ELSE term

Start(e) ==
  LET log == ToldLog(e)
      new == [InitServer EXCEPT !.currentTerm = e.term, !.votedFor = e.vote, !.log = log,
                                !.commitIndex = e.commit]
  IN /\ "log" \in DOMAIN e => e.log.kept = 0
     /\ IsRecordedState(log, e.term)
     /\ e.commit <= Len(log)
     /\ e.sent = <<>>
     /\ server' = [server EXCEPT ![e.server] = new]
     /\ durable' = [durable EXCEPT ![e.server] = Written(new)]
     /\ UNCHANGED <<messages, elections, votes, committed, everCommitted>>

(* A step that a crash cut short may have written a newer term or a vote, which      *)
(* nobody heard of; and a leader's own entries may be lost that it wrote while its   *)
(* followers did: its disk had promised nothing (Ongaro's thesis, 10.2.1). What it    *)
(* committed of them, a majority of the others had then.                             *)
RestartTold(e) ==
  LET s == server[e.server]
      log == ToldLog(e)
      new == [InitServer EXCEPT !.currentTerm = e.term, !.votedFor = e.vote, !.log = log,
                                !.commitIndex = e.commit]
  IN /\ \/ e.term > s.currentTerm
        \/ e.term = s.currentTerm /\ s.votedFor \in {Nil, e.vote}
     /\ \/ log = s.log
        \/ /\ s.state = "leader"
           /\ log = SubSeq(s.log, 1, Min({Len(log), Len(s.log)}))
           /\ \A k \in Len(log) + 1 .. Len(s.log) : s.log[k].term = s.currentTerm
           /\ \/ Len(log) >= s.commitIndex
              \/ IsQuorum({j \in Server \ {e.server} : s.matchIndex[j] >= s.commitIndex})
     /\ e.commit <= Min({s.commitIndex, Len(log)})
     /\ e.sent = <<>>
     /\ server' = [server EXCEPT ![e.server] = new]
     /\ durable' = [durable EXCEPT ![e.server] = Written(new)]
     /\ UNCHANGED <<messages, elections, votes, committed, everCommitted>>

-------------------------------------------------------------------------------
(* One disjunct for each action, so that TLC's counterexamples name them. *)

Received(kind) ==
  /\ Event.action = "receive"
  /\ Event.message.kind = kind
  /\ Event.message \in DOMAIN messages

TraceStart == Consume("start") /\ Start(Event) /\ IsTold(Event)
(* What a crash loses is recorded by the restart. *)
TraceCrash == Consume("crash") /\ UNCHANGED vars /\ IsTold(Event)
TraceRestart == Consume("restart") /\ RestartTold(Event) /\ IsTold(Event)
TraceTimeout == Consume("timeout") /\ Timeout(Event.server) /\ IsTold(Event)
TraceStepDown ==
  \E action \in {"timeout", "heartbeat"} :
    Consume(action) /\ StepDown(Event.server) /\ IsTold(Event)
TraceHeartbeat == Consume("heartbeat") /\ Heartbeat(Event.server) /\ IsTold(Event)
TraceClientRequest ==
  Consume("request") /\ ClientRequest(Event.server, Event.command) /\ IsTold(Event)
TraceClientRequestElsewhere ==
  Consume("request") /\ ClientRequestElsewhere(Event.server, Event.command) /\ IsTold(Event)

TraceHandleVoteRequest ==
  Consume("receive") /\ Received("voteRequest") /\ HandleVoteRequest(Event.message) /\ IsTold(Event)
(* An append of its present term has reached the server since it started last. *)
KnowsLeader(i) ==
  \E n \in 1 .. line - 1 :
    LET e == EventOf(variant, n)
    IN /\ e.action = "receive"
       /\ e.server = i
       /\ e.message.kind = "appendRequest"
       /\ e.message.term = server[i].currentTerm
       /\ \A k \in n + 1 .. line - 1 :
            EventOf(variant, k).action = "restart" => EventOf(variant, k).server # i

TraceRefuseVote ==
  Consume("receive") /\ Received("voteRequest") /\ KnowsLeader(Event.server)
    /\ Event.message.term <= server[Event.server].currentTerm
    /\ RefuseVote(Event.message) /\ IsTold(Event)
TraceHandleVoteReply ==
  Consume("receive") /\ Received("voteReply") /\ HandleVoteReply(Event.message) /\ IsTold(Event)
TraceHandleAppendRequest ==
  Consume("receive") /\ Received("appendRequest") /\ HandleAppendRequest(Event.message) /\ IsTold(Event)
TraceHandleAppendReply ==
  Consume("receive") /\ Received("appendReply") /\ HandleAppendReply(Event.message) /\ IsTold(Event)
TraceAnswerByCommitIndex ==
  Consume("receive") /\ Received("appendRequest") /\ AnswerByCommitIndex(Event.message)
    /\ IsTold(Event)
TraceHandleForward ==
  Consume("receive") /\ Received("forward") /\ HandleForward(Event.message) /\ IsTold(Event)
TraceHandleForwardReply ==
  Consume("receive") /\ Received("forwardReply") /\ HandleForwardReply(Event.message) /\ IsTold(Event)

TraceDropMessage ==
  Consume("lose") /\ Event.message \in DOMAIN messages /\ DropMessage(Event.message)
TraceDuplicateMessage ==
  Consume("duplicate") /\ Event.message \in DOMAIN messages /\ DuplicateMessage(Event.message)

(* A variant leaves the trace where it differs. *)
Branch ==
  /\ variant = 0
  /\ variant' \in {k \in DOMAIN Variants : Variants[k].at = line}
  /\ UNCHANGED <<vars, line>>

(* No step, but a word on how far a variant has come. *)
Tell == variant # 0 /\ PrintT(<<"at", variant, line>>) /\ FALSE

Accept ==
  /\ line > LengthOf(variant)
  /\ PrintT(<<"accepted", variant>>)
  /\ UNCHANGED traceVars

TraceInit == Init /\ line = 1 /\ variant = 0

TraceNext ==
  \/ TraceStart
  \/ TraceCrash
  \/ TraceRestart
  \/ TraceTimeout
  \/ TraceStepDown
  \/ TraceHeartbeat
  \/ TraceClientRequest
  \/ TraceClientRequestElsewhere
  \/ TraceHandleVoteRequest
  \/ TraceRefuseVote
  \/ TraceHandleVoteReply
  \/ TraceHandleAppendRequest
  \/ TraceHandleAppendReply
  \/ TraceAnswerByCommitIndex
  \/ TraceHandleForward
  \/ TraceHandleForwardReply
  \/ TraceDropMessage
  \/ TraceDuplicateMessage
  \/ Branch
  \/ Tell
  \/ Accept

(* What is recorded determines the state, so its place in the trace identifies it. *)
TraceView == <<line, variant>>
===============================================================================
