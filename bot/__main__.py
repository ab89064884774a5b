"""`python -m bot`."""

from bot import heap

with heap.growing():
    from bot.commands import main

if __name__ == "__main__":
    main()
