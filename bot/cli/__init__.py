"""The command line: one file a group of commands. It asks and tells; what is done stands elsewhere."""
