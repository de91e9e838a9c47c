-------------------------------- MODULE MCRaft --------------------------------
(***************************************************************************)
(* Bounded models of Raft.tla, for TLC.  The file models lists them, and    *)
(* check runs them.                                                         *)
(***************************************************************************)
EXTENDS Properties, TLC

CONSTANTS
  Candidates,   \* The servers that may time out: the fewer, the smaller the model.
  Restarting,   \* The servers that may restart.
  Foreign,      \* Whether servers also do what the core does not, and others do.
  MaxTerm,      \* No server is followed beyond this term,
  MaxLog,       \* nor with a log longer than this,
  MaxMessages   \* nor with more messages on their way at once.

(* A bound is a constraint: a state beyond it is generated and judged, but not counted  *)
(* as distinct, and nothing that follows from it is looked at.                         *)
RECURSIVE SumOver(_, _)
SumOver(bag, S) ==
  IF S = {} THEN 0 ELSE LET m == CHOOSE m \in S : TRUE IN bag[m] + SumOver(bag, S \ {m})

NumberOfMessages ==
  IF Network = "set" THEN Cardinality(DOMAIN messages) ELSE SumOver(messages, DOMAIN messages)

Bound ==
  /\ \A i \in Server : server[i].currentTerm <= MaxTerm /\ Len(server[i].log) <= MaxLog
  /\ NumberOfMessages <= MaxMessages

(* Servers that differ in nothing but their names, and values.  TLC takes the group that *)
(* these generate: servers and values may change places together.                       *)
Keeps(permutation, S) == {permutation[i] : i \in S} = S
Symmetry ==
  {p \in Permutations(Server) : Keeps(p, Candidates) /\ Keeps(p, Restarting)}
    \cup Permutations(Value)

(* What the core does not do and other implementations may. *)
GiveUp(i) == Foreign /\ StepDown(i)
NotLookAt == Foreign /\ ReceiveByCommitIndex

(* Next of Raft.tla, but that not all servers may do all.  A model without client       *)
(* requests has no values.                                                             *)
MCNext ==
  \/ \E i \in Restarting : Restart(i)
  \/ \E i \in Candidates : Timeout(i)
  \/ \E i \in Candidates : Heartbeat(i)
  \/ \E i \in Candidates, v \in Value : ClientRequest(i, v)
  \/ ReceiveVoteRequest
  \/ ReceiveVoteReply
  \/ ReceiveAppendRequest
  \/ ReceiveAppendReply
  \/ Drop
  \/ Duplicate
  \/ \E i \in Candidates : GiveUp(i)
  \/ NotLookAt

MCSpec == Init /\ [][MCNext]_vars

-------------------------------------------------------------------------------
(* Wrong rules, for the models that must fail.  Where a planted defect of              *)
(* Sources/Simulator/Defects is the same, its name is in a comment above.              *)

(* vote-self-unrecorded *)
NoVoteForItself(i) == Nil

(* A voter gives its vote to whoever asks. *)
VoteAlwaysFree(votedFor, candidate) == TRUE

(* A voter wants a log that is longer than its own. *)
OnlyLongerUpToDate(index, term, log) == index > Len(log)

(* vote-any-log *)
AnyLogUpToDate(index, term, log) == TRUE

(* term-regresses *)
TermAsHeard(current, heard) == heard

(* role-change-terms: a server moves to a term newer than the one that it hears of. *)
TermBeyondHeard(current, heard) == IF heard > current THEN heard + 1 ELSE current

(* leader-keeps-leading *)
LeadersKeepLeading(state) == state # "leader"

(* quorum-of-even-cluster *)
HalfIsQuorum(members) == 2 * Cardinality(members) >= Cardinality(Server)

(* Half of the servers, rounded down: one of three. *)
HalfRoundedDownIsQuorum(members) == Cardinality(members) >= Cardinality(Server) \div 2

(* append-stale-term-accepted; with the next, entries-restamped-from-old-leader *)
AcceptsOlderTerms(sent, current, state) == sent < current \/ state # "leader"

(* entries-restamped *)
Restamped(entry, current) == [entry EXCEPT !.term = current]

(* append-truncates-always; without the condition, append-truncates-on-heartbeat *)
CutAlways(log, index, entries) ==
  IF entries = <<>> THEN log ELSE SubSeq(log, 1, index) \o entries

(* match-assigned: the match index is what was reported last. *)
MatchAsReported(known, reported) == reported

(* Near stale-nack-below-match: a leader goes back as far as the hint says. *)
NextByHintOnly(s, m) == Max({1, Min({m.hintIndex, m.index})})

(* A leader sends again what was rejected, and never goes back. *)
NextStays(s, m) == m.index + 1

(* commit-old-term-by-counting *)
CommitsAnyTerm(entry, current) == TRUE

(* commit-index-falls *)
CommitAsProposed(current, proposed) == proposed

(* follower-commit-unbounded *)
CommitAsLeader(leader, verified, last) == leader

(* grant-before-durable *)
VoteForgotten(written) == [written EXCEPT !.votedFor = Nil]

(* A restarted server begins with term 0. *)
TermForgotten(written) == [written EXCEPT !.currentTerm = 0, !.votedFor = Nil]

(* A restarted server has lost the last entry that it had acknowledged. *)
LastEntryForgotten(written) == [written EXCEPT !.log = SubSeq(@, 1, Max({0, Len(@) - 1}))]
===============================================================================
