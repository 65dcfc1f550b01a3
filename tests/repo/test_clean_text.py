"""Letters that only look right are mended on every way in: forms, the API, the arguments of commands."""

import importlib
import json
import pkgutil
import re
from argparse import ArgumentParser
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from django import forms
from django.test import RequestFactory

import cchc
from cchc.kernel import api, commands, papers, sheets, text
from cchc.kernel.api import door
from cchc.ui.forms import Form

WRITTEN, RIGHT = "\u00d0\u1ed3ng\u00a0Th\u00e1p\u200b 1\u20446", "Đồng Tháp 1/6"
ELSEWHERE = {  # cleaned in their own way
    "cchc.accounts.forms.sign_in.SignInForm",  # in clean_login: the library's form
}


def _classes() -> Iterator[type[forms.Form]]:
    for module in pkgutil.walk_packages(cchc.__path__, "cchc."):
        rooms = module.name.split(".")
        if {"forms", "pages"} & set(rooms) and "tests" not in rooms:
            for thing in vars(importlib.import_module(module.name)).values():
                if isinstance(thing, type) and issubclass(thing, forms.BaseForm) and thing.__module__ == module.name:
                    yield thing


CLASSES = sorted(_classes(), key=lambda one: f"{one.__module__}.{one.__qualname__}")
TEXTS = [(one, name) for one in CLASSES for name, field in one.base_fields.items() if type(field) is forms.CharField]


def test_there_are_forms_to_walk() -> None:
    assert len(CLASSES) > 60
    assert len(TEXTS) > 60


def test_every_form_is_one_of_ours() -> None:
    strange = {f"{one.__module__}.{one.__qualname__}" for one in CLASSES if not issubclass(one, Form)}
    assert strange == ELSEWHERE


@pytest.mark.parametrize(("owner", "name"), TEXTS, ids=lambda value: getattr(value, "__qualname__", value))
def test_every_text_field_gives_clean_text(owner: type[forms.Form], name: str) -> None:
    """A field of the registry, filled in by itself: what reaches the action is written right; a password is not."""
    if f"{owner.__module__}.{owner.__qualname__}" in ELSEWHERE:
        return
    field = owner.base_fields[name]
    probe = type("Probe", (Form,), {name: field})({name: WRITTEN})
    probe.full_clean()
    is_secret = isinstance(field.widget, forms.PasswordInput)
    assert probe.data[name] == (WRITTEN if is_secret else RIGHT)
    assert probe.cleaned_data.get(name, RIGHT).strip() in ({WRITTEN, RIGHT} if is_secret else {RIGHT})


@pytest.mark.parametrize(("owner", "name"), TEXTS, ids=lambda value: getattr(value, "__qualname__", value))
def test_every_text_field_says_how_long_it_may_be(owner: type[forms.Form], name: str) -> None:
    assert owner.base_fields[name].max_length


def test_a_value_far_longer_than_its_field_takes_is_refused_as_it_was_sent() -> None:
    probe = type("Probe", (Form,), {"text": forms.CharField(max_length=20)})
    assert probe({"text": "a\u0301" * 20}).data == {"text": "á" * 20}
    sent = {"text": "a\u200b" * 50, "other": "\u200b" * (text.MOST_LETTERS + 1)}
    given = probe(sent)
    assert given.data == sent
    assert not given.is_valid()


def test_a_text_without_end_is_no_text_of_the_api() -> None:
    body = json.dumps({"text": "a" * (text.MOST_LETTERS + 1)})
    request: Any = RequestFactory().post("/", body, content_type="application/json")
    with pytest.raises(ValueError, match="letters"):
        door.built().parser.parse_body(request)


def test_letters_are_composed_in_one_place() -> None:
    """``cchc.kernel.text`` bounds the marks first, which are sorted in the square of their number."""
    sources = Path(cchc.__file__).parent.rglob("*.py")
    others = [path for path in sources if "tests" not in path.parts and path.parts[-2:] != ("kernel", "text.py")]
    assert [str(path) for path in others if re.search(r"unicodedata\.(is_)?normali[sz]e", path.read_text())] == []


def test_every_operation_of_the_api_reads_clean_text() -> None:
    assert api.operations()
    request: Any = RequestFactory().post(
        "/", {"text": WRITTEN, "list": [WRITTEN, {"deep": WRITTEN}], "count": 1}, content_type="application/json"
    )
    read = door.built().parser.parse_body(request)
    assert read == {"text": RIGHT, "list": [RIGHT, {"deep": RIGHT}], "count": 1}
    asked: Any = RequestFactory().get("/", {"q": WRITTEN})
    assert door.built().parser.parse_querydict(asked.GET, [], asked) == {"q": RIGHT}


def test_files_are_read_as_clean_text() -> None:
    rows = f"Đơn vị,Số phiếu\n{WRITTEN},1\n".encode()
    assert [line.text("Đơn vị") for line in sheets.read("a.csv", rows, ["Đơn vị", "Số phiếu"])] == [RIGHT]
    table = f"TT\tNội dung\tCơ quan\n1\t{WRITTEN}\tSở Nội\u200b v\u00adụ\n".encode()
    (read,) = papers.read("a.txt", table).tables
    assert [cell.text for cell in read.rows[1].cells] == ["1", RIGHT, "Sở Nội vụ"]


def test_words_of_a_command_are_cleaned_and_its_paths_are_not() -> None:
    def declare(parser: ArgumentParser) -> None:
        parser.add_argument("name")
        parser.add_argument("file", type=Path)

    command = commands.Command(("x",), "x", lambda _: 0, declare, "none")
    given = commands.parser(command).parse_args([WRITTEN, WRITTEN])
    assert (given.name, given.file) == (RIGHT, Path(WRITTEN))
