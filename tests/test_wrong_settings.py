"""What can't be used in the environment is a sentence on standard error and exit code 1, never a traceback."""

import os
import subprocess
from pathlib import Path

import pytest
from django.db import connection
from django.db.migrations.recorder import MigrationRecorder

from cchc.kernel import commands
from config import provision
from tools.platform import ROOT

WRONG = [
    ({"CCHC_PROXIES": "hai"}, "Biến CCHC_PROXIES phải là số nguyên từ 0 đến 10, đang là “hai”."),
    ({"CCHC_PROXIES": "9" * 5000}, "Biến CCHC_PROXIES phải là số nguyên"),
    (
        {"CCHC_DEMO_DATE": "30/13/2019"},
        "Biến CCHC_DEMO_DATE phải là một ngày dạng yyyy-mm-dd, từ năm 2000 đến 2100, đang là",
    ),
    (
        {"CCHC_DEMO_DATE": "9999-12-31"},
        "Biến CCHC_DEMO_DATE phải là một ngày dạng yyyy-mm-dd, từ năm 2000 đến 2100, đang là",
    ),
    ({"CCHC_LOG": "nhiều"}, "Biến CCHC_LOG phải là một trong CRITICAL, DEBUG, ERROR, INFO, WARNING"),
    ({"DATABASE_URL": "mysql://a@b/c"}, "DATABASE_URL phải có dạng postgresql://"),
    ({"DATABASE_URL": "postgresql://a@b:cổng/c"}, "DATABASE_URL phải có dạng postgresql://"),
    ({"DATABASE_URL": "postgresql://[::1/c"}, "DATABASE_URL phải có dạng postgresql://"),
    ({"DATABASE_URL": "postgresql://a@127.0.0.1:1/c"}, "Không nối được cơ sở dữ liệu: "),
    ({"CCHC_FILES": "tep"}, "Biến CCHC_FILES phải trống, là “database”"),
    ({"CCHC_FILES": "s3://kho-tep?endpoint=may"}, "Biến CCHC_FILES phải trống, là “database”"),
    ({"CCHC_HOME": "/proc/cchc"}, "Không có nơi giữ dữ liệu của nền tảng: /proc/cchc"),
    ({"CCHC_HOME": "/sys/kernel"}, "Không ghi hoặc không đọc được /sys/kernel/secret-key"),  # nobody writes there
    ({"CCHC_HOME": "/sys/kernel", "CCHC_SECRET_KEY": "k" * 50}, "Không ghi được /sys/kernel/"),
    ({"CCHC_HOME": "/etc/passwd/cchc"}, "Đặt biến CCHC_HOME là thư mục ghi được."),
    (
        {"CCHC_PG_BIN": "/bin", "CCHC_CLUSTER": "test-none"},
        "Biến CCHC_PG_BIN trỏ đến /bin, ở đó không có initdb, pg_ctl",
    ),
]


@pytest.mark.parametrize(
    ("set_", "sentence"), WRONG, ids=lambda value: None if isinstance(value, str) else "+".join(value)
)
def test_a_wrong_setting_is_one_sentence(set_: dict[str, str], sentence: str, tmp_path: Path) -> None:
    kept = {name: value for name, value in os.environ.items() if not name.startswith(("CCHC_", "DATABASE_URL"))}
    environment = kept | {"CCHC_HOME": str(tmp_path)} | set_
    command = [str(ROOT / ".venv/bin/cchc"), "units", "--json"]
    done = subprocess.run(command, env=environment, capture_output=True, text=True)
    assert done.returncode == 1, done.stderr[-1500:]
    assert sentence in done.stderr
    assert len(done.stderr.strip().splitlines()) == 1
    assert done.stdout == ""


@pytest.mark.parametrize(
    ("words", "sentence"),
    [
        (["serve", "--port", "80a"], "phải là số nguyên từ 1 đến 65535, không phải “80a”"),
        (["stop", "--port", "70000"], "phải là số nguyên từ 1 đến 65535, không phải “70000”"),
        (["serve", "--demo", "mai"], "“mai”"),
    ],
)
def test_a_wrong_word_of_the_command_line_is_wrong_usage(words: list[str], sentence: str) -> None:
    done = subprocess.run([str(ROOT / ".venv/bin/cchc"), *words], capture_output=True, text=True)
    assert done.returncode == 2
    assert sentence in done.stderr


@pytest.mark.django_db
def test_a_database_of_a_newer_version_is_left_alone() -> None:
    MigrationRecorder(connection).record_applied("plans", "9999_what_a_later_version_adds")
    with pytest.raises(commands.Refused, match=r"phiên bản mới hơn \(đã có plans\.9999_what_a_later_version_adds\)"):
        provision.prepare()
