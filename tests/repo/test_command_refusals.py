"""Whatever a command refuses is one sentence on standard error and exit code 1, never a traceback."""

import argparse
from argparse import ArgumentParser, Namespace
from pathlib import Path
from typing import Any

import pytest
from django.core.exceptions import ObjectDoesNotExist

from cchc.kernel import commands
from cchc.kernel.papers import Refused as Unreadable
from cchc.kernel.refusal import Refusal
from cchc.organisation.actions import load_file
from cchc.organisation.tests.units_cases import NOW, OFFICE, written_file

ALL = [command for command in commands.known() if not command.run.__module__.startswith("config.")]
ENDLESS = {"worker"}  # works until it is stopped
OF_A_CLUSTER = {"backup", "restore"}  # ask programs of the database, which have tests of their own
RAISED = (
    Refusal("Không làm được."),
    Unreadable("Tệp bị hỏng.", "file"),
    commands.Refused("Không có việc này."),
    FileNotFoundError(2, "No such file", "/noi/khong-co.csv"),
    IsADirectoryError(21, "Is a directory", "/noi"),
    ObjectDoesNotExist("Plan"),
)


def told(capsys: pytest.CaptureFixture[str]) -> str:
    said = capsys.readouterr().err
    assert "Traceback" not in said
    return said


def test_there_are_commands_to_walk() -> None:
    assert len(ALL) > 15


@pytest.mark.parametrize("raised", RAISED, ids=lambda one: type(one).__qualname__)
def test_whatever_a_command_raises_is_one_sentence(raised: Exception, capsys: pytest.CaptureFixture[str]) -> None:
    def refuse(_: Namespace) -> int:
        raise raised

    refusing = commands.Command(("thu",), "", refuse, lambda _parser: None, "none")
    assert commands.call(refusing, Namespace()) == 1
    said = told(capsys)
    assert said.count("\n") == 1
    assert "/noi" not in said


def required(command: commands.Command) -> list[argparse.Action]:
    """Return the arguments that a command can't do without."""
    return [one for one in commands.parser(command)._actions if one.required and not one.option_strings]


def senseless(command: commands.Command, file: Path) -> list[str]:
    """Return arguments of the right kinds that name nothing."""
    reader = ArgumentParser()
    command.arguments(reader)
    given: list[str] = []
    for action in reader._actions:
        if isinstance(action, argparse._HelpAction) or (action.nargs == 0 and not action.required):
            continue
        value = next(iter(action.choices)) if action.choices else _value(reader, action.type, file)
        given += [action.option_strings[0], value] if action.option_strings else [value]
    return given


def _value(reader: ArgumentParser, kind: Any, file: Path) -> str:
    for value in (str(file), "999999", "2019-04-30", "2019-04-30T08:00"):
        try:
            made = kind(value) if kind else None
        except (ValueError, argparse.ArgumentTypeError, commands.Refused):
            continue
        if kind is None or isinstance(made, Path) == (value == str(file)):
            return "không có" if kind is None else value
    return "1"


@pytest.mark.django_db
@pytest.mark.parametrize("kind", ["missing", "folder", "junk"])
def test_every_command_survives_arguments_that_name_nothing(
    kind: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    load_file(written_file(), actor=OFFICE, now=NOW)
    file = tmp_path / "tệp.csv"
    if kind == "folder":
        file.mkdir()
    elif kind == "junk":
        file.write_bytes(b"\xff\xfe\x00,;\n\x01")
    for command in ALL:
        if {*command.words} & (ENDLESS | OF_A_CLUSTER):
            continue
        arguments = commands.parser(command).parse_args(senseless(command, file))
        code = commands.call(command, arguments)
        said = told(capsys)
        must_refuse = kind == "folder" and any(
            one.type is Path for one in required(command)
        )  # neither read nor written
        assert code in ((1,) if must_refuse else (0, 1)), command.words
        assert code == 0 or said.strip(), command.words
