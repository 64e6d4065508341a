"""The verbs: the only code that changes a ticket. Chat, console, API and clock all call them."""
