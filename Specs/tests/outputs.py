"""What TLC prints, shortened."""

HOLDS = """\
TLC2 Version 2.15 of Day Month 20??
Finished computing initial states: 1 distinct state generated at 2026-11-30 06:24:10.
Progress(9) at 2026-11-30 06:24:20: 4 states generated (4 s/min), 3 distinct states found (3 ds/min), 2 states left on queue.
3 states generated, 2 distinct states found, 1 states left on queue.
Model checking completed. No error has been found.
  Estimates of the probability that TLC did not check all reachable states
61141 states generated, 4459 distinct states found, 0 states left on queue.
The depth of the complete state graph search is 20.
Finished in 05s at (2026-11-30 06:24:25)
"""

VIOLATED = """\
Error: Action property TermsMonotone is violated.
Error: The behavior up to this point is:
State 1: <Initial predicate>
/\\ votes = {}
/\\ server = ( s1 :>
      [ currentTerm |-> 0 ] )

State 2: <Timeout line 333, col 6 to line 335, col 81 of module Raft>
/\\ votes = {<<1, s1, s1>>}
/\\ server = ( s1 :>
      [ currentTerm |-> 1 ] )

33 states generated, 23 distinct states found, 8 states left on queue.
The depth of the complete state graph search is 5.
"""

STUTTERING = """\
Error: Temporal properties were violated.

Error: The following behavior constitutes a counter-example:

State 1: <Initial predicate>
/\\ calm = FALSE

State 2: <Calm line 40, col 3 to line 41, col 9 of module Liveness>
/\\ calm = TRUE

State 3: Stuttering
Finished checking temporal properties in 00s at 2026-11-30 06:24:18
221 states generated, 200 distinct states found, 0 states left on queue.
"""

LASSO = STUTTERING.replace("State 3: Stuttering", "Back to state 1: <Drop line 66, col 23 to line 66, col 59 of module Liveness>")

NOT_EVALUATED = """\
Parsing file MCRaft.tla
*** Errors: 1
Unknown operator: `Wrong'.
"""

DEADLOCK = """\
Error: Deadlock reached.
Error: The behavior up to this point is:
State 1: <Initial predicate>
/\\ messages = <<>>
/\\ line = 1
/\\ variant = 0

State 2: <TraceStart line 99, col 1 to line 99, col 20 of module TraceRaft>
/\\ messages = ( [ term |-> 1 ] :>
      1 )
/\\ line = 2
/\\ variant = 0

2 states generated, 2 distinct states found, 0 states left on queue.
"""
