"""/patients and /patient."""

from bot.care.clinic import patients as clinic_patients
from bot.care.ground.desk import OLD, Desk, Toast, brief
from bot.care.ground.heard import Heard
from bot.care.ground.says.patients import PatientWhich
from bot.handlers.dispatch import Command, button, command, for_staff, number, of_parts
from bot.model import Clinician, Role


def patients(desk: Desk, heard: Heard, clinician: Clinician) -> None:
    clinic_patients.show_list(desk, clinician, heard.rest)


def page(desk: Desk, heard: Heard, clinician: Clinician) -> Toast:
    """Another page of the same search, which may itself hold a colon."""
    place = number(heard.parts, 0)
    if place is None:
        return OLD
    clinic_patients.show_list(desk, clinician, ":".join(heard.parts[1:]), place)
    return Toast()


def patient(desk: Desk, heard: Heard, clinician: Clinician) -> None:
    if heard.rest:
        clinic_patients.show_patient(desk, clinician, heard.rest)
    else:
        brief(desk, clinician, PatientWhich())


COMMANDS = [Command("patients", Role.CLINICIAN), Command("patient", Role.CLINICIAN)]
HANDLERS = [
    command("patients", for_staff(patients)),
    command("patient", for_staff(patient)),
    button("patients", for_staff(page)),
    button("patient", for_staff(of_parts(1, clinic_patients.show_one))),
]
