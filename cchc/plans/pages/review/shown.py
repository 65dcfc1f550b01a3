"""A reviewed task as the page shows it: the document's words on the left, what was understood on the right."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from django.utils.translation import gettext as _

from cchc.kernel.saying import say
from cchc.organisation.types import Directory
from cchc.plans.pages.review import wording
from cchc.plans.queries.review import Review, Reviewed
from cchc.plans.rules.doubts import Doubt
from cchc.plans.rules.draft import Task
from cchc.plans.rules.reading import other_days
from cchc.plans.types import Who

LINES = ("lead", "partners", "schedule", "budget", "products")


@dataclass(frozen=True)
class Offered:
    """Who may stand for a name or a class that has ended: what the button says, and the codes and keys it sends."""

    word: str
    label: str
    targets: tuple[str, ...]


@dataclass(frozen=True)
class ShownDoubt:
    """A doubt with the address of the one after it; ``names`` are the unknown names that an alias would explain."""

    doubt: Doubt
    following: str
    names: tuple[str, ...] = ()
    offered: tuple[Offered, ...] = ()
    asks_condition: bool = False
    alike: tuple[Doubt, ...] = ()

    @property
    def alike_count(self) -> int:
        """Return how many doubts one answer settles, this one among them."""
        return len(self.alike) + 1

    @property
    def alike_codes(self) -> str:
        return ", ".join(one.where for one in self.alike)

    @property
    def anchor(self) -> str:
        return f"cho-{self.doubt.key}"

    @property
    def why(self) -> str:
        return say(self.doubt.sentence)

    @property
    def field_name(self) -> str:
        return wording.field_name(self.doubt.field)


@dataclass(frozen=True)
class Line:
    """One field: as written and as understood."""

    name: str
    written: str
    understood: tuple[str, ...]
    doubts: tuple[ShownDoubt, ...]
    is_mended: bool


@dataclass(frozen=True)
class ShownTask:
    reviewed: Reviewed
    lines: tuple[Line, ...]
    other_doubts: tuple[ShownDoubt, ...]
    starts_group: bool = False

    @property
    def task(self) -> Task:
        return self.reviewed.task

    @property
    def doubts(self) -> int:
        return len(self.reviewed.doubts)


def shown(review: Review, tasks: Iterable[Reviewed], places: Mapping[str, str]) -> list[ShownTask]:
    """Return tasks ready to show; ``places`` holds the address of each doubt by its key."""
    found: list[ShownTask] = []
    for one in tasks:
        lines = tuple(_line(review, one, field, places) for field in LINES)
        others = [doubt for doubt in one.doubts if doubt.field not in LINES]
        starts = not found or found[-1].reviewed.group.key != one.group.key
        found.append(ShownTask(one, lines, shown_doubts(review, others, places, one.task), starts))
    return found


def shown_doubts(
    review: Review, doubts: Sequence[Doubt], places: Mapping[str, str], task: Task | None = None
) -> tuple[ShownDoubt, ...]:
    """Return doubts with what can be done about each."""
    return tuple(_shown_doubt(review, doubt, places, task) for doubt in doubts)


def _shown_doubt(review: Review, doubt: Doubt, places: Mapping[str, str], task: Task | None) -> ShownDoubt:
    following = review.after(doubt.key)
    who: Who | None = getattr(task, doubt.field) if task and doubt.field in ("lead", "partners") else None
    return ShownDoubt(
        doubt,
        places[following.key] if following else "",
        tuple(name for name in who.unresolved if f"“{name}”" in doubt.why) if who else (),
        _offered(review.directory, who, doubt.why) if who else (),
        bool(who and doubt.field == "lead" and who.condition and who.optional is None and _has_units(who)),
        review.alike(doubt),
    )


def _offered(directory: Directory, who: Who, why: str) -> tuple[Offered, ...]:
    """Return a button for each unit or class that may stand for what the doubt is about, and one for all of them."""
    found: list[Offered] = []
    names = {name: name for name in who.unresolved}
    names |= {key: directory.class_by_key[key].name for key in who.classes if key in directory.class_by_key}
    for word, name in names.items():
        if why.startswith(f"“{name}”"):
            targets = other_days.offers(word, directory)
            found += [Offered(word, directory.full_name(one), (one,)) for one in targets]
            if len(targets) > 1:
                found.append(Offered(word, _("tất cả"), targets))
    return tuple(found)


def _has_units(who: Who) -> bool:
    return bool(who.units or who.classes) and not who.unresolved


def _line(review: Review, one: Reviewed, field: str, places: Mapping[str, str]) -> Line:
    doubts = [doubt for doubt in one.doubts if doubt.field == field]
    return Line(
        wording.field_name(field),
        wording.text_of(one.task, field),
        tuple(_understood(review, one, field)),
        shown_doubts(review, doubts, places, one.task),
        field in one.mended,
    )


def _understood(review: Review, one: Reviewed, field: str) -> list[str]:
    task, draft = one.task, review.draft
    if field == "schedule":
        return [wording.schedule(task.schedule, draft.year, review.target_by, draft.issued_on)]
    if field == "budget":
        return [wording.budget(task.budget, task.funding)]
    if field == "products":
        return [*task.products]
    who = task.lead if field == "lead" else task.partners
    lines = wording.bearers(who, review.directory)
    if who.optional:
        lines.append(_("đơn vị tự đăng ký"))
    return lines + [_("“%(name)s”: chưa rõ là ai") % {"name": name} for name in who.unresolved]
