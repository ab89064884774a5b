"""For whom is a word of the menu, where a phone serves several people? It is asked, or done for all."""

from collections.abc import Callable, Mapping, Sequence

from bot.care.ground import people, plan
from bot.care.ground.desk import OLD, Desk, Toast, say
from bot.care.ground.heard import Caller
from bot.care.ground.says.erasure import ForgetAll
from bot.care.ground.says.people import ALL, WhichPerson
from bot.care.patient import (
    asked_name,
    carers,
    chosen_session,
    coming_back,
    erasure,
    export,
    pauses,
    questions,
    rating_now,
    session_time,
)
from bot.model import Patient

ForOne = Callable[[Desk, Patient], object]
ACTS: Mapping[str, ForOne] = {
    "stop": pauses.stop,
    "pause": pauses.pause,
    "resume": coming_back.resume,
    "treated": chosen_session.report,
    "forget": erasure.ask,
    "export": export.send,
    "carer": carers.offer,
    "name": asked_name.ask_again,
}
FOR_ALL = frozenset({"stop", "pause", "resume", "export", "forget"})


def asks(what: str) -> Callable[[Desk, Patient], None]:
    """Do it for the one whom the phone serves; of several, ask for whom."""

    def ask_or_do(desk: Desk, patient: Patient) -> None:
        ask(desk, patient, what)

    return ask_or_do


def ask(desk: Desk, patient: Patient, what: str, words: str = "") -> None:
    """The same; not where the words name one of them."""
    everybody = people.around(desk, patient)
    named = patient if len(everybody) < people.SEVERAL else people.named_in(everybody, words)
    if named:
        ACTS[what](desk, named)
        return
    say(
        desk,
        patient,
        WhichPerson(what=what, people=people.shown(desk, everybody), all=what in FOR_ALL),
    )


def choose(desk: Desk, caller: Caller, what: str, code: str) -> Toast:
    """The answer to that: one of them, or all."""
    everybody = caller.people(desk)
    if what.startswith(questions.OF_QUESTION) and (person := people.by_code(desk, caller, code)):
        return questions.pass_on_about(desk, caller, person, what.removeprefix(questions.OF_QUESTION))
    if what not in ACTS or not everybody:
        return OLD
    if code == ALL and what in FOR_ALL:
        _for_all(desk, everybody, what)
        return Toast()
    person = people.by_code(desk, caller, code)
    if person is None:
        return OLD
    ACTS[what](desk, person)
    return Toast()


def _for_all(desk: Desk, everybody: Sequence[Patient], what: str) -> None:
    if what == "forget":
        say(desk, everybody[0], ForgetAll())
        return
    for one in everybody:
        ACTS[what](desk, one)


def forget(desk: Desk, caller: Caller) -> None:
    """`/forget`: of nobody, of the one whom the phone serves, or of several."""
    if patient := caller.patient(desk):
        ask(desk, patient, "forget")
    else:
        erasure.forget_nothing(desk, caller)


def tell_plans(desk: Desk, patient: Patient) -> None:
    """`/plan`: of everybody whom the phone serves."""
    for one in people.around(desk, patient):
        if not session_time.comes_first(desk, one):
            plan.tell(desk, one)


def ask_how_sore(desk: Desk, patient: Patient, words: str) -> None:
    """`/sore`: of several people each is asked about, also where a number came with it."""
    everybody = [one for one in people.around(desk, patient) if rating_now.can_be_noted(desk, one)]
    if not everybody and session_time.comes_first(desk, patient):
        return
    if len(everybody) < people.SEVERAL:
        rating_now.begin(desk, next(iter(everybody), patient), words)
        return
    for one in everybody:
        rating_now.begin(desk, one, "")
