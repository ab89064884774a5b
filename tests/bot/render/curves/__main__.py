"""Draws the pictures anew, to be looked at before they are kept."""

from tests.bot.render.curves import HERE, MESSAGES, plot_of

for name in MESSAGES:
    (HERE / f"{name}.png").write_bytes(plot_of(name).png())
