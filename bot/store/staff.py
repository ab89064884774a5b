"""Who works at the clinic; nobody is deleted, so that the record of who did what stays readable."""

from collections.abc import Collection
from datetime import datetime

from bot.model import Clinician, Role
from bot.store.codes import new_code
from bot.store.tx import Row, Tx, dump, stamp


def by_chat(tx: Tx, chat_id: int) -> Clinician | None:
    """The member of the clinic with that Telegram id, unless they were revoked."""
    row = tx.one("SELECT * FROM staff WHERE chat_id = :chat AND revoked_at IS NULL", chat=chat_id)
    return clinician_of(row) if row else None


def by_id(tx: Tx, staff_id: int) -> Clinician | None:
    row = tx.one("SELECT * FROM staff WHERE id = :id AND revoked_at IS NULL", id=staff_id)
    return clinician_of(row) if row else None


def by_code(tx: Tx, code: str) -> Clinician | None:
    row = tx.one("SELECT * FROM staff WHERE code = :code AND revoked_at IS NULL", code=code)
    return clinician_of(row) if row else None


def everybody(tx: Tx) -> list[Clinician]:
    """Owners first, then clinicians, then receptionists; each by name."""
    rows = tx.all(
        """SELECT * FROM staff WHERE revoked_at IS NULL
           ORDER BY role <> 'owner', role = 'receptionist', name, id"""
    )
    return [clinician_of(row) for row in rows]


def following(tx: Tx) -> list[Clinician]:
    """Who may follow patients: everybody but receptionists."""
    return [member for member in everybody(tx) if member.follows]


def owners(tx: Tx) -> list[Clinician]:
    return [member for member in everybody(tx) if member.is_owner]


def join(tx: Tx, *, chat_id: int, name: str, language: str, role: Role, now: datetime) -> Clinician:
    """Let somebody in, also who had been revoked; their code and their past stay the same."""
    row = tx.all(
        """INSERT INTO staff (code, chat_id, name, language, role, joined_at)
           VALUES (:code, :chat, :name, :language, :role, :now)
           ON CONFLICT (chat_id) DO UPDATE SET name = :name, language = :language, role = :role,
             joined_at = :now, weekly = CASE WHEN revoked_at IS NULL THEN weekly ELSE 0 END,
             revoked_at = NULL, menu = NULL, unreachable_at = NULL, away_at = NULL, away_until = NULL
           RETURNING *""",
        code=new_code(),
        chat=chat_id,
        name=name,
        language=language,
        role=role.value,
        now=stamp(now),
    )[0]
    return clinician_of(row)


def no_longer_named(tx: Tx, owner_ids: Collection[int]) -> list[Clinician]:
    """Who is an owner by the settings of an earlier start only."""
    rows = tx.all(
        """SELECT * FROM staff WHERE configured = 1 AND revoked_at IS NULL
           AND chat_id NOT IN (SELECT value FROM json_each(:ids))""",
        ids=dump(sorted(owner_ids)),
    )
    return [clinician_of(row) for row in rows]


def configure(tx: Tx, owner_ids: Collection[int], language: str, now: datetime) -> list[Clinician]:
    """Make the people whom the settings name owners; who has become one by that."""
    known = {member.chat_id for member in owners(tx)}
    for chat_id in owner_ids:
        tx.run(
            """INSERT INTO staff (code, chat_id, name, language, role, configured, joined_at)
               VALUES (:code, :chat, '', :language, 'owner', 1, :now)
               ON CONFLICT (chat_id) DO UPDATE SET role = 'owner', configured = 1, revoked_at = NULL,
                 menu = CASE WHEN role = 'owner' AND revoked_at IS NULL THEN menu END""",
            code=new_code(),
            chat=chat_id,
            language=language,
            now=stamp(now),
        )
    return [member for member in owners(tx) if member.chat_id in set(owner_ids) - known]


def introduce(tx: Tx, staff_id: int, *, name: str, language: str) -> None:
    """Telegram has told who it is that the settings know by number only."""
    tx.run(
        "UPDATE staff SET name = :name, language = :language WHERE id = :id",
        name=name,
        language=language,
        id=staff_id,
    )


def ask_for_menu(tx: Tx, staff_id: int) -> None:
    """Their chat is open now, if it was not before: the menu is to be shown again."""
    tx.run("UPDATE staff SET menu = NULL WHERE id = :id", id=staff_id)


def revoke(tx: Tx, staff_id: int, now: datetime) -> None:
    tx.run(
        """UPDATE staff SET revoked_at = :now, configured = 0, weekly = 0, menu = NULL WHERE id = :id""",
        now=stamp(now),
        id=staff_id,
    )


def is_configured(tx: Tx, staff_id: int) -> bool:
    """Whether the settings name them as an owner, which only the settings can change."""
    return bool(tx.value("SELECT configured FROM staff WHERE id = :id", id=staff_id))


def unreachable(tx: Tx, chat_id: int, now: datetime) -> bool:
    """Telegram took nothing for them; False where that is known already."""
    changed = tx.run(
        "UPDATE staff SET unreachable_at = :now WHERE chat_id = :chat AND unreachable_at IS NULL",
        now=stamp(now),
        chat=chat_id,
    )
    return changed == 1


def reachable(tx: Tx, chat_id: int) -> bool:
    """They were heard from, or a message came to them; True where they had been out of reach."""
    sql = "UPDATE staff SET unreachable_at = NULL WHERE chat_id = :chat AND unreachable_at IS NOT NULL"
    return tx.run(sql, chat=chat_id) > 0


def is_unreachable(tx: Tx, staff_id: int) -> bool:
    return tx.value("SELECT unreachable_at FROM staff WHERE id = :id", id=staff_id) is not None


def was_advised(tx: Tx, staff_id: int) -> bool:
    """Whether they were told already that two owners are better than one; they have been from now on."""
    return tx.run("UPDATE staff SET advised = 1 WHERE id = :id AND advised = 0", id=staff_id) == 0


def set_weekly(tx: Tx, staff_id: int, *, wanted: bool) -> None:
    tx.run("UPDATE staff SET weekly = :weekly WHERE id = :id", weekly=int(wanted), id=staff_id)


def menus_to_show(tx: Tx) -> list[tuple[int, str, str]]:
    """Whose menu at Telegram is not the one of their role: chat, language, and the role or `` for none."""
    rows = tx.all(
        """SELECT chat_id, language, CASE WHEN revoked_at IS NULL THEN role ELSE '' END AS wanted
           FROM staff WHERE menu IS NULL OR menu <> wanted ORDER BY id"""
    )
    return [(row["chat_id"], row["language"], row["wanted"]) for row in rows]


def menu_shown(tx: Tx, chat_id: int, menu: str) -> None:
    tx.run("UPDATE staff SET menu = :menu WHERE chat_id = :chat", menu=menu, chat=chat_id)


def clinician_of(row: Row) -> Clinician:
    return Clinician(
        id=row["id"],
        code=row["code"],
        chat_id=row["chat_id"],
        name=row["name"],
        language=row["language"],
        role=Role(row["role"]),
        weekly=bool(row["weekly"]),
    )
