"""In a demonstration: sample schemes, a finished round and an open one at each level."""

from cchc.kernel import clock, seeds


def _demonstration() -> None:
    from cchc.par_index.actions import demonstration

    demonstration.load(seeds.story(), now=clock.now())


seeds.register("par_index.demonstration", order=937, version=lambda: "1", load=_demonstration, demo=True)
