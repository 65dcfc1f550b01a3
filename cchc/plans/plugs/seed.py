"""The demonstration that ``make run`` shows: loaded once, then left alone."""

import os

import yaml

from cchc.kernel import clock, places, seeds


def _file() -> str:
    return os.environ.get("CCHC_DEMO") or str(min((places.CONTENT / "demo").glob("*.yaml"), default=""))


def _story() -> dict[str, object]:
    with open(_file(), encoding="utf-8") as file:
        return dict(yaml.safe_load(file))


def _load() -> None:
    from cchc.plans.actions import demonstration

    demonstration.load(_story(), now=clock.now())


def _notes() -> list[str]:
    password = seeds.demo_password()
    accounts = [f"  {a['username']:<12} {a['full_name']}" for a in _story()["accounts"]]  # type: ignore[attr-defined]
    return [f"Tài khoản mẫu, mật khẩu chung {password}:", *accounts]


# The version never changes: a demonstration that people have worked in is not loaded over.
seeds.register("plans.demonstration", order=900, version=lambda: "1", load=_load, demo=True)
seeds.announce(_notes)
