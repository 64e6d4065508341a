"""The parts of `bot.config`: what can be set, where it comes from, how mistakes are told."""
