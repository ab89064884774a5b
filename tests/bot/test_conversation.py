"""What a patient lives through, message by message."""

from bot.rehearsal.people import Person
from tests.bot.conftest import Clinic


async def test_a_patient_registers_and_is_shown_the_whole_plan_in_their_own_time(clinic: Clinic, pat: Person) -> None:
    plan = await clinic.enrol(pat)
    assert "Your session ended on Monday 23 November, 14:30." in (plan.text or "")
    assert "Monday 23 November\n• 16:30  drink\n• 20:30  how are you?, move gently" in (plan.text or "")
