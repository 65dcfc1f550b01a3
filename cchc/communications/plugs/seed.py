"""In a demonstration: what was published in its year."""

from cchc.kernel import clock, seeds


def _load() -> None:
    from cchc.communications.actions import demonstration

    demonstration.load(seeds.story(), now=clock.now())


seeds.register("communications.demonstration", order=915, version=lambda: "1", load=_load, demo=True)
