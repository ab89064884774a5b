"""The slips of a sheet, to print: for every link of it that can still be opened."""

from bot.care.ground import record
from bot.care.ground.desk import OLD, Desk, Toast, brief
from bot.care.ground.says.day_sheet import DaySheet, DaySlips, LeafletStep, LeafletTip, Slip
from bot.care.ground.says.message import read
from bot.care.links import card, changes
from bot.model import Clinician, Invitation
from bot.store import outbox
from bot.store.tx import stamp
from schedules.protocol import Protocol, StepKind

AN_HOUR = 3600  # seconds


def send(desk: Desk, actor: Clinician, message_id: int) -> Toast:
    """The document, by the sheet that was tapped; each link is looked up anew, as theirs to see."""
    said = outbox.get(desk.tx, message_id, chat_id=actor.chat_id)
    if said is None or said.key != DaySheet.key:
        return OLD
    sheet = read(DaySheet, said.facts)
    found = [changes.mine(desk, actor, code) for code in sheet.codes]
    settled = [changes.mine(desk, actor, code) for code in sheet.asked]
    links = [one for one in found if one]
    links += [one for one in settled if one and card.was_shown(desk, actor, one)]
    if not links:
        return Toast("toasts.link_over", close=False)
    slips = tuple(_slip(desk, one) for one in sorted(links, key=lambda one: one.treated_at or one.created))
    steps = leaflet_steps(desk.house.protocols[desk.house.default_protocol])
    gone = len(sheet.codes) + len(sheet.asked) - len(links)
    brief(desk, actor, DaySlips(slips=slips, steps=steps, zone=desk.house.clinic.zone.key, gone=gone))
    record.note(desk, actor, "printed links")
    return Toast(close=False)


def _slip(desk: Desk, link: Invitation) -> Slip:
    facts = card.facts(desk, link)
    return Slip(
        link.label, stamp(link.treated_at or link.created), link.nonce, facts["follower"], link.region
    )


def leaflet_steps(protocol: Protocol) -> tuple[LeafletStep, ...]:
    """What the plan tells and asks within its window, by the hour; no more than one check-in at a time."""
    told: dict[int, list[LeafletTip]] = {}
    for step in protocol.steps:
        if step.kind is not StepKind.INFORMATION and step.only_if is None and step.after <= protocol.window:
            hours = round(step.after.total_seconds() / AN_HOUR)
            told.setdefault(hours, []).append(LeafletTip(step.kind, f"{protocol.name}.{step.name}"))
    return tuple(LeafletStep(hours, tuple(tips)) for hours, tips in told.items())
