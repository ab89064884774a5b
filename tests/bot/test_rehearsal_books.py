"""Which messages are steps of a plan can be told by their buttons alone."""

from bot.care.ground.says.plan import SignsAgain, StepMessage
from bot.rehearsal_books import step_of
from tests.bot.render.longest import messages, rendered


def test_every_step_of_every_plan_names_its_row_and_no_other_message_seems_to_be_one() -> None:
    seen = set[str]()
    for (name, _, message), (_, shown) in zip(messages(), rendered(), strict=False):
        step = step_of([data for row in shown.buttons for _, data in row])
        of_plan = isinstance(message, StepMessage | SignsAgain)
        assert (step is not None) == of_plan, name
        seen |= {step} if step else set()
    assert len(seen) == 1
