"""What there is to tell of a link, when it is told."""

from bot.care.ground.desk import Desk
from bot.care.ground.says.notices import NoticeShown
from bot.model import Invitation
from bot.store import invitations, patients, staff
from bot.store.notices import Notice
from bot.store.tx import stamp

FOR_YOU = "link_for_you"  # a colleague has made it for them
# What is said in its place of one that was opened, and not agreed to.
OPENED = {"link_unopened": "link_unanswered", "link_expired": "link_lapsed"}


def about_link(desk: Desk, notice: Notice) -> NoticeShown | None:
    """What a notice of a link says now; None where the link is somewhere else."""
    link = invitations.by_id(desk.tx, notice.invitation_id or 0)
    if link is None or not _says_so(notice, link):
        return None
    over = link.unopened and link.expires <= desk.now
    key = "link_expired" if over and notice.key != FOR_YOU else notice.key
    key = OPENED.get(key, key) if link.opened_by else key
    patient = patients.by_id(desk.tx, link.patient_id) if link.patient_id else None
    code, first_name, known_as = "", "", ""
    if patient:
        code, first_name, known_as = patient.code, patient.first_name, patient.known_as or ""
    since = stamp(link.created)
    by = _maker(desk, link) if notice.key == FOR_YOU else ""
    return NoticeShown(key, link.label, code, since, notice.id, first_name, known_as, by)


def _says_so(notice: Notice, link: Invitation) -> bool:
    """Whether a link is still where the notice has it."""
    if notice.key == FOR_YOU:
        return True
    return not link.treatment_id and (notice.key == "link_unopened") == link.unopened


def _maker(desk: Desk, link: Invitation) -> str:
    """Who made a link for somebody else."""
    maker = staff.by_id(desk.tx, link.made_by) if link.made_by else None
    return (maker.name or maker.code) if maker else desk.house.clinic.name
