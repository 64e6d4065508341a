"""Everything that speaks HTTP to the outside: the callback, and Flask for the rest."""
