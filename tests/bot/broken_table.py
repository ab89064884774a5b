"""A database in which one thing cannot be kept."""

from collections.abc import Iterator
from contextlib import contextmanager

from tests.bot.conftest import Clinic


@contextmanager
def no_answer_can_be_kept(clinic: Clinic) -> Iterator[None]:
    """A database that refuses one table: a rating fails there, and everything else goes on."""
    refuse = "CREATE TRIGGER full BEFORE INSERT ON answers BEGIN SELECT RAISE(ABORT, 'full'); END"
    clinic.bot.store.run_now(lambda tx: tx.run(refuse))
    yield
    clinic.bot.store.run_now(lambda tx: tx.run("DROP TRIGGER full"))
