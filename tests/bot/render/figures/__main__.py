"""Draws the picture anew, to be looked at before it is kept."""

from bot.render.figures_picture import plot
from tests.bot.render.figures import HERE, PICTURE, WORDS

(HERE / "month.png").write_bytes(plot(WORDS, PICTURE).png())
