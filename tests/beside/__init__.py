"""The bot and what people use in its place, side by side: a Telegram that is far away and strict."""
