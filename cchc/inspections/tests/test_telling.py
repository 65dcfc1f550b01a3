"""What is told of a visit is known by that visit."""

import datetime as dt
from typing import Any

import pytest

from cchc.inspections import reactions
from cchc.inspections.models import Visit


def test_news_of_two_visits_are_two(monkeypatch: pytest.MonkeyPatch) -> None:
    told: list[Any] = []
    monkeypatch.setattr(reactions, "tell", lambda news, **_when: told.extend(news))
    for pk in (7, 8):
        reactions._tell_target(Visit(pk=pk, target_id=1, planned_on=dt.date(2019, 6, 3)), "inspected", "Kiểm tra")
    assert [one.key for one in told] == ["inspections.visit:7 inspected", "inspections.visit:8 inspected"]
