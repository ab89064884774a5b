"""What keeps a bot from going live, each thing in a line with what to do about it."""
