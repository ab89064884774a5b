"""/faq, and the buttons of an answer."""

from bot.care.patient import advice, faq, questions
from bot.handlers.arguments import CODE, ENTRIES, HEARING, MESSAGE, PAGE, PATIENT, WORD
from bot.handlers.dispatch import button, command

TABLE = (
    command("faq", faq.browse, PATIENT, ENTRIES),
    button("faqs", faq.browse, PATIENT, ENTRIES, PAGE),
    button("faq", faq.show, PATIENT, HEARING, CODE),
    button("told", advice.tell, PATIENT, WORD),
    button("saidwhen", advice.said_when, PATIENT, CODE),
    button("notthat", questions.not_that, PATIENT, MESSAGE),
    button("pass", questions.pass_on, PATIENT, CODE),
)
