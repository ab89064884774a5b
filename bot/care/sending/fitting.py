"""What is about to go is made to fit the patient: the tips in it, by what they did and said."""

from dataclasses import replace

from bot.care.ground import plan, tips
from bot.care.ground.desk import Desk
from bot.care.ground.says.message import stored
from bot.care.ground.says.plan import StepMessage, Tip
from bot.care.patient import ratings
from bot.model import Outgoing, State, Treatment
from bot.store import alerts, outbox, plans, thread, treatments
from schedules.adapting import Progress, left_out, praise
from schedules.protocol import TIPS, Protocol


def fit(desk: Desk, message: Outgoing) -> Outgoing | None:
    """The message with its tips as they are to be said; None where none is, and it ends here."""
    protocol = desk.house.protocols.get(message.key.partition(".")[0])
    treatment = treatments.by_id(desk.tx, message.treatment_id) if message.treatment_id else None
    if message.step is None or protocol is None or treatment is None:
        return message
    fitted = _fitted(desk, treatment, protocol, message)
    said = replace(fitted, region=treatment.region if fitted.tips else None)
    facts = stored(said)
    if facts != message.facts:
        plans.set_facts(desk.tx, message.id, facts)
    if said.is_empty:
        outbox.drop(desk.tx, message.id, State.CANCELLED, now=desk.now)
        return None
    return replace(message, facts=facts)


def _fitted(desk: Desk, treatment: Treatment, protocol: Protocol, message: Outgoing) -> StepMessage:
    said, kinds = plan.step_of(message), {step.name: step.kind for step in protocol.steps}
    kinds[message.step or ""] = said.kind
    steps = [name for name in (message.step or "", *said.carries) if kinds.get(name) in TIPS]
    if not steps:
        return replace(said, tips=(), praise=None)
    rules, progress = protocol.adapting, _progress(desk, treatment, message)
    told = tuple(
        Tip(step, kinds[step], left_out(step, kinds[step], rules, progress, desk.now)) for step in steps
    )
    bids = said.kind in TIPS and any(tip.left_out is None for tip in told)
    return replace(said, tips=told, praise=praise(rules, progress) if bids else None)


def _progress(desk: Desk, treatment: Treatment, message: Outgoing) -> Progress:
    given = ratings.series(desk, treatment)
    rows = [row for row in plans.of_treatment(desk.tx, treatment.id) if row.id != message.id]
    return Progress(
        tips.done(rows),
        given[-1].value if given else None,
        ends_early=plans.ends_early(desk.tx, treatment.id),
        worried=_has_worries(desk, treatment),
        told=tips.told(rows),
        praised=tips.praised(rows),
    )


def _has_worries(desk: Desk, treatment: Treatment) -> bool:
    """Whether the patient was worried since that session, or has an alert that nobody has closed."""
    if treatments.worried(desk.tx, treatment.id) or alerts.unseen(desk.tx, treatment.patient_id):
        return True
    return thread.standing(desk.tx, treatment.patient_id, since=treatment.treated_at) is not None
