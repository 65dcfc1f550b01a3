"""The numbers that officials decide: in force on a day, each with where it comes from."""

import datetime as dt

import pytest
import yaml

from cchc.kernel import places
from cchc.plans.queries import parameters as queries
from cchc.plans.queries.parameters import parameters

LAW = places.CONTENT / "law" / "plans.yaml"


def test_every_number_says_where_it_comes_from_and_how_sure_that_is() -> None:
    for name, entries in yaml.safe_load(LAW.read_text(encoding="utf-8")).items():
        for entry in entries:
            assert entry["source"], name
            assert entry["certainty"] in ("sourced", "unverified"), name


def test_a_new_value_holds_from_its_day(monkeypatch: pytest.MonkeyPatch) -> None:
    changed = dt.date(2030, 1, 1)
    content = yaml.safe_load(LAW.read_text(encoding="utf-8"))
    before = parameters(dt.date(2019, 1, 1)).near_days
    content["near_days"].append({"from": changed, "value": before + 5})
    monkeypatch.setattr(queries, "_content", lambda: content)
    assert parameters(changed - dt.timedelta(days=1)).near_days == before
    assert parameters(changed).near_days == before + 5


def test_a_number_without_a_value_on_a_day_is_an_error(monkeypatch: pytest.MonkeyPatch) -> None:
    content = yaml.safe_load(LAW.read_text(encoding="utf-8"))
    content["target_days"] = [{"from": dt.date(2030, 1, 1), "value": 10}]
    monkeypatch.setattr(queries, "_content", lambda: content)
    with pytest.raises(LookupError, match="target_days"):
        parameters(dt.date(2019, 1, 1))
