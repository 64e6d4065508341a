"""How often made-up chat is taken for a report."""
