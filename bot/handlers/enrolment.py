"""/enroll."""

from bot.care.links import enrolment
from bot.handlers.arguments import BODY, MEMBER, REST
from bot.handlers.dispatch import command

TABLE = (command("enroll", enrolment.enrol, MEMBER, REST, BODY).also("enrol"),)
