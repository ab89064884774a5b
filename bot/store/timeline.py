"""What happened in a treatment, as far as the actor may see it."""

from typing import Any

from bot.model import Clinician
from bot.store.answers import SAID
from bot.store.scope import SCOPE, who
from bot.store.tx import Row, Tx


def timeline(tx: Tx, actor: Clinician, code: str) -> list[Row]:
    """What happened beside the plan: other messages that were or may have been sent, answers, worries.

    In order; rows of `at`, `what` (`sent`, `answer`, `worry`, `helped`, `adverse`), `key`, `state`, `sort`
    and `words`; of an answer `value`, the `way` in which it was given, and what was said before where it
    corrects that (`instead`).
    """
    values: dict[str, Any] = {"code": code, **who(actor)}
    return tx.all(
        f"""SELECT * FROM (
              SELECT coalesce(o.claimed_at, o.due_at) AS at, 'sent' AS what, o.key, o.state,
                o.sort, NULL AS value, NULL AS way, NULL AS instead, '' AS words
              FROM outbox o JOIN treatments t ON t.id = o.treatment_id
              WHERE t.code = :code AND {SCOPE} AND o.step IS NULL
                AND o.state NOT IN ('due', 'cancelled', 'merged')
            UNION ALL
              SELECT s.said_at, 'answer', a.ask, '', '', s.value, s.way,
                lag(s.value) OVER (PARTITION BY a.id ORDER BY s.place), ''
              FROM answers a JOIN treatments t ON t.id = a.treatment_id JOIN {SAID} s ON s.answer_id = a.id
              WHERE t.code = :code AND {SCOPE}
            UNION ALL
              SELECT w.raised_at, 'worry', '', '', '', NULL, NULL, NULL, ''
              FROM worries w JOIN treatments t ON t.id = w.treatment_id WHERE t.code = :code AND {SCOPE}
            UNION ALL
              SELECT h.said_at, 'helped', '', '', '', NULL, NULL, NULL, h.words
              FROM helped h JOIN treatments t ON t.id = h.treatment_id WHERE t.code = :code AND {SCOPE}
            UNION ALL
              SELECT e.noted_at, 'adverse', e.kind, e.gravity, '', NULL, NULL, NULL, e.words
              FROM adverse_events e JOIN treatments t ON t.id = e.treatment_id
              WHERE t.code = :code AND {SCOPE}
            ) ORDER BY at""",
        **values,
    )


def red_flags(tx: Tx, actor: Clinician, code: str) -> list[Row]:
    """The alerts since a treatment was registered, and older ones that nobody has seen, in order.

    Rows of `at`, `what` (`alert`), `key` (the tier), `words`, `seen`, `name` (who saw it), `false_alarm`,
    `code`, `about` (the session, as far as that was said) and `mistaken` (when it was taken back).
    """
    return tx.all(
        f"""SELECT l.raised_at AS at, 'alert' AS what, l.tier AS key, l.seen_at AS seen, l.false_alarm,
              l.code, l.about, l.mistaken_at AS mistaken,
              coalesce(nullif(s.name, ''), s.code) AS name,
              (SELECT group_concat(said.words, char(10)) FROM (
                 SELECT words FROM alert_words WHERE alert_id = l.id ORDER BY id) AS said) AS words
            FROM alerts l JOIN treatments t ON t.patient_id = l.patient_id OR t.patient_id IN (
              SELECT patient_id FROM alert_people WHERE alert_id = l.id AND ruled_out = 0)
            LEFT JOIN staff s ON s.id = l.seen_by
            WHERE t.code = :code AND {SCOPE} AND (l.raised_at >= t.registered_at OR l.seen_at IS NULL)
            ORDER BY l.raised_at, l.id""",
        code=code,
        **who(actor),
    )
