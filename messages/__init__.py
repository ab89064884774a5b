"""What is said: every word the bot says, in every language, and nothing of when or to whom."""
