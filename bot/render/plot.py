"""Draws curves of soreness and figures of a time: a program of its own, which ends with the picture.

It is started by its path, knows nothing of the house, and is never imported where the bot runs: what it is
made with takes 70 MB. JSON comes on standard input, as `bot.render.curve` and
`bot.render.figures_picture` make it; PNG goes out.
"""

import io
import json
import sys
from typing import Any

from matplotlib.axes import Axes
from matplotlib.backends.backend_agg import FigureCanvasAgg
from matplotlib.figure import Figure
from matplotlib.lines import Line2D
from matplotlib.patheffects import withStroke

Spec = dict[str, Any]

# A hundredth of an inch is a pixel of a phone 390 wide, of which three of the picture make one.
WIDTH, PANEL, BELOW, LEGEND = 3.9, 1.75, 0.42, 0.17  # inches; of a legend, each line
BARS, SHARE = 0.85, 0.3  # of how often was rated; of a share, with its words
SHARP = 300  # pixels an inch
SMALL, NORMAL = 7.6, 8.6  # points; eleven and twelve pixels of the phone
# Its own ground, so that it reads alike on a light and on a dark screen; told apart without colours too.
PAPER, INK, FAINT, NIGHT = "#f7f6f2", "#1f2328", "#5b626b", "#dcdfe8"
CURVE, ALARM, CLINIC = "#1b5480", "#b3261e", "#4c3a86"
GRID, SPREAD = "#e3e4e8", "#b4cbdd"
LOWEST, HIGHEST = -1.9, 11.4  # what is asked stands below nought, what is raised above ten
ASKED_AT, RAISED_AT = -1.1, 10.75
DAY, HALF = 24, 12
LONG = 100  # hours, beyond which only days are marked
# Where the number of a rating stands.
ABOVE: Spec = {"xytext": (0, 4.5), "ha": "center", "va": "bottom"}
UNDER: Spec = {"xytext": (0, -4.5), "ha": "center", "va": "top"}
BESIDE: Spec = {"xytext": (5, 0), "ha": "left", "va": "center"}
STYLES: dict[str, Spec] = {
    "quiet": {"marker": "s", "color": NIGHT, "markersize": 7, "linestyle": ""},
    "asked": {"marker": "^", "color": INK, "markersize": 4.5, "linestyle": ""},
    "silent": {"marker": "^", "color": INK, "markersize": 4.5, "linestyle": "", "markerfacecolor": PAPER},
    "alerts": {"marker": "v", "color": ALARM, "markersize": 5.5, "linestyle": ""},
    "lines": {"marker": "D", "color": CLINIC, "markersize": 4, "linestyle": ""},
    "severe": {"color": ALARM, "linewidth": 0.9, "linestyle": (0, (5, 3))},
    "now": {"color": FAINT, "linewidth": 0.9, "linestyle": (0, (1, 2))},
}


def draw(told: Spec) -> bytes:
    """The picture of what is told, with no word beside the image."""
    figure = _figures(told) if "shares" in told else _curves(told)
    out = io.BytesIO()
    figure.savefig(out, format="png", facecolor=PAPER, metadata={"Software": None})
    return out.getvalue()


def _curves(told: Spec) -> Figure:
    """All panels, one above the other on one scale of hours."""
    panels = told["panels"]
    legend = [name for name in STYLES if name in told["legend"]]
    lines = -(-len(legend) // 2)
    below = BELOW + LEGEND * lines
    height = PANEL * len(panels) + below
    figure = _paper(height)
    grid = figure.add_gridspec(
        len(panels),
        1,
        left=0.075,
        right=0.965,
        bottom=below / height,
        top=1 - 0.26 / height,
        hspace=0.26,
    )
    for place, panel in enumerate(panels):
        _panel(figure.add_subplot(grid[place]), panel, told, last=place == len(panels) - 1)
    figure.legend(
        [Line2D([], [], **STYLES[name]) for name in legend],
        [told["legend"][name] for name in legend],
        loc="lower left",
        bbox_to_anchor=(0.05, 0.02 / height),
        ncols=2,
        fontsize=SMALL,
        labelcolor=INK,
        frameon=False,
        handlelength=1.6,
        columnspacing=1.4,
        labelspacing=0.25,
        borderpad=0.1,
    )
    return figure


def _paper(height: float) -> Figure:
    figure = Figure(figsize=(WIDTH, height), dpi=SHARP, facecolor=PAPER)
    FigureCanvasAgg(figure)
    return figure


def _panel(axes: Axes, panel: Spec, told: Spec, *, last: bool) -> None:
    """One session: hours since its end along, soreness up."""
    _scale(axes, told, last=last)
    axes.set_title(panel["title"], loc="left", fontsize=NORMAL, color=INK, pad=4)
    for since, until in panel["quiet"]:
        axes.axvspan(since, until, facecolor=NIGHT, edgecolor="none", zorder=0)
    axes.axhline(told["severe"], **STYLES["severe"], zorder=1)
    if panel["now"] is not None:
        axes.axvline(panel["now"], **STYLES["now"], zorder=1)
    for name in ("alerts", "lines"):
        axes.plot(panel[name], [RAISED_AT] * len(panel[name]), **STYLES[name], zorder=4)
    axes.vlines(panel["alerts"], 0, RAISED_AT, color=ALARM, linewidth=0.8, zorder=2)
    for name in ("asked", "silent"):
        axes.plot(panel[name], [ASKED_AT] * len(panel[name]), **STYLES[name], zorder=3)
    if panel["points"]:
        _curve(axes, panel["points"], told["most"])
    else:
        axes.text(
            told["end"] / 2,
            told["most"] / 2,
            told["none"],
            fontsize=NORMAL,
            color=FAINT,
            ha="center",
            va="center",
        )


def _curve(axes: Axes, points: list[list[float]], most: int) -> None:
    """The ratings with their numbers, each where the line leaves room for it."""
    hours, values = zip(*points, strict=True)
    axes.plot(hours, values, color=CURVE, linewidth=1.7, marker="o", markersize=4.5, zorder=5, clip_on=False)
    around = [values[0], *values, values[-1]]
    for place, (hour, value) in enumerate(points):
        before, after = around[place], around[place + 2]
        rises = before <= value < after or before > value < after
        side = BESIDE if value in (0, most) else UNDER if rises and value > 1 else ABOVE
        _number(axes, (hour, value), f"{value:g}", side)


def _scale(axes: Axes, told: Spec, *, last: bool) -> None:
    end, most = told["end"], told["most"]
    step = HALF if end <= LONG else DAY * -(-int(end) // (DAY * 8))
    axes.set_facecolor(PAPER)
    axes.set_xlim(-0.02 * end, 1.02 * end)
    axes.set_ylim(LOWEST, HIGHEST)
    axes.set_xticks(range(0, int(end) + 1, step))
    axes.set_yticks(range(0, most + 1, 2))
    axes.tick_params(labelsize=SMALL, colors=INK, length=2.5, pad=2, labelbottom=last)
    axes.grid(axis="y", color=GRID, linewidth=0.6, zorder=0)
    for side in ("top", "right"):
        axes.spines[side].set_visible(False)
    for side in ("left", "bottom"):
        axes.spines[side].set_color(FAINT)
    if last:
        axes.set_xlabel(told["hours"], fontsize=SMALL, color=INK, labelpad=2)


def _figures(told: Spec) -> Figure:
    """The soreness over the hours, how often it was rated, and the shares of a time."""
    below = SHARE * len(told["shares"]) + 0.1
    height = PANEL + BARS + 1.12 + below
    figure = _paper(height)
    stand = (
        (_medians, height - 0.26 - PANEL, PANEL),
        (_ratings, below + 0.4, BARS),
        (_shares, 0.05, below - 0.1),
    )
    for draws, bottom, tall in stand:
        draws(figure.add_axes((0.075, bottom / height, 0.89, tall / height)), told)
    return figure


def _over_hours(axes: Axes, told: Spec, title: str) -> None:
    axes.set_facecolor(PAPER)
    axes.set_title(title, loc="left", fontsize=NORMAL, color=INK, pad=4)
    axes.set_xlim(0, told["end"])
    ticks = range(0, told["end"] + 1, HALF)
    axes.set_xticks(ticks, [*map(str, ticks[:-1]), "…" if told["open"] else str(ticks[-1])])
    axes.tick_params(labelsize=SMALL, colors=INK, length=2.5, pad=2)
    for side in ("top", "right"):
        axes.spines[side].set_visible(False)
    for side in ("left", "bottom"):
        axes.spines[side].set_color(FAINT)


def _medians(axes: Axes, told: Spec) -> None:
    """A box from the lower to the upper quartile, with the median as a line and its number."""
    _over_hours(axes, told, told["soreness"])
    axes.set_ylim(-0.4, told["most"] + 0.9)
    axes.set_yticks(range(0, told["most"] + 1, 2))
    axes.grid(axis="y", color=GRID, linewidth=0.6, zorder=0)
    for one in told["bands"]:
        if (median := one["median"]) is not None:
            begin, end = one["begin"] + 1, one["end"] - 1
            axes.fill_between([begin, end], one["low"], one["high"], color=SPREAD, linewidth=0, zorder=2)
            axes.hlines(median, begin, end, color=CURVE, linewidth=2.2, zorder=3)
            _number(axes, ((begin + end) / 2, median), f"{median:g}")


def _ratings(axes: Axes, told: Spec) -> None:
    """A bar for each stretch of hours; of one with too few people only that there are few."""
    _over_hours(axes, told, told["ratings"])
    axes.set_xlabel(told["hours"], fontsize=SMALL, color=INK, labelpad=2)
    axes.set_yticks([])
    axes.spines["left"].set_visible(False)
    axes.set_ylim(0, 1.35 * max([1, *(one["ratings"] or 0 for one in told["bands"])]))
    for one in told["bands"]:
        ratings, middle = one["ratings"] or 0, (one["begin"] + one["end"]) / 2
        axes.bar(middle, ratings, one["end"] - one["begin"] - 2, color=CURVE, zorder=2)
        _number(axes, (middle, ratings), told["few"] if one["ratings"] is None else f"{ratings}")


def _number(axes: Axes, at: tuple[float, float], said: str, side: Spec = ABOVE) -> None:
    number = axes.annotate(
        said,
        at,
        **side,
        textcoords="offset points",
        fontsize=NORMAL,
        fontweight="bold",
        color=CURVE,
        zorder=6,
    )
    number.set_path_effects([withStroke(linewidth=2.2, foreground=PAPER)])


def _shares(axes: Axes, told: Spec) -> None:
    """A line of words with a bar below it for each; where the share is hidden, the bar is."""
    axes.set_axis_off()
    axes.set_xlim(0, 100)
    axes.set_ylim(len(told["shares"]), 0)
    for place, (said, percent) in enumerate(told["shares"]):
        axes.text(0, place + 0.34, said, fontsize=SMALL, color=INK, va="center")
        if percent is not None:
            axes.barh(place + 0.72, 100, 0.22, color=GRID, zorder=1)
            axes.barh(place + 0.72, percent, 0.22, color=CURVE, zorder=2)


if __name__ == "__main__":
    sys.stdout.buffer.write(draw(json.load(sys.stdin)))
