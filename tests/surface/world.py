"""A random province: units, people with roles, and records that each carry a word telling whose they are."""

import datetime as dt
import io
import json
import random
from collections import defaultdict
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any

import docx

from cchc.accounts.models import Grant, User
from cchc.accounts.rules import may as rule
from cchc.accounts.rules.roles import Role
from cchc.communications import models as published
from cchc.documents import models as documents
from cchc.documents.actions.numbering import ARRIVALS
from cchc.inspections import models as inspected
from cchc.kernel import papers, places, rights
from cchc.kernel.clock import ZONE
from cchc.kernel.files import owners
from cchc.kernel.tests.kept import kept_file
from cchc.kernel.tests.walking import walk
from cchc.kernel.text import fold
from cchc.meetings import models as sat
from cchc.notifications import models as told
from cchc.organisation import queries as organisation
from cchc.organisation.models import Unit, UnitVersion
from cchc.par_index import models as scored
from cchc.plans.models import (
    Assignment,
    Attachment,
    Difficulty,
    Extension,
    Milestone,
    Plan,
    Reading,
    Report,
    Task,
    TaskGroup,
)
from cchc.plans.rules import stored
from cchc.plans.rules.reading.plan import read_plan
from cchc.reports import models as periodic
from tests.surface import asked

TODAY = dt.date(2019, 6, 3)
NOW = dt.datetime(2019, 6, 3, 9, tzinfo=ZONE)


def secret(unit_id: int) -> str:
    """Return the word that only those may read who read what ``unit_id`` does."""
    return f"kinviec{unit_id}kin"


def trouble(unit_id: int, at_unit_id: int) -> str:
    """Return the word of a difficulty: the unit that has it and the unit it stands with may read it."""
    return f"kinvuong{unit_id}va{at_unit_id}kin"


def person(unit_id: int) -> str:
    """Return the word in the name of somebody of ``unit_id``: read by those who manage its accounts."""
    return f"kinnguoi{unit_id}kin"


def template() -> bytes:
    """Return a .docx with one blank to fill."""
    held, paper = io.BytesIO(), docx.Document()
    paper.add_paragraph("{{ a }}")
    paper.save(held)
    return held.getvalue()


@dataclass
class World:
    """The records of a world, each with the unit that owns it."""

    dice: random.Random
    parents: dict[int, int | None] = field(default_factory=dict)
    people: list[User] = field(default_factory=list)
    owned: dict[str, list[tuple[Any, rule.Thing | None]]] = field(default_factory=lambda: defaultdict(list))
    holders: dict[int, rule.Holder] = field(default_factory=dict)

    @property
    def root(self) -> int:
        return next(unit for unit, parent in self.parents.items() if parent is None)

    @property
    def reach(self) -> rule.Reach:
        """What each unit covers, walked from the tree itself: no code of the platform says it."""
        below: dict[int, set[int]] = {unit: {unit} for unit in self.parents}
        for unit in self.parents:
            above = self.parents[unit]
            while above is not None:
                below[above].add(unit)
                above = self.parents[above]
        return rule.Reach({unit: frozenset(units) for unit, units in below.items()})

    def may(self, user: User | None, action: str, thing: rule.Thing | None) -> bool:
        """Ask the oracle."""
        holder = self.holders[user.pk] if user else rule.Holder()
        return rule.may(holder, action, thing, self.reach)


def made(seed: int) -> World:
    """Make a world; the same ``seed``, the same world."""
    world = World(random.Random(seed))
    _units(world)
    _people(world)
    _plans(world)
    _periodic_reports(world)
    _documents(world)
    _deliveries(world)
    _meetings(world)
    _communications(world)
    _inspections(world)
    _indices(world)
    world.owned["survey_id"] += [(pk, rule.Thing(unit)) for pk, unit in asked.surveys(world.parents, secret)]
    for key in owners.fields():  # the words in a file, not a permission of its address, tell whose it is
        rows = key.model._base_manager.exclude(file=None).order_by("pk")
        world.owned["file_id"] += [(pk, None) for pk in rows.values_list("file_id", flat=True)]
    return world


def _unit(world: World, name: str, level: str, parent: int | None) -> int:
    unit = Unit.objects.create(slug=name)
    UnitVersion.objects.create(
        unit=unit,
        code=f"m-{name}",
        name=f"Đơn vị {name}",
        official_name=f"Ủy ban nhân dân {name}",
        short=name,
        level=level,
        kind="xã" if level == "commune" else "huyện",
        parent_id=parent,
        sort_key=name,
        folded=name,
    )
    world.parents[unit.pk] = parent
    return unit.pk


def _units(world: World) -> None:
    root = _unit(world, "tinh", "province", None)
    _unit(world, "so-mot", "department", root)
    for number in range(world.dice.randint(2, 3)):
        district = _unit(world, f"huyen-{number}", "district", root)
        for commune in range(world.dice.randint(1, 2)):
            _unit(world, f"xa-{number}-{commune}", "commune", district)


def _people(world: World) -> None:
    units = list(world.parents)
    roles = [*Role, *world.dice.choices(list(Role), k=2)]
    for number, role in enumerate(roles):
        unit = world.root if role is Role.OFFICE and number < len(Role) else world.dice.choice(units)
        user = User.objects.create(username=f"nguoi{number}", full_name=f"Ông {person(unit)} {number}", unit_id=unit)
        Grant.objects.create(user=user, role=role.value, unit_id=unit, valid_from=dt.date(2019, 1, 1))
        world.people.append(user)
        world.holders[user.pk] = rule.Holder(user.pk, (rule.Grant(role, unit),))
        world.owned["person"].append((user.pk, rule.Thing(unit)))


def _plan(unit_id: int, title: str, state: str, parent: Plan | None = None) -> tuple[Plan, TaskGroup]:
    plan = Plan.objects.create(
        unit_id=unit_id, number=f"{title[-6:]}/KH", issued_on=dt.date(2018, 12, 6), issuer="UBND", title=title,
        year=2019, state=state, adopted_at=NOW, parent=parent,
    )  # fmt: skip
    return plan, TaskGroup.objects.create(plan=plan, no="1", title="Lĩnh vực", position=1)


def _task(plan: Plan, group: TaskGroup, code: str, title: str) -> Task:
    return Task.objects.create(
        plan=plan, group=group, code=code, position=1, title=title, folded=fold(f"{code} {title}"),
        schedule_kind="window", start_on=dt.date(2019, 1, 1), end_on=dt.date(2019, 12, 31), budget_kind="none",
    )  # fmt: skip


def _plans(world: World) -> None:
    plan, group = _plan(world.root, "Kế hoạch tỉnh", "adopted")
    task = _task(plan, group, "1.a", "Việc kin của mọi đơn vị")
    world.owned["plan_id"].append((plan.pk, rule.Thing()))
    world.owned["task_id"].append((task.pk, rule.Thing()))
    world.owned["parent_id"].append((plan.pk, rule.Thing()))
    for unit_id in world.parents:
        _assignment(world, plan, task, unit_id)
    for unit_id in world.dice.sample(sorted(world.parents), 3):
        draft, drafted = _plan(unit_id, f"Dự thảo {secret(unit_id)}", "draft", plan)
        own = _task(draft, drafted, "1.a", f"Việc riêng {secret(unit_id)}")
        world.owned["draft_id"].append((draft.pk, rule.Thing(unit_id)))
        world.owned["draft_task_id"].append((own.pk, rule.Thing(unit_id)))
    source = _file(f"ke-hoach {secret(world.root)}.txt")
    paper = papers.read("ke-hoach.txt", (places.CONTENT / "plans" / "dong-thap-2019.txt").read_bytes())
    read = {**read_plan(paper, organisation.directory(TODAY)).as_json(), "title": f"Đọc {secret(world.root)}"}
    texts = {"as_read": read, "draft": stored.written(stored.as_read(read))}
    reading = Reading.objects.create(unit_id=world.root, source=source, as_of=TODAY, **texts, seconds=0.1, read_at=NOW)
    world.owned["reading_id"].append((reading.pk, rule.Thing(world.root)))


def _file(name: str) -> Attachment:
    return Attachment.objects.create(
        name=name,
        media_type="text/plain",
        size=3,
        sha256="0" * 64,
        file=kept_file(name.encode(), "plans.attachment"),
        uploaded_at=NOW,
    )


def _assignment(world: World, plan: Plan, task: Task, unit_id: int) -> None:
    word, above = secret(unit_id), world.parents[unit_id] or unit_id
    assignment = Assignment.objects.create(
        plan=plan, task=task, unit_id=unit_id, due_on=dt.date(2019, 12, 31), percent=100, is_started=True,
        is_pending=True, is_blocked=True, reported_at=NOW, target_reason=word,
    )  # fmt: skip
    product = _file(f"san-pham {word}.txt")
    report = Report.objects.create(
        assignment=assignment, percent=100, done_text=f"Đã làm {word}", product_kind="file", attachment=product,
        reported_at=NOW, state="sent",
    )  # fmt: skip
    extension = Extension.objects.create(
        assignment=assignment, asked_for=dt.date(2019, 12, 31), reason=f"Vì {word}", state="asked", asked_at=NOW
    )
    milestone = Milestone.objects.create(assignment=assignment, title=f"Mốc {word}", due_on=dt.date(2019, 7, 1))
    difficulty = Difficulty.objects.create(
        assignment=assignment, text=f"Vướng {trouble(unit_id, above)}", at_unit_id=above, state="open", raised_at=NOW
    )
    records = {"assignment_id": assignment, "report_id": report, "extension_id": extension, "milestone_id": milestone}
    for name, record in {**records, "attachment_id": product, "difficulty_id": difficulty}.items():
        world.owned[name].append((record.pk, rule.Thing(unit_id)))


def _documents(world: World) -> None:
    for unit_id in world.parents:
        word = secret(unit_id)
        row = documents.Outgoing.objects.create(
            unit_id=unit_id, year=2019, kind="BC", number=1, symbol="BC-X", issued_on=dt.date(2019, 3, 1),
            title=f"Văn bản {word}", signer="A", issued_at=NOW, note=word,
        )  # fmt: skip
        arrived = documents.Incoming.objects.create(
            unit_id=unit_id, year=2019, number=1, arrived_on=dt.date(2019, 3, 2), author="Bộ", code=f"1/{word}",
            dated_on=dt.date(2019, 3, 1), title=word, registered_at=NOW,
        )  # fmt: skip
        for kind in ("BC", ARRIVALS):
            documents.Series.objects.create(unit_id=unit_id, year=2019, kind=kind, last=1)
        stored = documents.StoredFile.objects.create(
            outgoing=row, name=f"{word}.pdf", media_type="application/pdf", size=3, sha256="0" * 64,
            file=kept_file(word.encode(), "documents.file"), stored_at=NOW,
        )  # fmt: skip
        blank = documents.Blank.objects.create(
            unit_id=unit_id, title="Mẫu", file_name="mau.docx", sha256="0" * 64,
            file=kept_file(template(), "documents.blank"), names=["a"],
            uploaded_at=NOW,
        )  # fmt: skip
        world.owned["blank_id"].append((blank.pk, rule.Thing(None)))  # for all below its unit
        for name, record in {"outgoing_id": row, "incoming_id": arrived, "stored_id": stored}.items():
            world.owned[name].append((record.pk, rule.Thing(unit_id)))


def _deliveries(world: World) -> None:
    for number, unit_id in enumerate(world.parents):
        user = User.objects.filter(unit_id=unit_id).first() or User.objects.order_by("pk")[number % 3]
        row = told.Delivery.objects.create(
            user=user, unit_id=unit_id, channel="mail", day=NOW.date() + dt.timedelta(number), address="a@vi-du.vn",
            subject=f"Thư {secret(unit_id)}", text=f"Thư {secret(unit_id)}", prepared_at=NOW, next_try_at=NOW,
            state="refused",
        )  # fmt: skip
        told.Notice.objects.create(
            user=user, what="due", kind="reminder", unit_id=unit_id, title="Việc", path="/viec/", key=f"k{number}",
            told_at=NOW,
        )  # fmt: skip
        world.owned["delivery_id"].append((row.pk, rule.Thing(unit_id)))
        act = told.Urging.objects.create(title=f"Đôn đốc {secret(unit_id)}", back="/viec/", at=NOW)
        told.Urged.objects.create(
            urging=act, key=f"k{number}", unit_id=unit_id, title=f"Việc {secret(unit_id)}", path="/viec/"
        )
        world.owned["urging_id"].append((act.pk, rule.Thing(unit_id)))


def _communications(world: World) -> None:
    for unit_id in world.parents:
        row = published.Item.objects.create(
            unit_id=unit_id, channel="radio", title=f"Bài {secret(unit_id)}", outlet="Đài", published_on=NOW.date(),
            entered_at=NOW, file_name="a.txt", media_type="text/plain",
            file=kept_file(secret(unit_id).encode(), "communications.item"),
        )  # fmt: skip
        world.owned["item_id"].append((row.pk, rule.Thing(unit_id)))


def _inspections(world: World) -> None:
    for unit_id in world.parents:
        plan = inspected.Programme.objects.create(unit_id=unit_id, year=2019, kind="reform", title=secret(unit_id))
        visit = inspected.Visit.objects.create(
            programme=plan, unit_id=unit_id, target_id=unit_id, kind="reform", planned_on=NOW.date(), state="mending",
            held_on=NOW.date(), summary=secret(unit_id), file_name="a.txt", media_type="text/plain",
            file=kept_file(secret(unit_id).encode(), "inspections.visit"),
        )  # fmt: skip
        found = inspected.Finding.objects.create(
            visit=visit, unit_id=unit_id, text=f"Phát hiện {secret(unit_id)}", demand="Sửa", due_on=NOW.date()
        )
        for name, record in {"programme_id": plan, "visit_id": visit, "finding_id": found}.items():
            world.owned[name].append((record.pk, rule.Thing(unit_id)))


def _indices(world: World) -> None:
    tree = [
        {"code": "1", "title": "Chung", "max": 2, "kind": "field"},
        {"code": "1.1", "title": "Việc", "max": 2, "kind": "auto", "indicator": "plans.tasks_done",
         "rule": {"type": "ratio"}},
    ]  # fmt: skip
    content = {"classes": [{"name": "Tốt", "from": 50}], "tree": tree}
    for unit_id in world.parents:
        draft = scored.Scheme.objects.create(
            unit_id=unit_id, level="commune", year=2020, title=f"Dự thảo {secret(unit_id)}", content=content
        )
        scheme = scored.Scheme.objects.create(
            unit_id=unit_id,
            level="commune",
            year=2019,
            title="Bộ",
            content=content,
            state="published",
            published_at=NOW,
        )
        days = {f"{name}_due": NOW.date() for name in ("self", "appraisal", "explanation", "recheck", "council")}
        found = scored.Round.objects.create(
            scheme=scheme, unit_id=unit_id, title=f"Đợt {secret(unit_id)}", year=2019, opened_at=NOW,
            first_on=dt.date(2019, 1, 1), last_on=dt.date(2019, 5, 31), **days,
        )  # fmt: skip
        scored.Body.objects.create(round=found, code="1.1", unit_id=unit_id)
        sheet = scored.Sheet.objects.create(round=found, unit_id=unit_id)
        scored.Score.objects.create(
            sheet=sheet, code="1.1", figure="self", points=1, most=2, value="50", why="tỷ lệ", note=secret(unit_id),
            at=NOW,
        )  # fmt: skip
        proof = scored.Evidence.objects.create(
            sheet=sheet, code="1.1", sha256="0" * 64, file_name="a.txt", media_type="text/plain", at=NOW,
            file=kept_file(secret(unit_id).encode(), "par_index.evidence"),
        )  # fmt: skip
        other = scored.Round.objects.create(
            scheme=scheme, unit_id=unit_id, title="Đợt công khai", year=2018, opened_at=NOW, stage="published",
            first_on=dt.date(2018, 1, 1), last_on=dt.date(2018, 5, 31), **days,
        )  # fmt: skip
        said = {"round": {"title": "Đợt"}, "scheme": {"official": False}, "units": []}
        public = scored.Publication.objects.create(
            round=other, version=1, content=json.dumps(said), sha256="0" * 64, number="1/TB", at=NOW
        )
        records = {"scheme_id": draft, "round_id": found, "sheet_id": sheet, "evidence_id": proof}
        for name, record in records.items():
            world.owned[name].append((record.pk, rule.Thing(unit_id)))
        world.owned["publication_id"].append((public.pk, None))


def _meetings(world: World) -> None:
    for unit_id in world.parents:
        row = sat.Meeting.objects.create(
            unit_id=unit_id, year=2019, quarter=2, held_on=NOW.date(), place=f"Nơi {secret(unit_id)}", chair="A"
        )
        said = sat.Conclusion.objects.create(meeting=row, position=1, text=f"Kết luận {secret(unit_id)}")
        world.owned["meeting_id"].append((row.pk, rule.Thing(unit_id)))
        world.owned["conclusion_id"].append((said.pk, rule.Thing(unit_id)))


def _periodic_reports(world: World) -> None:
    outline = periodic.Outline.objects.create(
        key="dinh-ky", number=1, title="Đề cương", published_at=NOW,
        sections=[{"key": "I", "title": "Chung", "kind": "text", "hint": "", "figures": []},
                  {"key": "II", "title": "Số", "kind": "figures", "hint": "", "figures": ["plans.tasks_done"]}],
    )  # fmt: skip
    for number, (unit_id, above) in enumerate(world.parents.items()):
        report = periodic.Report.objects.create(
            unit_id=unit_id, receiver_id=above, kind="quarter_1", year=2019, outline=outline, sent_at=NOW,
            first_on=dt.date(2018, 12, 15), last_on=dt.date(2019, 3, 14), due_on=dt.date(2019, 3, 17),
            remark=secret(unit_id),
        )  # fmt: skip
        periodic.Section.objects.create(report=report, key="I", text=f"Lời {secret(unit_id)}")
        periodic.Figure.objects.create(
            report=report, key="plans.tasks_done", hand_numerator=1, hand_denominator=9, reason=secret(unit_id)
        )
        periodic.Step.objects.create(report=report, state="draft", at=NOW, remark=secret(unit_id))
        walk(report, ["draft", "checked", "signed", "sent", "accepted", "returned"][number % 6])
        world.owned["periodic_id"].append((report.pk, rule.Thing(unit_id)))


def roles_with(action: str) -> set[Role]:
    """Return the roles that hold ``action``."""
    return {role for role in Role if action in rights.held_by(role)}


Values = Callable[[World, str], list[tuple[Any, rule.Thing | None]]]
