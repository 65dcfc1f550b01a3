"""Write a scheme: row by row, from a file, from last year's, or within a framework; publish it and it is frozen."""

import datetime as dt
from collections.abc import Callable, Mapping, Sequence
from typing import Any

from django.db import IntegrityError, transaction
from django.db.models import Q

from cchc.kernel import history
from cchc.kernel.history import Actor
from cchc.kernel.late import too_late
from cchc.kernel.locking import locked
from cchc.kernel.refusal import Refusal, Sentence, marked
from cchc.kernel.text import squeeze
from cchc.par_index.models import Scheme
from cchc.par_index.queries import schemes as queries
from cchc.par_index.rules import schemes, shape, trees
from cchc.par_index.rules.numbers import Wrong
from cchc.par_index.rules.reasons import REASONS
from cchc.par_index.states import SCHEME_MOVES, SchemeState
from cchc.par_index.types import Problem

Content = Mapping[str, Any]
_TAKEN = marked("Đơn vị đã có bộ tiêu chí cho cấp này trong năm: hãy mở bộ tiêu chí đó.")
_CHANGED = Sentence("Bộ tiêu chí đã được sửa từ khi bạn mở trang này: hãy tải lại trang rồi sửa tiếp.")


def create(unit_id: int, level: str, year: int, title: str, content: Content, *, actor: Actor, now: dt.datetime) -> int:
    """Begin a draft with the content of a file, sound or not yet; return its number."""
    title = squeeze(title)
    if not title:
        raise Refusal("Hãy ghi tên bộ tiêu chí.", "title")
    if level not in set(schemes.LEVELS.values()):
        raise Refusal("Hãy chọn cấp được chấm điểm.", "level")
    columns = {"unit_id": unit_id, "level": level, "year": year, "title": title[:300], "content": _kept(content)}
    return _create(Scheme(is_demo=actor.invents, **columns), actor)


def _kept(content: Content) -> dict[str, Any]:
    _require(shape.problems(content), "file")
    return schemes.content(content)


def _require(misshapen: Sequence[Problem], field: str) -> None:
    """Raise ``Refusal`` with the first place of a document that has not the shape of a scheme."""
    if misshapen:
        raise Refusal(
            "Bộ tiêu chí chưa đúng khuôn dạng: %(where)s: %(why)s (%(count)s chỗ cần sửa).", field,
            where=REASONS.of(misshapen[0].where), why=REASONS.of(misshapen[0].why), count=len(misshapen),
        )  # fmt: skip


def _create(row: Scheme, actor: Actor) -> int:
    with history.attributed(actor):
        try:
            with transaction.atomic():
                row.save(force_insert=True)
        except IntegrityError as twice:
            raise Refusal(_TAKEN, "year") from twice
    return row.pk


def copy(scheme_id: int, year: int, title: str, *, actor: Actor, now: dt.datetime) -> int:
    """Begin a new year's draft from a scheme; what differs between the two can be shown ever after."""
    with history.attributed(actor):
        old = locked(Scheme, scheme_id)
        if year == old.year:
            raise Refusal("Hãy chọn năm khác năm của bộ tiêu chí này.", "year")
        new = Scheme(
            unit_id=old.unit_id, level=old.level, year=year, title=squeeze(title)[:300] or old.title,
            content=old.content, previous=old, framework=old.framework, is_official=old.is_official,
            is_demo=old.is_demo,
        )  # fmt: skip
        return _create(new, actor)


def derive(framework_id: int, unit_id: int, *, actor: Actor, now: dt.datetime) -> int:
    """Begin a district's own scheme within a published framework."""
    with history.attributed(actor):
        framework = locked(Scheme, framework_id)
        if framework.state != SchemeState.PUBLISHED:
            raise Refusal("Khung của cấp trên chưa ban hành.")
        new = Scheme(
            unit_id=unit_id, level=framework.level, year=framework.year, title=framework.title,
            content=framework.content, framework=framework, is_official=framework.is_official,
            is_demo=framework.is_demo,
        )  # fmt: skip
        return _create(new, actor)


def put(scheme_id: int, revision: int, row: Content, instead_of: str = "", *, actor: Actor, now: dt.datetime) -> None:
    """Add a row, or put it in the place of another; a code that is taken or hangs nowhere is refused."""
    _require(shape.of_row(row), "rule")
    kept = schemes.content({"tree": [row]})["tree"][0]
    _edit(scheme_id, revision, lambda content: trees.put(content, kept, instead_of), actor, "code")


def take_out(scheme_id: int, revision: int, code: str, *, actor: Actor, now: dt.datetime) -> None:
    """Take out a row and what lies below it."""
    _edit(scheme_id, revision, lambda content: trees.take_out(content, code), actor)


def move(scheme_id: int, revision: int, code: str, *, up: bool, actor: Actor, now: dt.datetime) -> None:
    """Move a row one place among its siblings."""
    _edit(scheme_id, revision, lambda content: trees.move(content, code, up), actor)


def settings(
    scheme_id: int, revision: int, title: str, number: str, values: Content, *, actor: Actor, now: dt.datetime
) -> None:
    """Set what holds for the whole: rounding, ties, classes, ceilings; name and decision."""
    title = squeeze(title)
    if not title:
        raise Refusal("Hãy ghi tên bộ tiêu chí.", "title")
    _require(shape.of_settings(values), "classes")
    _edit(
        scheme_id, revision, lambda content: schemes.content({**content, **values}), actor,
        title=title[:300], number=squeeze(number)[:60],
    )  # fmt: skip


def replace(scheme_id: int, revision: int, content: Content, *, actor: Actor, now: dt.datetime) -> None:
    """Put the content of a file in the place of the draft's; a table, which says nothing but the tree, of its tree."""
    kept = _kept(content)
    _edit(scheme_id, revision, lambda old: {**old, **kept} if kept.keys() == {"tree"} else kept, actor)


def _edit(
    scheme_id: int, revision: int, edit: Callable[[Content], Content], actor: Actor, field: str = "", **more: str
) -> None:
    with history.attributed(actor):
        row = locked(Scheme, scheme_id)
        if row.state != SchemeState.DRAFT:
            raise Refusal("Bộ tiêu chí đã ban hành thì không sửa: hãy chép sang năm mới.")
        if row.revision != revision:
            raise too_late(_CHANGED, Scheme, scheme_id, actor)
        try:
            content = edit(row.content)
        except Wrong as wrong:
            raise Refusal("Không sửa được bộ tiêu chí: %(why)s.", field, why=REASONS.of(str(wrong))) from wrong
        Scheme.objects.filter(pk=row.pk).update(content=content, revision=revision + 1, **more)


def publish(scheme_id: int, *, is_official: bool, actor: Actor, now: dt.datetime) -> None:
    """Publish a sound scheme; ``Refusal`` names the first place that is not. From here on its content is frozen."""
    with history.attributed(actor):
        row = locked(Scheme, scheme_id)
        if not SCHEME_MOVES.allows(row.state, SchemeState.PUBLISHED):
            raise Refusal("Bộ tiêu chí này đã ban hành.")
        if wrong := queries.problems(row):
            raise Refusal(
                "Chưa ban hành được: %(where)s: %(why)s (%(count)s chỗ cần sửa).",
                where=REASONS.of(wrong[0].where),
                why=REASONS.of(wrong[0].why),
                count=len(wrong),
            )
        if is_official and not row.number:
            raise Refusal("Bộ tiêu chí chính thức phải có số quyết định: hãy ghi ở phần quy định chung.")
        Scheme.objects.filter(pk=row.pk).update(
            state=SchemeState.PUBLISHED, published_at=now, is_official=is_official and not row.is_demo
        )


def discard(scheme_id: int, *, actor: Actor, now: dt.datetime) -> None:
    """Throw a draft away; ``Refusal`` for a published scheme, and where another was copied or derived from it."""
    with history.attributed(actor):
        row = locked(Scheme, scheme_id)
        if row.state != SchemeState.DRAFT:
            raise Refusal("Bộ tiêu chí đã ban hành: thu hồi trước rồi mới xóa được bản soạn.")
        if queries.is_used(row.pk) or Scheme.objects.filter(Q(framework=row) | Q(previous=row)).exists():
            raise Refusal("Đã có đợt chấm hoặc bộ tiêu chí khác dựa vào bộ này: không xóa được.")
        row.delete()


def take_back(scheme_id: int, *, actor: Actor, now: dt.datetime) -> None:
    """Make a published scheme a draft again, as long as no round scores by it."""
    with history.attributed(actor):
        row = locked(Scheme, scheme_id)
        if not SCHEME_MOVES.allows(row.state, SchemeState.DRAFT):
            raise Refusal("Bộ tiêu chí này đang là bản soạn: hãy tải lại trang.")
        if queries.is_used(row.pk):
            raise Refusal("Đã có đợt chấm dùng bộ tiêu chí này: không thu hồi được, hãy chép sang bộ mới.")
        if Scheme.objects.filter(framework=row).exists():
            raise Refusal("Cấp dưới đã lập bộ tiêu chí theo khung này: không thu hồi được.")
        Scheme.objects.filter(pk=row.pk).update(state=SchemeState.DRAFT, published_at=None)
