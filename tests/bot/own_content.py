"""What a clinic of its own mind puts into CONTENT_DIR."""

from pathlib import Path


def own_plan(folder: Path, *, gap: str = "0s", **steps: str) -> Path:
    """A clinic's own content. A step is `after kind [condition]`, and says "Words of" and its name."""
    plan = [f'title = "x"\nwindow = "48h"\ngap = "{gap}"']
    for name, step in steps.items():
        after, kind, *condition = step.split()
        asks = 'ask = "soreness"\n' if kind == "check_in" else ""
        only = f'only_if = "{condition[0]}"\n' if condition else ""
        plan.append(f'[steps.{name}]\nafter = "{after}"\nkind = "{kind}"\n{asks}{only}')
    own = folder / "own"
    for file, text in (
        ("schedules/protocols/dry_needling.toml", "\n".join(plan)),
        ("messages/en/dry_needling.toml", "".join(f'{name} = "Words of {name}."\n' for name in steps)),
    ):
        (own / file).parent.mkdir(parents=True, exist_ok=True)
        (own / file).write_text(text, encoding="utf-8")
    return own
