"""One way to ask for a day: every form and every loose box takes what people type, on a phone too."""

import importlib
import pkgutil
import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from django import forms

import cchc
from cchc.ui.forms import DateField

ROOT = Path(cchc.__file__).parent


def form_classes() -> Iterator[type[forms.BaseForm]]:
    """Yield every form of the platform, wherever it is written."""
    for found in pkgutil.walk_packages(cchc.__path__, "cchc."):
        parts = found.name.split(".")
        if {"forms", "pages"} & set(parts) and "tests" not in parts:
            importlib.import_module(found.name)
    ahead, seen = [forms.BaseForm], set()
    while ahead:
        for one in ahead.pop().__subclasses__():
            if one not in seen:
                seen.add(one)
                ahead.append(one)
    return (one for one in seen if one.__module__.startswith("cchc.") and ".tests" not in one.__module__)


DAYS = [
    pytest.param(field, id=f"{form.__module__}.{form.__name__}.{name}")
    for form in sorted(form_classes(), key=lambda one: (one.__module__, one.__name__))
    for name, field in form.base_fields.items()
    if isinstance(field, forms.DateField) and not isinstance(field, forms.DateTimeField)
]


def test_the_walk_meets_the_forms() -> None:
    assert len(DAYS) > 40


@pytest.mark.parametrize("field", DAYS)
def test_a_day_is_asked_for_one_way(field: forms.DateField) -> None:
    assert isinstance(field, DateField)
    assert field.widget.attrs["inputmode"] == "text", "a number pad has no stroke"
    assert field.widget.attrs["data-date"], "the browser's calendar stands beside it"
    for typed in ("30/6/2019", "30062019", "30 06 2019", "30.6.2019", "30-6-2019", "2019-06-30"):
        assert field.to_python(typed) == field.to_python("30/06/2019"), typed
    with pytest.raises(forms.ValidationError, match="Tháng 6 chỉ có 30 ngày"):
        field.to_python("31/06/2020")


def test_a_loose_box_for_a_day_is_the_same() -> None:
    written = Path(ROOT, "ui/templates/cotton/input.html").read_text(encoding="utf-8")
    box = written.split('kind == "date" %}')[1].split("{%")[0]
    assert 'inputmode="text"' in box
    assert "data-date" in box


@pytest.mark.parametrize("template", sorted(ROOT.rglob("*.html")), ids=lambda path: str(path.relative_to(ROOT)))
def test_no_template_writes_a_box_for_a_day_by_hand(template: Path) -> None:
    """Boxes for a day come from the field or the component: neither the browser's own order nor a number pad."""
    if template.name == "input.html":
        return
    assert not re.search(r'type="date"|class="[^"]*\bw-date\b', template.read_text(encoding="utf-8"))
