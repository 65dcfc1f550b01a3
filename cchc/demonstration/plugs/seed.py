"""The demonstration that ``make run`` shows: loaded once, then left alone."""

from cchc.demonstration.queries.story import password, story
from cchc.kernel import clock, seeds


def _load() -> None:
    from cchc.demonstration.actions import telling

    telling.load(story(), now=clock.now())


def _notes() -> list[str]:
    accounts = [f"  {a['username']:<12} {a['full_name']}" for a in story()["accounts"]]
    return [f"Tài khoản mẫu, mật khẩu chung {password()}:", *accounts]


# The version never changes: a demonstration that people have worked in is not loaded over.
seeds.register("demonstration.story", order=900, version=lambda: "1", load=_load, demo=True)
seeds.announce(_notes)
