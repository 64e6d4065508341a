"""The tests: dialogues first, then each room, then the whole house."""
