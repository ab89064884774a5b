"""A month of a clinic, and its picture as it was looked at; `python -m tests.bot.render.figures` draws it."""

from pathlib import Path

from bot.care.ground.says.figures import (
    AdverseCount,
    AlertsShown,
    BandShown,
    DoneShown,
    Figures,
    LeftOf,
    PeriodPicture,
    PeriodReport,
    PeriodShown,
    Portion,
    TopicAsked,
)
from bot.render.words import Words
from messages.heard.red_flags.finding import Tier
from schedules.protocol import StepKind
from tests.bot.made_once import packaged
from tests.bot.render.rendering import CLINIC

HERE = Path(__file__).parent
WORDS = Words(packaged().catalog, CLINIC, "en", str, {})
OCTOBER = PeriodShown(1_790_809_200, 1_793_491_200, "Europe/London", month=True)
BANDS = (
    BandShown(0, 12, 141, 120, 5.0, 3.25, 6.0),
    BandShown(12, 24, 9, 6, 4.5, 4.0, 6.0),
    BandShown(24, 36, 133, 119, 3.0, 2.0, 4.75),
    BandShown(36, 48, None),
    BandShown(48, 60, 131, 118, 1.0, 0.0, 2.0),
    BandShown(60, 72, 0, 0),
    BandShown(72, 84, 27, 27, 4.0, 3.0, 5.0),
    BandShown(84, 96, None),
    BandShown(96, None, 11, 7, 2.0, 1.0, 3.5),
)
FIGURES = Figures(
    patients=123,
    sessions=156,
    links=Portion(123, 128),
    check_ins=Portion(370, 484),
    every=Portion(None, 123, nearly=True),
    answered=Portion(101, 123),
    done=(
        DoneShown(StepKind.HYDRATION, Portion(230, 460)),
        DoneShown(StepKind.MOVEMENT, Portion(112, 450)),
        DoneShown(StepKind.STRETCHING, Portion(None, 40)),
    ),
    alerts=(
        AlertsShown(Tier.EMERGENCY, 12, Portion(12, 12), 140, 540),
        AlertsShown(Tier.SAME_DAY, None),
        AlertsShown(Tier.CLINICIAN, 31, Portion(31, 31), 5400, 86_400),
    ),
    adverse=(
        AdverseCount("mild", 31),
        AdverseCount("mild", 14, "bruising"),
        AdverseCount("mild", 9, "bleeding"),
        AdverseCount("significant", None),
    ),
    topics=(
        TopicAsked("May I drink alcohol?", 12),
        TopicAsked("Ice or heat?", 9),
        TopicAsked("May I drive?", 7),
    ),
    left=(LeftOf("sessions", 14), LeftOf("check_ins", 41), LeftOf("ratings", 33), LeftOf("alerts", None)),
)
REPORT = PeriodReport(period=OCTOBER, figures=FIGURES, whole=True, bands=BANDS)
PICTURE = PeriodPicture(period=OCTOBER, figures=FIGURES, whole=True, curve=BANDS)
