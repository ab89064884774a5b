"""Which buttons stand under a message to somebody of the clinic."""

from collections.abc import Mapping, Sequence
from typing import Any

from bot.render.buttons import Button, Keyboards, Rows, data, in_rows, pair
from schedules.clinical import CLINICAL
from schedules.protocol import StepKind


def _named(label: str, tap: str, **facts: Any) -> Button:  # noqa: ANN401
    return Button(f"buttons.{label}", tap, facts, room="staff")


def _one_each(buttons: Sequence[Button]) -> Rows:
    return [(button,) for button in buttons]


def _card(facts: Mapping[str, Any]) -> Rows:
    parts = [
        _named(part, data("link", part, facts["link"])) for part in ("label", "time", "region", "protocol")
    ]
    return (*in_rows(parts, 2), (_named("revoke_link", data("link", "revoke", facts["link"])),))


def _times(facts: Mapping[str, Any]) -> Rows:
    """Just now, and some moments before, on the clinic's clock; of a link or of a treatment."""
    verb, code = ("linkat", facts["link"]) if "link" in facts else ("caseat", facts["case"])
    now, *earlier = facts["ago"]
    clocks = [Button("clock", data(verb, code, at), {"at": at, "zone": facts["zone"]}) for at in earlier]
    return ((_named("now", data(verb, code, now)),), *in_rows(clocks, 5))


def _parts(facts: Mapping[str, Any]) -> Rows:
    link = facts["link"]
    named = [Button(part, data("linkpart", link, part), room="body.parts") for part in facts["names"]]
    return (*in_rows(named, 3), (_named("skip", data("linkpart", link, "")),))


def _sides(facts: Mapping[str, Any]) -> Rows:
    link, part = facts["link"], facts["part"]
    named = [Button(side, data("linkside", link, part, side), room="body.sides") for side in facts["names"]]
    return (named, (_named("no_side", data("linkside", link, part, "")),))


def _protocols(facts: Mapping[str, Any]) -> Rows:
    verb, code = ("linkplan", facts["link"]) if "link" in facts else ("caseplan", facts["case"])
    return _one_each(
        [Button(title, data(verb, code, name), literal=True) for name, title in facts["protocols"].items()]
    )


def _waiting(facts: Mapping[str, Any]) -> Rows:
    return [
        (
            Button(f"{link['label']}:", data("link", "show", link["code"]), literal=True),
            _named("revoke_link", data("link", "revoke", link["code"])),
        )
        for link in facts["waiting"]
        if link["state"] != "unfinished"
    ]


def _opened(facts: Mapping[str, Any]) -> Rows:
    return ((_named("wrong", data("wrong", facts["link"], "ask")),),)


def _wrong(facts: Mapping[str, Any]) -> Rows:
    link = facts["link"]
    return _one_each(
        [_named("wrong_yes", data("wrong", link, "yes")), _named("keep", data("wrong", link, "no"))]
    )


def _patients(facts: Mapping[str, Any]) -> Rows:
    query, number = facts["query"], facts["number"]
    patients = [
        Button(f"{place}. {one['label'] or one['code']}", data("patient", one["case"]), literal=True)
        for place, one in enumerate(facts["patients"], start=1)
    ]
    pages = []
    if number:
        pages.append(_named("previous", data("patients", number - 1, query)))
    if number + 1 < facts["pages"]:
        pages.append(_named("next", data("patients", number + 1, query)))
    return (*in_rows(patients, 2), *([pages] if pages else []), *_links(facts))


def _links(facts: Mapping[str, Any]) -> Rows:
    count = facts["waiting_links"]
    return ((_named("links", data("links"), count=count),),) if count else ()


def _case(facts: Mapping[str, Any]) -> Rows:
    names = ("time", "protocol", "line", "hand", "end", "erase") if facts["open"] else ("erase",)
    return in_rows([_named(name, data("case", name, facts["case"])) for name in names], 2)


def _sure(verb: str) -> Any:  # noqa: ANN401
    def build(facts: Mapping[str, Any]) -> Rows:
        yes, no = data(f"case{verb}", facts["case"], "yes"), data(f"case{verb}", facts["case"], "no")
        return pair(_named(f"{verb}_yes", yes), _named("keep", no))

    return build


def _hand(facts: Mapping[str, Any]) -> Rows:
    return _one_each(
        [
            Button(one["name"] or one["code"], data("casehand", facts["case"], one["code"]), literal=True)
            for one in facts["others"]
        ]
    )


def _members(facts: Mapping[str, Any]) -> Rows:
    others = [one for one in facts["members"] if not one["self"]]
    revoke = [
        _named("revoke", data("member", one["code"], "ask"), name=one["name"] or one["code"])
        for one in others
    ]
    return _one_each([*revoke, *(_withdraw(one["code"], one["name"]) for one in facts["invited"])])


def _withdraw(code: str, name: str) -> Button:
    return _named("withdraw", data("invitation", code), name=name)


def _invite(facts: Mapping[str, Any]) -> Rows:
    return ((_withdraw(facts["invitation"], facts["name"]),),)


def _line(facts: Mapping[str, Any]) -> Rows:
    """Send what was typed, or leave it: a line to a patient, or an answer to a question."""
    verb, code = ("caseline", facts["case"]) if "case" in facts else ("reply", facts["question"])
    return pair(_named("send", data(verb, code, "yes")), _named("keep", data(verb, code, "no")))


def _joined(facts: Mapping[str, Any]) -> Rows:
    return ((_named("revoke", data("member", facts["member"], "ask"), name=facts["name"]),),)


def _revoke(facts: Mapping[str, Any]) -> Rows:
    member = facts["member"]
    yes, no = data("member", member, "yes"), data("member", member, "no")
    return pair(_named("revoke_yes", yes), _named("keep", no))


def _previews(facts: Mapping[str, Any]) -> Rows:
    return _one_each(
        [Button(title, data("preview", name), literal=True) for name, title in facts["previews"].items()]
    )


def _preview(facts: Mapping[str, Any]) -> Rows:
    """The patient's buttons, which do nothing here."""
    shows, still = facts["shows"], data("previewed")
    always = (Button("buttons.worried", still),)
    if shows["ask"]:
        numbers = [Button(str(n), still, literal=True) for n in range(CLINICAL.most_sore + 1)]
        return (numbers[:6], numbers[6:], always)
    if shows["kind"] == StepKind.INFORMATION:
        return (always,)
    return ((Button("buttons.done", still), Button("buttons.later", still)), always)


def _alert(facts: Mapping[str, Any]) -> Rows:
    code = facts["alert"]
    return in_rows(
        [_named(what, data("alert", what, code)) for what in ("seen", "call", "write", "false")], 2
    )


def _after_alert(facts: Mapping[str, Any]) -> Rows:
    """What is left to do once it was seen."""
    code = facts["alert"]
    names = {"write": "write", "false": "false", "on": "go_on"} if facts["resting"] else {"write": "write"}
    return _one_each([_named(label, data("alert", what, code)) for what, label in names.items()])


def _question(facts: Mapping[str, Any]) -> Rows:
    code = facts["question"]
    return (
        [_named(what, data("question", what, code)) for what in ("reply", "entry")],
        (_named("leave", data("question", "leave", code)),),
    )


def _weekly(facts: Mapping[str, Any]) -> Rows:
    wanted = "off" if facts["weekly"] else "on"
    return ((_named(f"weekly_{wanted}", data("weekly", wanted)),),)


KEYBOARDS: Keyboards = {
    **dict.fromkeys(("link_card", "link_changed"), _card),
    **dict.fromkeys(
        (
            "enrol_time",
            "enrol_unreadable",
            "enrol_future",
            "enrol_too_old",
            "enrol_no_time",
            "enrol_nonexistent",
            "case_time",
        ),
        _times,
    ),
    "enrol_region": _parts,
    "enrol_side": _sides,
    **dict.fromkeys(("enrol_protocol", "case_protocol"), _protocols),
    "links_waiting": _waiting,
    "opened": _opened,
    "wrong_ask": _wrong,
    "patients": _patients,
    **dict.fromkeys(("patients_none", "patients_not_found"), _links),
    "case": _case,
    "case_end": _sure("end"),
    "case_erase": _sure("erase"),
    "case_hand": _hand,
    "members": _members,
    "joined": _joined,
    "invite_card": _invite,
    **dict.fromkeys(("line_check", "entry_check"), _line),
    "revoke_ask": _revoke,
    **dict.fromkeys(("preview_which", "preview_unknown"), _previews),
    "preview": _preview,
    **dict.fromkeys(("report", "weekly"), _weekly),
    "alert": _alert,
    **dict.fromkeys(("alert_yours", "alert_false"), _after_alert),
    "question": _question,
}
