"""/patients and /patient, and the pages of the list."""

from bot.care.clinic import patients
from bot.handlers.arguments import CODE, MEMBER, PAGE, REST
from bot.handlers.dispatch import button, command

TABLE = (
    command("patients", patients.show_list, MEMBER, REST),
    command("patient", patients.show_patient, MEMBER, REST),
    button("patients", patients.show_page, MEMBER, PAGE, REST),
    button("patient", patients.show_one, MEMBER, CODE),
)
