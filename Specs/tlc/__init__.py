"""What `Specs/check` and `Specs/trace` do: TLC runs the models of the specification, and replays traces against it."""
