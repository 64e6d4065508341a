"""Work on rule packs by hand: what is wrong with one, what it proves, what it would change, what it lacks."""
