"""From a bare machine to a bot that may go live: questions, answers checked at once, what follows of them."""
