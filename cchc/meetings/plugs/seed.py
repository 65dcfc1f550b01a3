"""In a demonstration: a meeting that has concluded and one that is being prepared."""

from cchc.kernel import clock, seeds


def _load() -> None:
    from cchc.meetings.actions import demonstration

    demonstration.load(seeds.story(), now=clock.now())


seeds.register("meetings.demonstration", order=935, version=lambda: "1", load=_load, demo=True)
