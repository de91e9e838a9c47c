------------------------------- MODULE Liveness -------------------------------
(***************************************************************************)
(* Progress.  No Raft makes any in a world that never behaves, so this is a *)
(* world that does so from some time on:                                    *)
(*                                                                          *)
(*   at first  whatever Raft.tla allows: untimely timeouts, faults of the   *)
(*             network, restarts, within the bounds of the model;           *)
(*   calm      the faults are over, no client asks, messages are faster     *)
(*             than every timer (one passes only when no message is on its  *)
(*             way), an election timer passes only where none leads,        *)
(*             and no server's passes again before those of all others did: *)
(*             what random timeouts are for (section 5.2).                  *)
(*                                                                          *)
(* The calm comes in the end, at any moment, and then something happens as  *)
(* long as anything can: that is all the fairness there is.                 *)
(*                                                                          *)
(* The bounds are conditions of actions here and no constraint: a behavior *)
(* that is cut off would prove nothing.  In the calm only the term is       *)
(* bounded, on the safe side: who reaches the bound without a leader never  *)
(* gets one, and LeaderAgainAndAgain is violated.                           *)
(***************************************************************************)
EXTENDS MCRaft

VARIABLES
  calm,   \* Whether the calm has come.
  stood   \* Whose election timers passed in the calm, since those of all others did.

world == <<calm, stood>>
allVars == <<vars, world>>

LivenessInit == Init /\ calm = FALSE /\ stood = {}

(* At first *)

HasRoom == NumberOfMessages < MaxMessages

EarlyRestart(i) == ~calm /\ Restart(i) /\ UNCHANGED world
EarlyTimeout(i) ==
  ~calm /\ HasRoom /\ server[i].currentTerm < MaxTerm /\ Timeout(i) /\ UNCHANGED world
EarlyHeartbeat(i) == ~calm /\ HasRoom /\ Heartbeat(i) /\ UNCHANGED world
EarlyRequest(i, v) ==
  ~calm /\ HasRoom /\ Len(Log(i)) < MaxLog /\ ClientRequest(i, v) /\ UNCHANGED world
EarlyDrop == ~calm /\ Drop /\ UNCHANGED world
EarlyDuplicate == ~calm /\ HasRoom /\ Duplicate /\ UNCHANGED world

CalmComes == ~calm /\ calm' = TRUE /\ UNCHANGED <<vars, stood>>

(* In the calm *)

CalmMaxTerm == MaxTerm + 2 * Cardinality(Server)
IsQuiet == calm /\ messages = <<>>

CalmTimeout(i) ==
  /\ IsQuiet /\ i \notin stood /\ server[i].currentTerm < CalmMaxTerm
  /\ \A j \in Server : ~IsLeader(j)
  /\ Timeout(i)
  /\ stood' = IF stood \cup {i} = Server THEN {} ELSE stood \cup {i}
  /\ UNCHANGED calm
CalmHeartbeat(i) == IsQuiet /\ Heartbeat(i) /\ UNCHANGED world

(* At any time *)

VoteRequestArrives == ReceiveVoteRequest /\ UNCHANGED world
VoteReplyArrives == ReceiveVoteReply /\ UNCHANGED world
AppendRequestArrives == ReceiveAppendRequest /\ UNCHANGED world
AppendReplyArrives == ReceiveAppendReply /\ UNCHANGED world

LivenessNext ==
  \/ \E i \in Restarting : EarlyRestart(i)
  \/ \E i \in Candidates : EarlyTimeout(i)
  \/ \E i \in Server : EarlyHeartbeat(i)
  \/ \E i \in Server, v \in Value : EarlyRequest(i, v)
  \/ EarlyDrop
  \/ EarlyDuplicate
  \/ CalmComes
  \/ \E i \in Server : CalmTimeout(i)
  \/ \E i \in Server : CalmHeartbeat(i)
  \/ VoteRequestArrives
  \/ VoteReplyArrives
  \/ AppendRequestArrives
  \/ AppendReplyArrives

LivenessSpec ==
  /\ LivenessInit
  /\ [][LivenessNext]_allVars
  /\ WF_allVars(CalmComes)
  /\ WF_allVars(calm /\ LivenessNext)
===============================================================================
