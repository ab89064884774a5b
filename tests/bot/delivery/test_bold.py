"""What must be seen arrives bold, told beside the text: nothing that anybody wrote can change that."""

from pathlib import Path

from bot.rehearsal.messages import Message
from bot.rehearsal.shapes import cut
from tests.bot.alarm import followed
from tests.bot.conftest import a_clinic

NAME = "🙂 *Fit* 🦶 & <b>well</b>"


def bold(message: Message) -> list[str]:
    """The parts that a phone shows bold."""
    told = message.body.get("entities", message.body.get("caption_entities", []))
    return [cut(message.words, one["offset"], one["length"]) for one in told if one["type"] == "bold"]


async def test_urgent_words_say_in_bold_whom_to_call(tmp_path: Path) -> None:
    async with followed(tmp_path) as practice:
        told = await practice.clinic.hear(practice.pat, "I cannot breathe", "What you write can be serious")
        assert bold(told) == ["Call 112 now. Do not drive yourself."]


async def test_a_name_with_marks_and_emoji_stays_as_it_is_and_moves_nothing(tmp_path: Path) -> None:
    async with a_clinic(tmp_path, clinic_name=NAME) as clinic:
        pat = clinic.telegram.person("Pat")
        pat.start()
        told = await clinic.says(pat, "Is that all right with you?")
        assert NAME in told.words
        assert bold(told) == ["Nobody watches this chat round the clock."]


async def test_under_a_picture_it_is_bold_as_well(tmp_path: Path) -> None:
    async with followed(tmp_path) as practice:
        await practice.clinic.hear(practice.pat, "I cannot breathe", "What you write can be serious")
        card = await practice.clinic.says(practice.pat, "PLEASE SHOW THIS")
        assert card.caption
        assert bold(card) == ["First call 112 now."]


async def test_a_patients_own_words_are_said_again_as_they_were_written(tmp_path: Path) -> None:
    async with followed(tmp_path) as practice:
        practice.pat.say("*my chest* hurts, I can't breathe {phone}")
        told = await practice.clinic.says(practice.jo, "EMERGENCY")
        assert "*my chest* hurts, I can't breathe {phone}" in told.words
        assert bold(told) == ["EMERGENCY: please act now"]
