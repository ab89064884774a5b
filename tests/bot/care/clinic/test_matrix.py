"""No button and no command does anything for whom it is not for, in a story where all of them come up."""

from collections.abc import AsyncIterator
from pathlib import Path

import pytest

from bot import handlers
from bot.care.ground.house import PATIENT
from bot.model import Role
from bot.rehearsal.people import Person
from tests.bot.alarm import told
from tests.bot.own_content import own_plan
from tests.bot.staff import OLD, UNKNOWN, Practice, a_practice, data
from tests.bot.trial import Trial

ROB_LEAVES = (
    ("Kim", "> /clinicians", "These people belong to"),
    ("Kim", "Revoke Rob", "Shall I take Rob out?"),
)
ENROLLING = (
    ("Jo", "> KL just now calf", "Enrol KL?"),
    ("Jo", "> /enroll JD 14:30 left shoulder", "Here is your aftercare"),
    ("Jo", "Change time", "When did the session end?"),
    ("Jo", "14:12", "Changed."),
    ("Jo", "Change region", "Which part of the body"),
    ("Jo", "knee", "Which side of the knee?"),
    ("Jo", "left", "JD · left knee"),
    ("Jo", "Change protocol", "Which protocol?"),
    ("Jo", "x", "Changed."),
    ("Jo", "> /patients", "You follow nobody yet"),
    ("Jo", "Links (1)", "JD · not opened"),
)
JOINING = (
    ("Pat", "I agree", "has noted that your session ended"),
    ("Pat", "No, change it", "When did your session end?"),
    ("Pat", "Yesterday", "At about what time"),
    ("Pat", "> today 14:30", "Is that right?"),
    ("Pat", "Yes", "where you are?"),
    ("Pat", "No, another time", "Where are you?"),
    ("Pat", "Europe", "Choose the city"),
    ("Pat", "> London", "where you are?"),
    ("Pat", "Yes", "This is your plan."),
    ("Jo", "Wrong person", "opened by the wrong person?"),
    ("Jo", "> /patients", "JD ·"),
)
LIVING = (
    ("Pat", "3", "I have noted 3"),
    ("Pat", "Change my answer", "How sore are you right now?"),
    ("Pat", "> /sore", "How sore are you right now?"),
    ("Pat", "4", "I have noted 4"),
    ("Pat", "> /pause", "Your reminders rest now"),
    ("Pat", "> /start", "Shall I go on with them?"),
    ("Pat", "Yes, go on", "we go on from here"),
    ("Pat", "> /treated", "Do you want to correct that time"),
    ("Pat", "> /forget", "This cannot be undone"),
    ("Pat", "> /help", "This is what I can do"),
    ("Pat", "> /privacy", "keeps about you here"),
    ("Pat", "> /export", "Here is everything that"),
    ("Pat", "> /faq", "What would you like to know?"),
    ("Pat", "> how long will I be sore?", "From the article"),
    ("Pat", "> can I drink a beer tonight", "Shall I pass your question on?"),
    ("Pat", "Pass my question to the clinic", "is with Riverside Physio now"),
)
FOLLOWING = (
    ("Jo", "Change time", "when did the session end?"),
    ("Jo", "Change protocol", "which protocol from here on?"),
    ("Jo", "Write a line", "type your line"),
    ("Jo", "> Hello there", "Shall I send it?"),
    ("Jo", "> /unanswered", "can I drink a beer tonight"),
    ("Jo", "Answer", "Type your answer"),
    ("Jo", "> Better not", "Shall I send it?"),
    ("Jo", "> /away until 8", "until when are you away?"),
    ("Jo", "Until I say so", "You are away until you say that you are back"),
    ("Jo", "I am back", "You are back on duty"),
    ("Jo", "> /away from Friday until Tuesday", "You will be away"),
    ("Jo", "Undo", "You are on duty as ever"),
    ("Kim", "> /duty", "Who covers, in this order"),
    ("Jo", "> /today", "1. JD"),
    ("Jo", "> /links", "JD · Monday 23 November, 14:12 · not opened"),
    ("Jo", "Revoke link", "Nobody can open it any more"),
    ("Rae", "> /enroll ZZ 14:30 neck", "For whom do you enrol ZZ?"),
    ("Rae", "Kim", "Here is your aftercare"),
    ("Rae", "> /links", "Links and appointments"),
    ("Kim", "> /invite owner Zed", "You are invited to the aftercare bot"),
    ("Jo", "Adverse event", "What happened to JD"),
    ("Jo", "Bruising", "how bad was it?"),
    ("Jo", "Mild: short, and it passed by itself", "Noted for JD"),
    ("Jo", "Undo", "Removed again for JD"),
    ("Jo", "Something else", "how bad was it?"),
    ("Jo", "Mild: short, and it passed by itself", "What was it?"),
    ("Jo", "> a locked jaw", "Kept, for JD"),
    ("Jo", "Hand over", "who takes over?"),
    ("Jo", "End the course", "is discharged"),
    ("Jo", "Undo", "the course goes on"),
    ("Jo", "Erase", "Erase JD"),
    ("Jo", "> /preview", "Which protocol do you want to see?"),
    ("Jo", "x", "messages, as for a session"),
    ("Jo", "> /report", "Sessions of the last seven days"),
    ("Jo", "> /report 30", "fewer than 5 patients"),
)
ELSEWHERE = (  # which do not come up in this story
    *("noname:1", "worst:1:3", "meant:K7Q2M9P:K7Q2M9P", "uncalled:1", "for:stop:K7Q2M9P", "for:stop:all:1"),
    *("today:1", "red:K7Q2M9P", "locate:1", "repaired:no"),
    *("next:K7Q2M9P:yes", "offer:undo:K7Q2M9P", "appointments:0", "slips:1", "diary:yes"),
    *("whose:K7Q2M9P:new", "whose:-:new", "care:K7Q2M9P:parent", "care:-:parent", "keptfor:parent:K7Q2M9P"),
    *("advices:0", "advice:alcohol", "advise:use:alcohol:-", "advisesay:alcohol:yes"),
    *("adviseundo:signed:K7Q2M9P", "adviselimit:K7Q2M9P:part:neck", "makeadvice:K7Q2M9P"),
    *("adviseown:own-k7q2m9p:yes", "saidwhen:K7Q2M9P"),
    *("early:1:yes", "told:alcohol"),
    *("carer:new:K7Q2M9P", "carer:yes:K7Q2M9P", "carer:end:K7Q2M9P"),
    *("agreed:yes:parent:K7Q2M9P", "agreed:yes:self:-", "agreed:no:guardian:K7Q2M9P"),
)
ALARMED = (
    ("Pat", "> please stop it with all these texts", "Do you want my reminders to stop?"),
    ("Pat", "> I cannot breathe", "Call 112 now"),
    ("Pat", "> sorry, my mistake", "Was it a mistake?"),
    ("Jo", "> /alerts", "I cannot breathe"),
)


def verbs() -> set[str]:
    """What buttons there are, from the handlers themselves."""
    return {tap.verb for tap in handlers.TAPS}


@pytest.fixture
async def trial(tmp_path: Path) -> AsyncIterator[Trial]:
    """Kim owns, Jo and Lee are clinicians, Rob was one, Rae is a receptionist.

    Quin is a patient of Lee's, and Sam a stranger.
    """
    own = own_plan(tmp_path, tip="1h movement", ask="3h check_in")
    async with a_practice(tmp_path, content_dir=own, self_registration=False) as practice:
        rob = practice.clinic.telegram.person("Rob")
        rae = practice.clinic.telegram.person("Rae")
        await practice.employ(rob)
        await practice.employ_at_desk(rae)
        await practice.follow(practice.lee, practice.quin, "QQ 14:30")
        await practice.clinic.hear(practice.sam, "/start", "people whom the clinic has invited")
        await practice.clinic.hear(practice.pat, "/start", "people whom the clinic has invited")
        for member in (practice.kim, practice.jo, practice.lee):
            await practice.clinic.barrier(member)
        trial = Trial(practice, rob, rae)
        for act in ROB_LEAVES:
            await trial.act(*act)
        await practice.clinic.press(practice.kim, "Yes, take them out", "Rob is out")
        trial.rob_is_out = True
        yield trial


@pytest.mark.slow
async def test_whatever_button_comes_up_is_old_to_everybody_else_and_does_nothing(trial: Trial) -> None:
    practice = trial.practice
    clinic, pat, jo = practice.clinic, practice.pat, practice.jo
    for act in ENROLLING:
        await trial.act(*act)
    await trial.others_try("patients:0:", "patients:1:QQ", "signs:1", *ELSEWHERE)
    await clinic.says(pat, "has invited you", pat.open(await practice.enrol(jo, "JD")).id)
    await trial.others_try()
    for act in JOINING:
        await trial.act(*act)
    for _ in range(2):
        await clinic.next_message(pat)
        await trial.others_try()
    for act in LIVING:
        await trial.act(*act)
    await practice.card(jo, pat)
    await trial.others_try()
    for act in (*FOLLOWING, *ALARMED):
        await trial.act(*act)
    await trial.others_try("answers:reply:1", "answers:close:1", "silent:1")
    trial.lee_covers = True
    await trial.act("Lee", "> /alerts", "I cannot breathe")
    seen = data(told(practice.lee)[-1], "Seen")
    await trial.act("Jo", "False alarm", "surely a false alarm")
    trial.lee_covers = False
    await clinic.press(jo, "Yes, a false alarm", "noted as a false alarm")
    await trial.others_try()
    assert await practice.flash(practice.lee, seen) == OLD
    assert trial.tried == verbs()


def commands(*roles: str) -> list[str]:
    """What is typed for these roles, from the handlers themselves, in every spelling."""
    return sorted(name for one in handlers.COMMANDS if one.role in roles for name in one.spelled)


async def answer(practice: Practice, person: Person, typed: str) -> str:
    sent = person.say(typed)
    return (await practice.clinic.says(person, "", sent.id)).words


async def test_a_command_of_another_role_is_a_command_that_there_is_not(trial: Trial) -> None:
    """To the letter, with whatever stands after it; and nothing happens."""
    practice = trial.practice
    await practice.follow(practice.jo, practice.pat, "JD 14:30")
    before = await practice.kept()
    staff = dict.fromkeys(("Sam", "Pat", "Quin", "Rob"), tuple(Role))
    for name, roles in {**staff, "Jo": (Role.OWNER,), "Lee": (Role.OWNER,)}.items():
        person = next(one for one in trial.people if one.name == name)
        unknown = await answer(practice, person, "/nonsense")
        assert UNKNOWN in unknown
        for command in commands(*roles):
            for rest in ("", " JD", f" {practice.patient(practice.pat).code}"):
                heard = await answer(practice, person, f"/{command}{rest}")
                assert heard.removeprefix("Once more: ") == unknown, (name, command)
    assert await practice.kept() == before


async def test_a_patients_command_from_a_stranger_makes_no_patient_of_them(trial: Trial) -> None:
    practice = trial.practice
    before = await practice.kept()
    for person in (practice.sam, practice.jo, trial.rob):
        for command in commands(PATIENT):
            assert await answer(practice, person, f"/{command}")
    assert await practice.kept() == before


async def test_the_owner_may_do_what_the_clinician_may(trial: Trial) -> None:
    """With the clinician's own buttons."""
    practice, clinic = trial.practice, trial.practice.clinic
    kim, jo, pat = practice.kim, practice.jo, practice.pat
    await practice.follow(jo, pat, "JD 14:30")
    card = await practice.card(jo, pat)
    for label in card.labels[1:]:  # the next session is hours away
        seen = kim.chat.messages[-1].id
        kim.tap_data(kim.chat.messages[0], str(card.button(label).data))  # type: ignore[union-attr]
        await clinic.says(kim, "JD", seen)
    code = practice.patient(pat).code
    await clinic.hear(kim, f"/patient {code}", "Session ended:")
    await clinic.press(kim, "Erase", "Erase JD")
    await clinic.press(kim, "Yes, erase", "JD is erased")
    await clinic.hear(jo, f"/patient {code}", "I do not find such a patient")
