"""/faq, and the buttons of an answer."""

from bot.care.patient import questions
from bot.handlers.arguments import CODE, ENTRIES, MESSAGE, PAGE, PATIENT
from bot.handlers.dispatch import button, command

TABLE = (
    command("faq", questions.browse, PATIENT, ENTRIES),
    button("faqs", questions.browse, PATIENT, ENTRIES, PAGE),
    button("faq", questions.show, PATIENT, ENTRIES, CODE),
    button("notthat", questions.not_that, PATIENT, MESSAGE),
    button("pass", questions.pass_on, PATIENT, CODE),
)
