"""Whether PostgreSQL's own log would keep what people write: more people read it than may read the data.

Values go to the server beside the statement (``server_side_binding``), so a statement itself holds none; but the row
that a constraint refused, and the values of a logged statement, are written out unless the settings say otherwise.
The embedded server has them (``postgres``); of another one ``cchc check --deploy`` tells what is missing.
"""

from collections.abc import Mapping, Sequence
from typing import Any

from django.apps import AppConfig
from django.core import checks
from django.db import DatabaseError, connection
from django.utils.translation import gettext as _

QUIET = {
    "log_error_verbosity": "terse",
    "log_parameter_max_length": "0",
    "log_parameter_max_length_on_error": "0",
    "auto_explain.log_min_duration": "-1",  # plans show the values they were made for, whatever is said of parameters
}
"""Setting → the value with which it keeps quiet."""
_STATEMENTS = ("log_min_duration_statement", "log_min_duration_sample")


def telling(said: Mapping[str, str]) -> list[str]:
    """Return the settings of ``said`` (name → value, as ``pg_settings`` has them) that would have values logged."""
    logged = said.get("log_statement", "none") != "none" or any(said.get(name, "-1") != "-1" for name in _STATEMENTS)
    matters = {
        "log_error_verbosity": True,
        "log_parameter_max_length": logged,
        "log_parameter_max_length_on_error": True,
        "auto_explain.log_min_duration": True,
    }
    return [name for name, quiet in QUIET.items() if matters[name] and said.get(name, quiet) != quiet]


def settings() -> dict[str, str]:
    """Return what the database says of its log, for connections like this one; 1 query."""
    asked = [*QUIET, "log_statement", *_STATEMENTS]
    with connection.cursor() as cursor:
        cursor.execute("SELECT name, setting FROM pg_settings WHERE name = ANY (%s)", [asked])
        return dict(cursor.fetchall())


def check(
    app_configs: Sequence[AppConfig] | None = None, databases: Sequence[str] | None = None, **_options: Any
) -> list[checks.CheckMessage]:
    """Warn of settings with which the log would hold what people wrote, or hashes of their passwords."""
    try:
        wrong = telling(settings())
    except DatabaseError:
        return []  # whoever can't reach the database is told so elsewhere
    if not wrong:
        return []
    wanted = ", ".join(f"{name} = {QUIET[name]}" for name in wrong)
    said = _("Nhật ký của PostgreSQL sẽ ghi cả dữ liệu người dùng nhập khi có lỗi hoặc khi ghi câu lệnh.")
    return [checks.Warning(said, hint=_("Đặt trong postgresql.conf: %s.") % wanted, id="kernel.W001")]
