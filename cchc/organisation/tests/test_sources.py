"""Where a unit's facts come from is said in words that officials know: a title, a version, a day."""

import re

import yaml

from cchc.kernel import places


def test_sources_are_named_in_words() -> None:
    files = sorted((places.CONTENT / "units").glob("*.yaml"))
    named = [(f.name, text) for f in files for text in yaml.safe_load(f.read_text("utf-8")).get("sources", {}).values()]
    assert len(named) > 8
    assert [one for one in named if re.search(r"PyPI|npm|GitHub|\bMIT\b|BSD", one[1])] == []
