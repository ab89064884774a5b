"""The use cases, told without Telegram: each is one synchronous function inside one transaction."""
