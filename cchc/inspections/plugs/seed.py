"""In a demonstration: the year's inspections."""

from cchc.kernel import clock, seeds


def _load() -> None:
    from cchc.inspections.actions import demonstration

    demonstration.load(seeds.story(), now=clock.now())


seeds.register("inspections.demonstration", order=920, version=lambda: "1", load=_load, demo=True)
