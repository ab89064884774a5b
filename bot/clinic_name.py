"""Which of several clinics the running task works for, and with it every task that it begins."""

from contextvars import ContextVar

AT_WORK: ContextVar[str] = ContextVar("clinic", default="")  # empty where there is one clinic alone
