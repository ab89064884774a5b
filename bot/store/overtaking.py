"""Urgent words to a chat leave in the order in which they were owed, whatever has held up the first."""

PATIENCE = 10  # tries, but for Telegram's own wish to wait: what is refused for good holds up no other

# A condition on a row of the outbox: no urgent words owed to its chat before it are still to be tried again.
OVERTAKES_NONE = f"""(sort <> 'urgent' OR NOT EXISTS (
  SELECT 1 FROM outbox earlier WHERE earlier.chat_id = outbox.chat_id AND earlier.state = 'due'
    AND earlier.sort = 'urgent' AND earlier.id < outbox.id AND earlier.tries > 0
    AND (earlier.tries < {PATIENCE} OR earlier.error = 'wait')))"""
