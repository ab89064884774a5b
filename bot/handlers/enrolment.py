"""/enroll, its slips, for whom it is, and the buttons of a line without it and of a next session."""

from bot.care.links import diary, enrolment, offered_line, slips
from bot.handlers.arguments import BODY, CODE, COLLEAGUE, MESSAGE, REST, YES_OR_NO, one_of
from bot.handlers.dispatch import button, command

TABLE = (
    command("enroll", enrolment.enrol, COLLEAGUE, REST, BODY).also("enrol"),
    button("linkfor", enrolment.choose_follower, COLLEAGUE, CODE),
    button("offer", enrolment.act_on_offer, COLLEAGUE, one_of(*enrolment.OFFER_ACTS), CODE),
    button("slips", slips.send, COLLEAGUE, MESSAGE),
    button("diary", diary.answer, COLLEAGUE, YES_OR_NO),
    button("enrolline", offered_line.answer, COLLEAGUE, YES_OR_NO, BODY),
)
