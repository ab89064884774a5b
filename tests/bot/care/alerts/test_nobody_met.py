"""Where nobody of the clinic has ever pressed Start, nothing says that the clinic was told."""

from pathlib import Path

from tests.bot.alarm import CALL, UNREACHED, WORDS
from tests.bot.conftest import a_clinic
from tests.bot.staff import KIM


async def test_a_patient_is_not_told_that_the_clinic_was_where_there_is_nobody_yet(tmp_path: Path) -> None:
    async with a_clinic(tmp_path, owner_ids=(KIM,)) as clinic:
        pat = clinic.telegram.person("Pat")
        await clinic.hear(pat, "/start", "Is that all right with you?")
        await clinic.press(pat, "I agree", "When did your session end?")
        await clinic.hear(pat, WORDS, CALL)
        await clinic.says(pat, UNREACHED)
        said = [message.words for message in pat.chat.bot_messages]
        assert any("I cannot tell Riverside Physio for you." in words for words in said)
        assert not any("I have told" in words for words in said)
