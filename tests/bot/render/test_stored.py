"""What a released version has owed is still said: its stored facts are read and rendered by today's words."""

import json
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import pytest

from bot.care.ground.says import message_of
from bot.care.ground.says.message import MESSAGES
from bot.model import Audience, Outgoing, Sort, State
from bot.render.text import Renderer
from tests.bot.conftest import MONDAY
from tests.bot.made_once import packaged, ready
from tests.bot.render.rendering import CLINIC, said

STORED = sorted((Path(__file__).parent / "stored").glob("*.jsonl"))
ROWS = [
    pytest.param(json.loads(line), id=f"{file.stem} {json.loads(line)['key']}")
    for file in STORED
    for line in file.read_text("utf-8").splitlines()
]
RENDERER = Renderer(
    packaged().catalog, CLINIC, "https://t.me/b?start={}".format, {"en": ready()["en"].entries}
)
FILLED_WHEN_SENT = ("staff.notices", "staff.weekly")


def row_of(told: Mapping[str, Any]) -> Outgoing:
    return Outgoing(
        id=5,
        chat_id=1,
        patient_id=None,
        treatment_id=None,
        sort=Sort(told["sort"]),
        key=told["key"],
        audience=Audience.STAFF if told["key"].startswith("staff.") else Audience.PATIENT,
        language=told["language"],
        state=State.SENDING,
        due=MONDAY,
        step=told["step"],
        facts=told["facts"],
    )


@pytest.mark.parametrize("told", ROWS)
def test_a_stored_row_is_said(told: Mapping[str, Any]) -> None:
    if told["key"] in FILLED_WHEN_SENT and not told["facts"]:
        assert message_of(told["key"], told["facts"], step=False).key == told["key"]
        return
    row = row_of(told)
    assert not RENDERER.message(row, MONDAY).fixed
    assert said(RENDERER, row, MONDAY).strip()


def test_every_message_of_today_that_there_was_is_among_them() -> None:
    known = {row.values[0]["key"] for row in ROWS}  # type: ignore[index]
    since = {
        "bot.time_first",
        *("staff.invite_as_what", "staff.alerts_silent"),
        *("staff.exercises_which", "staff.exercises_shown"),
        *("bot.end_early", "bot.ended_early", "bot.tips_again"),
        *("bot.unread", "bot.interrupted", "bot.repaired", "staff.set_aside", "staff.restored"),
        *("staff.backup_failed", "staff.backup_none", "staff.backup_works"),
        *("staff.trouble_began", "staff.trouble_over"),
        *("bot.above", "bot.answer_added", "bot.answer_passed", "bot.consent_again", "bot.free_text_more"),
        *("bot.help_noted", "bot.listening", "bot.mistake_ask", "bot.mistake_noted", "bot.mistake_real"),
        *("bot.mistake_tap", "bot.more_on", "bot.screen_call", "bot.screen_line", "bot.sore_compared"),
        *("bot.sore_tap", "bot.sore_which", "bot.thread_better", "bot.thread_despair", "bot.thread_help"),
        *("bot.thread_holding", "bot.thread_kept", "bot.thread_listening", "bot.thread_more"),
        *("bot.thread_thanks", "bot.when_left", "bot.when_unknown", "bot.which_stop", "bot.why_time"),
        *("bot.why_zone", "staff.alert_closed", "staff.alert_line", "staff.patient_answers"),
        *("staff.thread_closed", "bot.sore_low", "bot.sore_already_low", "bot.sore_not_improving"),
        *("bot.sore_now", "bot.sore_worst", "bot.which_session", "staff.alert_call_none"),
        *("staff.alert_meant", "bot.ask_name", "bot.name_noted", "bot.name_left", "bot.signs_told"),
        *("bot.kept_on", "bot.not_now_invited", "bot.sore_still", "bot.sore_why", "bot.thread_refused"),
        *("bot.no_words", "bot.screen_why", "staff.signs_silent", "staff.signs_answered"),
        *("bot.sheet_emergency", "bot.sheet_same_day", "bot.sheet_life", "bot.sheet_told"),
        *("staff.away_noted", "staff.away_ask", "staff.back_noted", "staff.duty", "staff.second_owner"),
        *("staff.away_planned", "staff.away_cancelled", "staff.away_begun", "staff.away_over"),
        *("staff.away_when", "staff.cover_begins"),
        *("staff.desk_hello", "staff.desk_help", "staff.desk_free_text", "staff.not_for_desk"),
        *("staff.enrol_for", "staff.too_many_for", "staff.appointments", "staff.appointments_none"),
        *("bot.ask_location", "bot.location_taken", "bot.location_left", "bot.location_unclear"),
        *("bot.silence_told", "bot.screen_life", "bot.thread_none"),
        *("staff.draft_dropped", "staff.today", "staff.today_none"),
        *("staff.appointments_today", "staff.appointments_today_none"),
        *("bot.welcome_kept", "bot.welcome_kept_invited", "bot.help_more", "bot.privacy_more"),
        *("bot.confirm_next", "bot.confirm_next_again", "bot.next_taken_back", "bot.signs_again"),
        *("bot.course_over", "bot.course_goes_on", "bot.phone_offer", "bot.phone_ask", "bot.phone_noted"),
        *("bot.phone_left", "bot.phone_not_theirs", "bot.phone_no_need", "bot.phone_erased"),
        *("staff.next_noted", "staff.next_undone", "staff.next_denied", "staff.case_goes_on"),
        "staff.alert_call_number",
        *("bot.whose_link", "bot.whose_care", "bot.welcome_parent", "bot.welcome_guardian"),
        *("bot.welcome_another", "bot.welcome_kept_for", "bot.not_now_for", "bot.ask_called"),
        *("bot.called_noted", "bot.which_person", "bot.forget_all", "bot.forgotten_one"),
        *("bot.carer_offer", "bot.carer_link", "bot.carer_ask", "bot.carer_welcome", "bot.carer_joined"),
        *("bot.carer_alarm", "bot.carer_alarm_today", "bot.carer_silent", "bot.carer_here"),
        *("bot.carer_ended", "bot.carer_gone"),
        *("bot.who_is_meant", "staff.alert_elsewhere"),
        *("bot.welcome_kept", "bot.welcome_kept_invited", "bot.help_more", "bot.privacy_more"),
        *("bot.when_several", "staff.enrol_several", "staff.enrol_region_of", "staff.enrol_offer"),
        *("staff.link_remarks", "bot.caption_read"),
        *("staff.day_sheet", "staff.day_doubts", "staff.day_slips"),
        *("staff.diary_read", "staff.diary_empty", "staff.diary_problem"),
        *("staff.sessions_ahead", "staff.member_stays", "staff.unknown_command", "staff.clinic_clock"),
        *("staff.appointments_found", "staff.appointments_none_found"),
        *("bot.welcome_myself", "bot.mine_noted", "bot.maybe_erased", "staff.patient_erased"),
        *("staff.cancelled", "staff.nothing_asked", "bot.cancel_what"),
        *("bot.advised", "bot.advised_when", "bot.advised_no_more", "bot.for_person", "bot.well_done"),
        *("staff.advice_list", "staff.advice_topic", "staff.advice_waits", "staff.advice_type"),
        *("staff.advice_check", "staff.advice_noted", "staff.advice_limits"),
        *("staff.advice_asks", "staff.advice_own_check"),
        *(
            "staff.advice_left",
            "staff.next_not_held",
            "bot.not_held",
            "bot.ask_took_place",
            "bot.session_to_come",
        ),
        *("bot.carer_wrote", "bot.carer_passed", "bot.which_topic", "staff.advice_review"),
        *("staff.case_curve", "bot.summary", "bot.helped_noted"),
        *("bot.carer_alarm_other", "bot.carer_alarm_other_today"),
        *("staff.signs_silent_carer", "staff.signs_answered_carer"),
        *("staff.period_report", "staff.period_table", "staff.period_empty", "staff.period_few"),
        *("staff.period_which", "staff.period_picture"),
        *("staff.adverse_which", "staff.adverse_how", "staff.adverse_noted", "staff.adverse_undone"),
        *("staff.adverse_what", "staff.adverse_said", "staff.adverse_gone"),
        *(
            "bot.alert_over",
            "bot.out_of_clinic",
            "bot.only_voice",
            "staff.signs_silent_seen",
            "staff.alert_false_ask",
        ),
        "staff.questions_more",
        *("bot.export_page", "bot.export_data", "bot.plan_file", "staff.notes_page", "staff.notes_data"),
    }
    assert {key for key in MESSAGES if key not in known} == since
