"""The index at the size of a country: the engine against a data-frame library, one changed number, results of 200."""

import json
import subprocess
import sys
from decimal import Decimal
from functools import partial

from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from benchmarks.country import COMPONENTS, UNITS, Country
from benchmarks.measuring import Line, Timing, timed
from cchc.kernel import clock, history
from cchc.kernel.history import Actor
from cchc.par_index.actions import scoring as actions
from cchc.par_index.models import Body, Round, Score, Sheet
from cchc.par_index.queries import schemes
from cchc.par_index.states import Stage
from cchc.par_index.types import Given, Node

ACTOR = Actor(None, "Đo tốc độ", "benchmark")
TABLE = 200


def _country() -> list[Line]:
    done = subprocess.run([sys.executable, "-m", "benchmarks.country"], stdout=subprocess.PIPE, text=True, check=True)
    found = Country(**json.loads(done.stdout.splitlines()[-1]))
    own, peer = Timing(tuple(found.own)), Timing(tuple(found.peer))
    beside = (
        f"{own.median / peer.median:.0f}× polars, chỉ số thực, không lý do, số đã đọc sẵn, hai nhân ({peer});"
        f" hai bên lệch nhau nhiều nhất {found.apart:.0e}"
    )
    return [
        Line(
            f"Chấm {UNITS} đơn vị × {COMPONENTS} tiêu chí, có lý do từng điểm, và xếp hạng (một nhân)",
            str(own), beside, "< 5 s", own.median < 5,
        ),
        Line("Bộ nhớ lúc cao nhất", f"{found.peak} MB", "", "< 1.000 MB", found.peak < 1_000),
    ]  # fmt: skip


# ------------------------------------------------------------------ one round
def measure(client: Client) -> list[Line]:
    """Return the lines of this part."""
    return [*_country(), *_round(client)]


def _round(client: Client) -> list[Line]:
    small = Round.objects.select_related("scheme").filter(scheme__level="department", stage=Stage.PUBLISHED)[0]
    large = _large(small)
    one = Sheet.objects.filter(round=large).order_by("pk")[7]
    leaf = next(leaf for leaf in schemes.read(large.scheme).leaves if _is_counted(leaf))
    sums = dict(Sheet.objects.filter(round=large).exclude(pk=one.pk).values_list("pk", "sums"))
    counts = iter(range(10_000))

    def change() -> None:
        shown = next(counts) % 20
        actions.enter(one.pk, leaf.code, Given(num=str(shown), den="20"), f"{shown}/20", actor=ACTOR, now=clock.now())

    change()
    with CaptureQueriesContext(connection) as asked:
        change()
    taken = timed(change, 15)
    if sums != dict(Sheet.objects.filter(round=large).exclude(pk=one.pk).values_list("pk", "sums")):
        raise SystemExit("other sheets changed")
    return [
        Line(
            f"Một số đổi trong đợt {TABLE} đơn vị: tính lại phiếu của đơn vị, ghi lịch sử", str(taken),
            f"{len(asked)} truy vấn; {len(sums)} phiếu khác không đổi", "< 50 ms", taken.median < 0.05,
        ),
        _page(client, small, large),
    ]  # fmt: skip


def _is_counted(leaf: Node) -> bool:
    return (leaf.rule or {})["type"] in ("ratio", "bands") and not (leaf.is_measured or leaf.is_survey)


def _large(small: Round) -> Round:
    """Open a round of 200 units in the stage of self-scoring, each with the scores of a unit of the small one."""
    from benchmarks.office import departments
    from cchc.organisation import queries as organisation

    with history.attributed(ACTOR):
        large = Round.objects.get(pk=small.pk)
        large.pk, large.title, large.stage = None, "Đợt đo", Stage.SELF
        large.first_on = large.first_on.replace(day=1)
        large.save(force_insert=True)
        Body.objects.bulk_create(
            Body(round=large, code=row.code, unit_id=row.unit_id) for row in Body.objects.filter(round=small)
        )
        made = departments(organisation.root_id(clock.today()), "chi-so")
        pattern = list(Sheet.objects.filter(round=small).order_by("pk"))
        for place, unit in enumerate(made):
            like = pattern[place % len(pattern)]
            rows = list(Score.objects.filter(sheet=like))
            like.pk, like.round, like.unit_id, like.locked_at = None, large, unit, None
            like.points -= Decimal(place) / 100
            like.save(force_insert=True)
            pattern[place % len(pattern)] = like
            for row in rows:
                row.pk, row.sheet = None, like
            Score.objects.bulk_create(rows)
    return Round.objects.select_related("scheme").get(pk=large.pk)


def _page(client: Client, small: Round, large: Round) -> Line:
    queries, times = [], []
    for found in (small, large):
        path = reverse("par_index:results", args=[found.pk])
        client.get(path)
        with CaptureQueriesContext(connection) as asked:
            answer = client.get(path)
        if answer.status_code != 200:
            raise SystemExit(f"{path}: {answer.status_code}")
        queries.append(len(asked))
        times.append(timed(partial(client.get, path), 5))
    units_ = Sheet.objects.filter(round=small).count()
    return Line(
        f"Trang kết quả, {TABLE} đơn vị", f"{queries[1]} truy vấn, {times[1]}",
        f"{queries[0]} truy vấn với {units_} đơn vị", "cố định", queries[1] <= queries[0],
    )  # fmt: skip
