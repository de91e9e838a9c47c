------------------------------ MODULE Properties ------------------------------
(***************************************************************************)
(* What must hold of Raft.tla.  Every operator has the name of the file in  *)
(* Sources/TraceChecker/Invariants that checks the same of a trace.         *)
(*                                                                          *)
(* Those of one state are invariants; those of a step have the form         *)
(* [][...]_vars, and TLC checks them as properties.  None of them judges by *)
(* one of the rules of Raft.tla: a model that puts a wrong rule in place    *)
(* must not bend the yardstick.                                             *)
(***************************************************************************)
EXTENDS Raft

-------------------------------------------------------------------------------
(* What the properties speak of *)

Log(i) == server[i].log
Logs == {server[i].log : i \in Server}
IsLeader(i) == server[i].state = "leader"
HasTerm(i, term) == server[i].currentTerm = term

IsMajority(members) == 2 * Cardinality(members) > Cardinality(Server)
Majorities == {members \in SUBSET Server : IsMajority(members)}

IsPrefix(short, long) == Len(short) <= Len(long) /\ \A k \in DOMAIN short : short[k] = long[k]

(* Whether log one is at least as up-to-date as log other (section 5.4.1). *)
IsAsUpToDate(one, other) ==
  \/ LastTerm(one) > LastTerm(other)
  \/ LastTerm(one) = LastTerm(other) /\ Len(one) >= Len(other)

(* What server i knows to be committed. *)
CommittedPrefix(i) == SubSeq(Log(i), 1, Min({server[i].commitIndex, Len(Log(i))}))

(* Who takes a step.  Properties of steps look at nobody else, which saves TLC time. *)
Stepping == {i \in Server : server'[i] # server[i]}

(* Whether a step is a restart of i, whatever it says of what it had committed.      *)
IsRestart(i) == RestartWith(i, server'[i].commitIndex)

-------------------------------------------------------------------------------
(* Elections and terms *)

(* At most one leader is elected in a term (section 5.2). *)
ElectionSafety == \A e, f \in elections : e[1] = f[1] => e[2] = f[2]

(* A server votes for at most one candidate in a term, across restarts (section 5.2). *)
VoteOnce == \A v, w \in votes : v[1] = w[1] /\ v[2] = w[2] => v[3] = w[3]

(* A server's term never decreases, across restarts (section 5.1). *)
TermsMonotone == [][\A i \in Stepping : server'[i].currentTerm >= server[i].currentTerm]_vars

(* A message's term is at most its sender's: no server sends a term that it has not  *)
(* reached, and none falls below a term that it has sent (section 5.1).              *)
MessageTermsBounded == \A m \in DOMAIN messages : m.term <= server[m.from].currentTerm

(* A vote goes to a log at least as up-to-date as the voter's, when it is given      *)
(* (section 5.4.1).  A candidate that has given way to another one in the term       *)
(* meanwhile is not held to it: the new leader may have cut its log to an older one. *)
VotersNotNewer ==
  [][\A vote \in votes' \ votes :
       LET voter == vote[2]
           candidate == server'[vote[3]]
       IN candidate.currentTerm = vote[1] /\ candidate.state # "follower"
          => IsAsUpToDate(candidate.log, server'[voter].log)]_vars

(* Roles change as in Figure 4 (section 5.2): anything may become a follower; who     *)
(* becomes a candidate does so in a newer term, and was no leader; who leads was a    *)
(* candidate in this very term, and leads in no other.  A single server elects itself *)
(* in the step in which it becomes a candidate.  Only candidates begin terms: a       *)
(* follower has its newer term from a message (section 5.1).                          *)
PermittedRoleChange(old, new) ==
  LET isSameTerm == new.currentTerm = old.currentTerm
  IN CASE new.state = "follower" -> TRUE
       [] new.state = "candidate" ->
            IF isSameTerm THEN old.state = "candidate"
            ELSE new.currentTerm > old.currentTerm /\ old.state # "leader"
       [] new.state = "leader" ->
            IF isSameTerm THEN old.state \in {"candidate", "leader"}
            ELSE /\ Cardinality(Server) = 1
                 /\ new.currentTerm > old.currentTerm /\ old.state # "leader"

IsTermFromMessage(i) ==
  server'[i].currentTerm > server[i].currentTerm /\ server'[i].state = "follower"
  => \E m \in DOMAIN messages : m.to = i /\ m.term >= server'[i].currentTerm

PermittedRoleChanges ==
  [][\A i \in Stepping : /\ PermittedRoleChange(server[i], server'[i])
                        /\ IsTermFromMessage(i)]_vars

-------------------------------------------------------------------------------
(* Logs *)

(* Logs with an entry of the same index and term agree in all entries up to it       *)
(* (section 5.3).  The checker remembers logs that are gone, too.                    *)
LogMatching ==
  \A one, other \in Logs : \A k \in DOMAIN one \cap DOMAIN other :
    one[k].term = other[k].term => SubSeq(one, 1, k) = SubSeq(other, 1, k)

(* Terms never decrease along a log (section 5.3). *)
LogTermsMonotone == \A log \in Logs : \A k \in 2..Len(log) : log[k - 1].term <= log[k].term

(* Only who was elected in a term creates entries of it (section 5.3). *)
EntryTermsElected ==
  LET elected == {e[1] : e \in elections}
  IN \A log \in Logs : \A k \in DOMAIN log : log[k].term \in elected

(* A leader never overwrites or removes entries of its log (section 5.3). *)
LeaderAppendOnly ==
  [][\A i \in Stepping : IsLeader(i) /\ server'[i].state = "leader"
                       => IsPrefix(Log(i), server'[i].log)]_vars

(* A leader adds entries of its own term, also in the step that elects it; any other *)
(* server changes its log only to that of a leader of its term, as far as a request  *)
(* that arrived shows it.  Nothing else changes a log: no timeout, no vote, no       *)
(* restart (section 5.3).                                                            *)
IsOwnAppend(i) ==
  LET log == server'[i].log
  IN /\ server'[i].state = "leader"
     /\ IsPrefix(Log(i), log)
     /\ \A k \in Len(Log(i)) + 1 .. Len(log) : log[k].term = server'[i].currentTerm

IsTakenFromLeader(i) ==
  /\ server'[i].state = "follower"
  /\ \E m \in DOMAIN messages :
       /\ m.kind = "appendRequest" /\ m.to = i /\ m.term = server'[i].currentTerm
       /\ m.index <= Len(Log(i))
       /\ server'[i].log = SubSeq(Log(i), 1, m.index) \o m.entries

PermittedLogChanges ==
  [][\A i \in Stepping : \/ server'[i].log = Log(i)
                       \/ IsOwnAppend(i)
                       \/ IsTakenFromLeader(i)]_vars

-------------------------------------------------------------------------------
(* What a leader knows of the others *)

(* A leader's match indexes never fall while it leads in a term (section 5.3).       *)
(* Ongaro's specification assigns what an answer reports, and late answers lower it  *)
(* there, which harms nothing; ours takes the maximum.  A restart ends leadership,   *)
(* and so do they with it.                                                           *)
MatchIndexMonotone ==
  [][\A i \in Stepping, j \in Server :
       IsLeader(i) /\ server'[i].state = "leader" /\ HasTerm(i, server'[i].currentTerm)
       => server'[i].matchIndex[j] >= server[i].matchIndex[j]]_vars

(* What a leader sends next is after what is known to match (section 5.3).    *)
MatchIndexBelowNext ==
  \A i \in Server : IsLeader(i) =>
    \A j \in Others(i) : server[i].matchIndex[j] < server[i].nextIndex[j]

-------------------------------------------------------------------------------
(* What is committed *)

(* A server's commit index never decreases while it is up (section 5.3).  Harmless   *)
(* in Ongaro's specification, which assigns it where ours takes the maximum.  A      *)
(* restart forgets it (Figure 2).                                                    *)
CommitIndexMonotone ==
  [][\A i \in Stepping : \/ server'[i].commitIndex >= server[i].commitIndex
                       \/ IsRestart(i)]_vars

(* A server's commit index never passes the end of its log (section 5.3). *)
CommitIndexWithinLog == \A i \in Server : server[i].commitIndex <= Len(Log(i))

(* No two servers ever commit, and so apply, different entries at one index          *)
(* (section 5.4.3): all agree with what was committed there first.                   *)
StateMachineSafety ==
  \A i \in Server : \A k \in DOMAIN CommittedPrefix(i) :
    k \in DOMAIN committed => committed[k].entry = Log(i)[k]

(* What was committed in a term is in the log of the leader of every later term      *)
(* (section 5.4).  A leader owes nothing to terms later than its own: a delayed vote *)
(* may elect it when others are further.                                             *)
LeaderCompleteness ==
  \A i \in Server : IsLeader(i) =>
    \A k \in DOMAIN committed :
      committed[k].term < server[i].currentTerm
      => k \in DOMAIN Log(i) /\ Log(i)[k] = committed[k].entry

(* Every committed entry is in the durable logs of a majority (section 5.3). *)
HoldsCommitted(i) ==
  \A k \in DOMAIN committed : k \in DOMAIN Log(i) /\ Log(i)[k] = committed[k].entry
CommittedOnMajority == IsMajority({i \in Server : HoldsCommitted(i)})

(* A server never changes or removes an entry that it has ever committed, across     *)
(* restarts (section 5.3).                                                           *)
CommittedEntriesStable ==
  [][\A i \in Stepping :
       IsPrefix(SubSeq(Log(i), 1, Min({everCommitted[i], Len(Log(i))})), server'[i].log)]_vars

(* A restarted server has the term, vote and log that it had written (Figure 2): no  *)
(* step but a restart can make what it has and what it wrote differ.                 *)
DurableStateSurvives == \A i \in Server : Written(server[i]) = durable[i]

(* Every majority has a member whose log begins with what a server has committed:    *)
(* whoever is elected by it has met it (section 5.4).                                *)
QuorumHoldsCommitted ==
  \A i \in Server : \A members \in Majorities : \E j \in members :
    IsPrefix(CommittedPrefix(i), Log(j))

(* A log at least as up-to-date as a server's holds what that server has committed   *)
(* (section 5.4.1), if that server's log reaches the term in which it was committed. *)
(* A follower that was sent the first part of it only may end in an older term than  *)
(* that of a server which missed it: with five servers, see README.md.               *)
UpToDateLogHoldsCommitted ==
  \A i, j \in Server :
    LET length == Len(CommittedPrefix(i))
    IN /\ IsAsUpToDate(Log(j), Log(i))
       /\ length \in DOMAIN committed
       /\ committed[length].term <= LastTerm(Log(i))
       => IsPrefix(CommittedPrefix(i), Log(j))

(* The commit index of a leader rises only to an entry of its own term               *)
(* (section 5.4.2).                                                                  *)
LeaderCommitsOwnTerm ==
  [][\A i \in Stepping :
       LET new == server'[i]
       IN new.state = "leader" /\ new.commitIndex > server[i].commitIndex
          => /\ new.commitIndex \in DOMAIN new.log
             /\ new.log[new.commitIndex].term = new.currentTerm]_vars

-------------------------------------------------------------------------------
(* Progress: what becomes true if the network and the timers behave from some time   *)
(* on.  Liveness.tla says what that means.                                           *)

(* There is a leader again and again (section 5.6). *)
LeaderAgainAndAgain == []<>(\E i \in Server : IsLeader(i))

(* Every value is on all servers in the end, or on none (section 5.3). *)
HasValue(i, v) == \E k \in DOMAIN Log(i) : Log(i)[k].value = v
ValuesOnAllOrNone ==
  \A v \in Value : <>[]({i \in Server : HasValue(i, v)} \in {{}, Server})
===============================================================================
