"""How a conversation may stand when a text comes in, each state brought about as it comes about."""

from collections.abc import Callable, Mapping
from pathlib import Path

from tests.bot.care.floor import JO, KIM, LEE, PAT, QUIN, SAM, Floor

WORDS = "I can't breathe"
UNSURE = "my arm feels funny"
Lead = Callable[[Floor], int]


def begun(folder: Path) -> Floor:
    """Jo follows Pat, whose session has just ended; Quin has none yet, Sam is nobody, and Kim owns it all."""
    floor = Floor(folder)
    floor.employ(JO, LEE)
    floor.follow(JO, PAT, "JD 14:30 left shoulder")
    return floor


def write(floor: Floor, chat: int, *texts: str) -> int:
    for text in texts:
        floor.say(chat, text)
        floor.deliver()
    return chat


def press(floor: Floor, chat: int, *labels: str) -> int:
    """Tap the newest button of that label."""
    for label in labels:
        rows = [
            row for said in reversed(floor.said) if said.message.chat_id == chat for row in said.words.buttons
        ]
        tap = next(data for row in rows for shown, data in row if shown == label)
        floor.tap(chat, tap)
        floor.deliver()
    return chat


def live(floor: Floor, hours: float) -> None:
    """Let time pass, with all that falls due in it."""
    for _ in range(round(hours * 4)):
        floor.move(minutes=15)
        floor.deliver()


def agree(floor: Floor) -> int:
    write(floor, QUIN, "/start")
    return press(floor, QUIN, "I agree")


def asked_the_zone(floor: Floor) -> int:
    agree(floor)
    return press(floor, QUIN, "Just now")


def asked_the_next(floor: Floor) -> int:
    """Four days later, when nothing else is asked any more."""
    live(floor, 96)
    write(floor, JO, "/enroll JD just now")
    return PAT


def asked_the_name(floor: Floor) -> int:
    asked_the_zone(floor)
    return press(floor, QUIN, "Yes")


def corrects(floor: Floor) -> int:
    write(floor, PAT, "/treated")
    return press(floor, PAT, "Correct the time")


def checked_in(floor: Floor) -> int:
    live(floor, 7)
    return PAT


def alarmed(floor: Floor) -> int:
    return write(floor, PAT, WORDS)


def unsure(floor: Floor) -> int:
    return write(floor, PAT, UNSURE)


def seen(floor: Floor) -> int:
    alarmed(floor)
    press(floor, JO, "Seen")
    floor.move(minutes=1)
    return PAT


def rests(floor: Floor) -> int:
    return write(floor, PAT, "/pause", "/start")


def on_the_card(*labels: str) -> Lead:
    def lead(floor: Floor) -> int:
        code = str(floor.rows("SELECT code FROM patients WHERE chat_id = :chat", chat=PAT)[0]["code"])
        write(floor, JO, f"/patient {code}")
        return press(floor, JO, *labels)

    return lead


def of_a_link(*labels: str) -> Lead:
    def lead(floor: Floor) -> int:
        write(floor, JO, "/enroll MK 14:00 hip")
        return press(floor, JO, *labels)

    return lead


def about_a_question(*labels: str) -> Lead:
    def lead(floor: Floor) -> int:
        write(floor, PAT, "can you recommend a good film about horses")
        press(floor, PAT, "Pass my question to the clinic")
        write(floor, JO, "/unanswered")
        return press(floor, JO, *labels)

    return lead


def titled(floor: Floor) -> int:
    """An answer to one has been sent, and is to be said to all who ask."""
    write(floor, about_a_question("Answer")(floor), "The old ones, with real horses.")
    return press(floor, JO, "Send it", "Say it to all who ask")


def also_a_patient(*texts: str, label: str = "LL 14:30 hip") -> Lead:
    def lead(floor: Floor) -> int:
        floor.follow(JO, LEE, label)
        return write(floor, LEE, *texts)

    return lead


def after(first: Lead, then: Lead, *, minutes: int = 1) -> Lead:
    def lead(floor: Floor) -> int:
        first(floor)
        floor.move(minutes=minutes)
        return then(floor)

    return lead


def two_sessions(floor: Floor) -> int:
    floor.say(JO, "/enroll JD2 14:35 right hip")
    floor.deliver()
    floor.say(PAT, f"/start {floor.link(JO)}")
    floor.deliver()
    press(floor, PAT, "For you", "Yes")
    return checked_in(floor)


def enrols_a_child(floor: Floor, line: str) -> int:
    write(floor, JO, f"/enroll {line}")
    write(floor, SAM, f"/start {floor.link(JO)}")
    return press(floor, SAM, "For somebody else", "My child, under 16", "I agree", "Yes")


def asked_what_to_call(floor: Floor) -> int:
    enrols_a_child(floor, "CHILD1 14:10 left calf")
    return press(floor, SAM, "Yes")


def two_people(floor: Floor) -> int:
    write(floor, asked_what_to_call(floor), "Tom")
    return write(floor, enrols_a_child(floor, "CHILD2 14:30 neck"), "Lisbon")  # a name as any other


def over(floor: Floor) -> int:
    """Both days are over, and what helped is asked."""
    for hours, value in ((7, "4"), (18, "3"), (24, "1")):
        live(floor, hours)
        write(floor, PAT, value)
    live(floor, 0.25)
    return PAT


def line_typed(floor: Floor) -> int:
    return write(floor, on_the_card("Write a line")(floor), "hi")


def told_by_the_clinic(floor: Floor) -> int:
    press(floor, line_typed(floor), "Send it")
    return PAT


def discharged(floor: Floor) -> int:
    on_the_card("End the course")(floor)
    return PAT


STATES: Mapping[str, Lead] = {
    "nobody": lambda _: SAM,
    "asked for consent": lambda floor: write(floor, SAM, "/start"),
    "nobody, shown the signs": lambda floor: write(floor, SAM, UNSURE),
    "idle": lambda _: PAT,
    "asked which session": lambda floor: write(floor, PAT, "/treated"),
    "asked for a time": corrects,
    "asked for a time the day before": after(corrects, lambda _: PAT, minutes=13 * 60),
    "asked whether a time is right": after(corrects, lambda floor: write(floor, PAT, "today 14:00")),
    "asked whether a zone is right": asked_the_zone,
    "asked for a city": after(asked_the_zone, lambda floor: press(floor, QUIN, "No, another time")),
    "asked for their name": asked_the_name,
    "asked for their number": lambda floor: press(floor, PAT, "Leave my number"),
    "asked whether the next session is theirs": asked_the_next,
    "asked what to call somebody": asked_what_to_call,
    "two people": two_people,
    "two people, alert unseen": lambda floor: write(floor, two_people(floor), WORDS),
    "shown the scale of /sore": lambda floor: write(floor, PAT, "/sore"),
    "checked in": checked_in,
    "checked in for two sessions": two_sessions,
    "checked in, then asked for a time": after(checked_in, corrects),
    "asked for a time, then checked in": after(corrects, checked_in),
    "checked in half a day ago": after(checked_in, lambda _: PAT, minutes=12 * 60 + 30),
    "rated a check-in": after(checked_in, lambda floor: write(floor, PAT, "3")),
    "asked what helped": over,
    "worried": after(checked_in, lambda floor: press(floor, PAT, "I'm worried")),
    "shown the signs": unsure,
    "shown the signs half an hour ago": after(unsure, lambda _: PAT, minutes=30),
    "shown the signs in a question": after(corrects, unsure),
    "alert unseen": alarmed,
    "alert unseen, asked for a time": after(alarmed, corrects),
    "alert unseen, checked in": after(checked_in, alarmed),
    "alert seen": seen,
    "asked whether to go on": rests,
    "asked whether to stop": lambda floor: write(floor, PAT, "too many reminders, I have had it"),
    "shown what can be asked": lambda floor: write(floor, PAT, "/faq"),
    "the clinic wrote": told_by_the_clinic,
    "said what may be a farewell": lambda floor: write(floor, PAT, "goodbye everybody"),
    "stopped": lambda floor: write(floor, PAT, "stop"),
    "asked whether to forget": lambda floor: write(floor, PAT, "/forget"),
    "discharged": discharged,
    "clinician": lambda _: JO,
    "clinician and patient": also_a_patient(),
    "clinician and patient, asked for a label": also_a_patient("/enroll"),
    "clinician and patient, then asked for a time": after(
        also_a_patient("/enroll"), lambda floor: write(floor, LEE, "/treated")
    ),
    "clinician asked for a label": lambda floor: write(floor, JO, "/enroll"),
    "clinician asked for a label half an hour ago": after(
        lambda floor: write(floor, JO, "/enroll"), lambda _: JO, minutes=30
    ),
    "clinician asked for another label": of_a_link("Change label"),
    "clinician asked for a time": of_a_link("Change time"),
    "clinician asked for a region": of_a_link("Change region"),
    "clinician asked for a protocol": of_a_link("Change protocol"),
    "clinician asked for another time": on_the_card("Change time"),
    "clinician asked for a line": on_the_card("Write a line"),
    "clinician asked whether to send a line": lambda floor: write(
        floor, on_the_card("Write a line")(floor), "hi"
    ),
    "clinician asked for an answer": about_a_question("Answer"),
    "clinician asked for the title of advice": titled,
    "owner asked for a name": lambda floor: write(floor, KIM, "/invite"),
}
