"""A story in which whatever button comes up is first tapped by everybody whom it is not for."""

from bot.rehearsal.people import Person
from tests.bot.staff import OLD, Practice

OVER = "That link is used or ended already."
OF_ANY_MEMBER = {
    "patients",
    "preview",
    "previewed",
    "weekly",
    "away",
    "awayspan",
    "back",
    "advices",
    "advice",
    "advise",
    "adviseundo",
    "adviselimit",
}  # each has their own
OF_ANYBODY_THERE = {"links", "appointments", "today", "helpof"}  # a receptionist as well
OF_LINKS = {"link", "linkat", "linkpart", "linkside", "linkplan", "offer"}  # of which a receptionist sees all
OF_OWNERS = {"member", "invitation", "duty"}
OF_HOLDER = {"linkfor"}  # is an answer to what they were asked
OF_ANY_PATIENT = {"faq", "faqs", "which_stop", "phone", "repaired", "saidwhen"}
URGENT = {"worried", "sign", "signs"}  # are answered to everybody, whoever they are
OF_ANYBODY = {"helpmore", "privacymore"}  # tell what is no secret
CONSENT = "consent"  # says of whom nobody has invited that they are not invited


class Trial:
    """Everybody around, and what of each button has been tried so far."""

    def __init__(self, practice: Practice, rob: Person, rae: Person) -> None:
        self.practice, self.rob, self.rae = practice, rob, rae
        self.tried: set[str] = set()
        self.rob_is_out = self.lee_covers = False
        self._seen: dict[int, int] = {}

    @property
    def people(self) -> list[Person]:
        p = self.practice
        return [p.sam, p.pat, p.quin, p.jo, p.lee, self.rob, self.rae, p.kim]

    def may(self, person: Person, holder: Person, verb: str) -> bool:
        p = self.practice
        members = [p.kim, p.jo, p.lee, *([] if self.rob_is_out else [self.rob])]
        if person is holder or verb in URGENT | OF_ANYBODY:
            return True
        shared: dict[str, tuple[Person, ...]] = {
            **dict.fromkeys(OF_HOLDER, ()),
            **dict.fromkeys(OF_ANY_MEMBER, tuple(members)),
            **dict.fromkeys(OF_ANYBODY_THERE, (*members, self.rae)),
            **dict.fromkeys(OF_ANY_PATIENT, (p.pat, p.quin)),
        }
        if self.lee_covers:
            shared["alert"] = (p.kim, p.jo, p.lee)
        if verb in shared:
            return person in shared[verb]
        of_staff = holder in (*members, self.rae) and verb not in OF_OWNERS
        return of_staff and (person is p.kim or (verb in OF_LINKS and person is self.rae))

    def fresh(self, holder: Person) -> list[str]:
        """The first and the last button of each kind under what somebody was sent since the last look."""
        since = self._seen.get(holder.id, 0)
        held: list[str] = []
        for message in holder.chat.bot_messages:
            self._seen[holder.id] = max(self._seen.get(holder.id, 0), message.id)
            if message.id > since:
                every = [str(b.data) for row in message.buttons for b in row]
                kinds = {one.partition(":")[0] for one in every}
                alike = [[one for one in every if one.partition(":")[0] == kind] for kind in kinds]
                held += [one for group in alike for one in {group[0], group[-1]}]
        return held

    async def others_try(self, *made_up: str) -> None:
        """Everybody whom a button is not for taps it first: it is old to them, and nothing happens."""
        clinic = self.practice.clinic
        before = await self.practice.kept()
        taps: list[tuple[Person, str, str]] = []
        for holder in self.people:
            extra = made_up if holder is self.practice.jo else ()
            for tap in (*self.fresh(holder), *extra):
                verb = tap.partition(":")[0]
                taps += [(one, tap, verb) for one in self.people if not self.may(one, holder, verb)]
                self.tried.add(verb)
        queries = {person.tap_data(person.chat.messages[0], tap): tap for person, tap, _ in taps}
        await clinic.telegram.until(lambda: len(self.flashes(queries)) == len(queries))
        flashed = {queries[query]: text for query, text in self.flashes(queries).items()}
        wrong = {tap: text for tap, text in flashed.items() if text not in (OLD, OVER)}
        wrong = {tap: text for tap, text in wrong.items() if tap.partition(":")[0] != CONSENT}
        assert not wrong, wrong
        await clinic.barrier(self.practice.kim)
        after = await self.practice.kept()
        changed = {name: (before[name], after[name]) for name in before if before[name] != after[name]}
        assert not changed, changed

    def flashes(self, queries: dict[str, str]) -> dict[str, str]:
        toasts = [toast for person in self.people for toast in person.chat.toasts]
        return {toast.query_id: toast.text for toast in toasts if toast.query_id in queries}

    async def act(self, who: str, does: str, hears: str) -> None:
        """Somebody writes (`> words`) or taps, and hears that; then everybody else tries what came of it."""
        clinic, person = self.practice.clinic, {one.name: one for one in self.people}[who]
        if does.startswith("> "):
            await clinic.hear(person, does.removeprefix("> "), hears)
        else:
            await clinic.press(person, does, hears)
        await self.others_try()
