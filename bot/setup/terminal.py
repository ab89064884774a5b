"""The screen on which somebody is asked; answers may as well be piped in, a line each."""

import sys
from collections.abc import Callable
from io import StringIO

import click
import segno

YES, NO = frozenset({"y", "yes"}), frozenset({"n", "no"})


def typed(text: str) -> str:
    """What is answered, without spaces around it. Raises click.Abort at Ctrl-C, or where no more comes."""
    said = str(click.prompt(text, default="", show_default=False, prompt_suffix=" ")).strip()
    if not sys.stdin.isatty():
        click.echo()
    return said


class Terminal:
    """`read` shows a question and gives the answer; `say` shows a line."""

    def __init__(self, read: Callable[[str], str] = typed, say: Callable[[str], object] = click.echo) -> None:
        self.read, self.say = read, say

    def ask(self, text: str, check: Callable[[str], str], default: str | None = None) -> str:
        """An answer that passes; one that does not is asked again, with the reason."""
        shown = f"{text} [{default}]" if default else text
        while True:
            said = self.read(shown) or default or ""
            try:
                return check(said)
            except ValueError as error:
                self.say(f"  That will not do: {error}.")

    def confirm(self, text: str, *, default: bool) -> bool:
        while True:
            said = self.read(f"{text} [{'Y/n' if default else 'y/N'}]").casefold()
            if said in YES or (default and not said):
                return True
            if said in NO or not said:
                return False
            self.say("  Please answer y or n.")

    def show_code(self, url: str) -> None:
        """A QR code, where the screen can draw one."""
        drawn = StringIO()
        segno.make(url, error="l", micro=False).terminal(out=drawn, border=2, compact=True)
        encoding = getattr(sys.stdout, "encoding", None) or "ascii"
        try:
            drawn.getvalue().encode(encoding)
        except UnicodeEncodeError:
            return
        self.say(drawn.getvalue())
