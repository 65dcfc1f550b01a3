"""``cchc clock due``: what it prints, what it refuses, with which exit code."""

import json
from argparse import ArgumentParser

import pytest

from cchc.kernel import commands
from cchc.organisation.models import Calendar

ASKED = ["clock", "due", "--received", "2019-02-01T10:00", "--limit", "3", "--in", "working_days"]


def run(argv):
    """Run a command as the program does, but let a refusal through."""
    command = commands.find(argv)
    parser = ArgumentParser()
    command.arguments(parser)
    return command.run(parser.parse_args(argv[len(command.words) :]))


def test_it_prints_the_due_moment_and_nothing_else(capsys):
    assert run(ASKED) == 0
    assert capsys.readouterr() == ("2019-02-13T10:00\n", "")


@pytest.mark.parametrize(
    ("received", "limit", "unit", "expected"),
    [
        ("2019-04-26T15:30", "40", "working_hours", "2019-05-07T15:30"),
        ("2019-02-01T10:00", "0,5", "working_days", "2019-02-01T16:00"),
        ("2019-02-01T03:00:00+00:00", "3", "working_days", "2019-02-13T10:00"),
        ("2019-04-26T09:00", "8", "days", "2019-05-04T17:00"),
    ],
)
def test_it_takes_every_unit_and_a_zone(capsys, received, limit, unit, expected):
    assert run(["clock", "due", "--received", received, "--limit", limit, "--in", unit]) == 0
    assert capsys.readouterr().out == f"{expected}\n"


def test_json_says_how_it_was_reckoned(capsys):
    assert run([*ASKED[:3], "2019-04-26T15:30", "--limit", "5", "--in", "working_days", "--json"]) == 0
    found = json.loads(capsys.readouterr().out)
    assert found["due"] == "2019-05-07T15:30"
    assert found["sentence"] == "5 ngày làm việc, trừ 29/04, 30/04 và 01/05, làm bù 04/05"
    assert [day["date"] for day in found["make_up"]] == ["2019-05-04"]
    assert found["make_up"][0]["decision"].startswith("Thông báo 3238/TB-LĐTBXH")


def test_doubt_goes_to_standard_error(capsys):
    assert run(["clock", "due", "--received", "2027-02-03T10:00", "--limit", "3", "--in", "working_days"]) == 0
    out, err = capsys.readouterr()
    assert out == "2027-02-15T10:00\n"
    assert "kiểm tra trước khi hẹn" in err


@pytest.mark.parametrize(
    "changes",
    [
        ["--calendar", "khong-co"],
        ["--limit", "-1"],
        ["--limit", "99999"],
        ["--limit", "1e-80"],
        ["--in", "days", "--limit", "1.5"],
    ],
)
def test_what_can_not_be_reckoned_is_refused_in_one_sentence(capsys, changes):
    with pytest.raises(commands.Refused) as refused:
        run([*ASKED, *changes])
    assert len(str(refused.value).splitlines()) == 1
    assert capsys.readouterr().out == ""


@pytest.mark.parametrize("changes", [["--in", "weeks"], ["--limit", "ba"], ["--received", "hôm qua"]])
def test_wrong_usage_ends_with_two(capsys, changes):
    with pytest.raises(SystemExit) as ended:
        run([*ASKED, *changes])
    assert ended.value.code == 2
    assert capsys.readouterr().out == ""


@pytest.mark.django_db
def test_calendars_are_loaded_once(capsys):
    assert run(["calendars", "load"]) == 0
    assert capsys.readouterr().out.startswith("2 lịch mới, ")
    assert Calendar.objects.get(is_default=True).slug == "dong-thap"
    assert run(["calendars", "load"]) == 0
    assert capsys.readouterr().out == "0 lịch mới, 0 ngày và 0 ca làm việc đã ghi.\n"


def test_reckoning_needs_no_database():
    assert commands.find(["clock", "due"]).database == "none"
