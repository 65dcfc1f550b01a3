"""Teach the registry another name of a unit, of a class, or of several at once; and take a name away."""

import datetime as dt
from collections.abc import Collection

from django.db.models import F

from cchc.kernel import clock, writing
from cchc.kernel.history import Actor
from cchc.kernel.refusal import Refusal
from cchc.kernel.text import fold, spelling, squeeze
from cchc.organisation.actions import _writing
from cchc.organisation.models import UnitAlias
from cchc.organisation.rules import gone, views
from cchc.organisation.rules.registry import Alias, Registry

LONGEST = 200


def add_alias(text: str, targets: Collection[str], *, as_of: dt.date, actor: Actor, now: dt.datetime) -> None:
    """Let ``text`` mean ``targets``: codes of units as of ``as_of``, or keys of classes.

    A name that already means something else is refused; one that was taken away comes back. What was the name of
    another unit on other days means ``targets`` only from that unit's end on: older documents still mean that one.
    """
    name = squeeze(text)
    if not fold(name) or len(name) > LONGEST:
        raise Refusal("Hãy ghi tên gọi, nhiều nhất %(most)s ký tự.", "text", most=LONGEST)
    with _writing.alone(actor) as registry:
        meant = tuple(dict.fromkeys(_target(registry, target, as_of) for target in targets))
        if not meant:
            raise Refusal("Hãy chọn đơn vị hoặc nhóm đơn vị mà tên gọi này chỉ.", "targets")
        _refuse_taken(registry, name, meant, as_of)
        span = gone.holding(registry, name, meant, as_of)
        UnitAlias.objects.filter(spelling=spelling(name), valid_from=span.valid_from).delete()
        _writing.add_aliases([Alias(name, meant, origin="office", span=span)])


def remove_alias(text: str, *, actor: Actor, now: dt.datetime) -> None:
    """Forget a name; it stays known as taken away, so that the next loading of the file does not bring it back."""
    with _writing.alone(actor):
        day = clock.day_of(now)
        used = UnitAlias.objects.filter(spelling=spelling(text), is_active=True).exclude(valid_from__gt=day)
        latest = used.exclude(valid_to__lt=day).order_by(F("valid_from").desc(nulls_last=True)).first()
        if not latest:
            raise Refusal("Không có tên gọi khác “%(text)s”.", "text", text=text)
        latest.is_active = False
        latest.save(update_fields=["is_active"])


def _target(registry: Registry, target: str, as_of: dt.date) -> str:
    if target in registry.classes:
        return target
    for slug, version in registry.on(as_of).items():
        if version.code == target:
            return slug
    day = writing.date(as_of)
    raise Refusal("Không có đơn vị hay nhóm “%(target)s” vào ngày %(day)s.", "targets", target=target, day=day)


def _refuse_taken(registry: Registry, name: str, meant: tuple[str, ...], as_of: dt.date) -> None:
    # What is typed without diacritics is taken if it may mean another unit; "Tân Thạnh" beside "Tân Thành" is not.
    way = fold if spelling(name) == fold(name) else spelling
    wanted = way(name)
    valid = views.listed(registry, as_of)
    for slug, version in valid.items():
        if wanted in {way(version.name), way(version.official_name), way(version.short)} and (slug,) != meant:
            raise Refusal("“%(text)s” đã là tên của %(name)s.", "text", text=name, name=version.name)
    for alias in registry.aliases:
        if way(alias.text) != wanted or not views.living(registry, alias, valid, as_of):
            continue
        if set(alias.targets) != set(meant):
            bearers = ", ".join(_name(registry, target, as_of) for target in alias.targets)
            raise Refusal("“%(text)s” đã là tên gọi khác của %(name)s.", "text", text=name, name=bearers)


def _name(registry: Registry, target: str, as_of: dt.date) -> str:
    if target in registry.classes:
        return registry.classes[target].name
    return registry.units[target].nearest(as_of).name
