"""A clinic's own protocol that keeps a patient busy: more reminders than anybody may get."""

from pathlib import Path

TIPS = 9
HEAD = 'title = "Busy"\nwindow = "48h"\ngap = "0s"\n'
TIP = '[steps.tip_{n}]\nafter = "{after}"\nkind = "{kind}"\nexpires = "{expires}"\n'
QUESTION = '[steps.{name}]\nafter = "{after}"\nkind = "check_in"\nask = "soreness"\nexpires = "{expires}"\n'
KINDS = ("hydration", "movement", "stretching")
CHECKS = {"first_check": "3h", "second_check": "9h", "third_check": "22h", "last_check": "47h"}


def write_content(folder: Path, protocol: str, words: dict[str, str]) -> Path:
    """A CONTENT_DIR in which this protocol takes the place of `dry_needling`."""
    for part in ("schedules/protocols", "messages/en"):
        folder.joinpath(part).mkdir(parents=True)
    folder.joinpath("schedules/protocols/dry_needling.toml").write_text(protocol, encoding="utf-8")
    said = "".join(f'{step} = "{text}"\n' for step, text in words.items())
    folder.joinpath("messages/en/dry_needling.toml").write_text(said, encoding="utf-8")
    return folder


def busy(folder: Path) -> Path:
    """Nine tips in little more than an hour, four questions in two days, and one question only for some."""
    tips = [
        TIP.format(n=n, after=f"{8 * n}m", kind=KINDS[n % 3], expires="2h" if n % 2 else "15m")
        for n in range(TIPS)
    ]
    checks = [QUESTION.format(name=name, after=after, expires="6h") for name, after in CHECKS.items()]
    follow_up = QUESTION.format(name="follow_up", after="60h", expires="6h") + 'only_if = "still_sore"\n'
    words = {f"tip_{n}": f"Tip number {n}." for n in range(TIPS)}
    words |= {name: f"This is {name}. How sore are you?" for name in (*CHECKS, "follow_up")}
    return write_content(folder, HEAD + "".join([*tips, *checks, follow_up]), words)


def hurried(folder: Path, *, steps: int, apart: int) -> Path:
    """Steps that are seconds apart, every third of them soon stale; questions among them."""
    parts = [
        QUESTION.format(name=f"step_{n}", after=f"{apart * n}s", expires="1h")
        if n % 4 == 3
        else TIP.format(n=n, after=f"{apart * n}s", kind=KINDS[n % 3], expires="2s" if n % 3 == 1 else "1h")
        for n in range(1, steps + 1)
    ]
    names = [f"step_{n}" if n % 4 == 3 else f"tip_{n}" for n in range(1, steps + 1)]
    words = {name: f"This is {name}." for name in names}
    protocol = 'title = "Hurried"\nwindow = "1h"\ngap = "0s"\n' + "".join(parts)
    return write_content(folder, protocol, words)
