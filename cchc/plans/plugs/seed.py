"""The demonstration that ``make run`` shows: loaded once, then left alone."""

from cchc.kernel import clock, seeds


def _load() -> None:
    from cchc.plans.actions import demonstration

    demonstration.load(seeds.story(), now=clock.now())


def _notes() -> list[str]:
    password = seeds.demo_password()
    accounts = [f"  {a['username']:<12} {a['full_name']}" for a in seeds.story()["accounts"]]
    return [f"Tài khoản mẫu, mật khẩu chung {password}:", *accounts]


# The version never changes: a demonstration that people have worked in is not loaded over.
seeds.register("plans.demonstration", order=900, version=lambda: "1", load=_load, demo=True)
seeds.announce(_notes)
