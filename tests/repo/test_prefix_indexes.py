"""A table that is written with every act has no index that only repeats the beginning of another one."""

import pytest
from django.db import connection

WRITTEN = [
    "plans_assignment",
    "plans_report",
    "plans_occurrence",
    "plans_milestone",
    "kernel_event",
    "kernel_eventoutcome",
]
_REPEATED = """
    SELECT less.indexrelid::regclass::text, more.indexrelid::regclass::text
    FROM pg_index AS less JOIN pg_index AS more ON more.indrelid = less.indrelid AND more.indexrelid <> less.indexrelid
    WHERE less.indrelid = %s::regclass AND NOT less.indisunique AND less.indexprs IS NULL
        AND less.indpred IS NULL AND more.indpred IS NULL
        AND (string_to_array(more.indkey::text, ' '))[1:less.indnkeyatts] = string_to_array(less.indkey::text, ' ')
        AND (string_to_array(more.indclass::text, ' '))[1:less.indnkeyatts] = string_to_array(less.indclass::text, ' ')
"""


@pytest.mark.parametrize("table", WRITTEN)
def test_no_index_repeats_the_beginning_of_another(db: None, table: str) -> None:
    with connection.cursor() as cursor:
        cursor.execute(_REPEATED, [table])
        assert cursor.fetchall() == []
