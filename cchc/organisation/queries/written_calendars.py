"""Work calendars as the project carries them, in ``content/calendars/``; asks no database."""

from functools import cache
from pathlib import Path

from cchc.kernel import places, plain_yaml
from cchc.organisation.rules.clock import ClockError, WorkCalendar
from cchc.organisation.rules.clock.content import CalendarSheet, assemble, read

FOLDER = places.CONTENT / "calendars"
_LARGEST = 1_000_000


@cache
def written_sheets(folder: Path = FOLDER) -> dict[str, CalendarSheet]:
    """Return every calendar written in ``folder`` by slug; raises ``ClockError`` naming the file that can't be read."""
    sheets: dict[str, CalendarSheet] = {}
    for path in sorted(folder.glob("*.yaml")):
        sheet = _read(path)
        if sheet.slug in sheets:
            raise ClockError("%(name)s: lịch “%(slug)s” đã có ở tệp khác.", name=path.name, slug=sheet.slug)
        sheets[sheet.slug] = sheet
    return sheets


def written_calendar(slug: str | None = None, *, folder: Path = FOLDER) -> WorkCalendar:
    """Return the calendar ``slug``, or the one marked as default, as written in ``folder``; asks no database."""
    sheets = written_sheets(folder)
    return assemble(slug or _default(sheets), sheets)


def _default(sheets: dict[str, CalendarSheet]) -> str:
    marked = [sheet.slug for sheet in sheets.values() if sheet.is_default]
    if len(marked) != 1:
        raise ClockError("Chưa rõ lịch mặc định: đánh dấu “default: true” ở đúng một tệp lịch, hoặc nêu tên lịch.")
    return marked[0]


def _read(path: Path) -> CalendarSheet:
    try:
        if path.stat().st_size > _LARGEST:
            raise ClockError("tệp lớn hơn %(most)s MB.", most=_LARGEST // 1_000_000)
        return read(plain_yaml.of_file(path))
    except plain_yaml.NotPlain as error:
        raise ClockError("%(name)s: dòng %(line)s %(why)s.", name=path.name, line=error.line, why=error.why) from error
    except ClockError as refused:
        raise ClockError("%(name)s: %(why)s", name=path.name, why=refused) from refused
    except UnicodeDecodeError as wrong:
        raise ClockError("%(name)s: không phải chữ UTF-8.", name=path.name) from wrong
