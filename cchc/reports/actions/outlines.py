"""The office edits an outline and publishes it as a new version; reports that have begun keep theirs."""

import datetime as dt

from cchc.kernel import history, indicators, plain_yaml
from cchc.kernel.history import Actor
from cchc.kernel.locking import alone
from cchc.kernel.refusal import Refusal
from cchc.kernel.text import squeeze
from cchc.reports.models import Outline
from cchc.reports.queries import content, outlines
from cchc.reports.rules import outline_text
from cchc.reports.rules import outlines as rules


def load(*, actor: Actor, now: dt.datetime) -> None:
    """Publish the outlines that come with the platform, where there is none of that key yet."""
    for file in sorted(content.OUTLINES.glob("*.yaml")):
        written = plain_yaml.of_file(file)
        sections = rules.sections(written["sections"])
        rules.check(sections, indicators.known())
        with history.attributed(actor):
            hold(written["key"])
            if Outline.objects.filter(key=written["key"]).exists():
                continue  # what officials have edited since is theirs
            Outline.objects.create(
                key=written["key"],
                number=1,
                title=written["title"],
                sections=rules.stored(sections),
                published_at=now,
            )


def hold(key: str = outlines.PERIODIC) -> None:
    """Let whoever else edits or publishes this outline wait until the transaction ends."""
    alone(f"reports.outline {key}")


def save(title: str, text: str, *, actor: Actor, now: dt.datetime, key: str = outlines.PERIODIC) -> int:
    """Keep what was typed as the draft of the next version and return its number; ``Refusal`` names a wrong line."""
    sections = outline_text.read(text)
    rules.check(sections, indicators.known())
    title = squeeze(title)
    if not title:
        raise Refusal("Hãy ghi tên đề cương.", "title")
    with history.attributed(actor):
        hold(key)
        draft = outlines.draft(key)
        if draft is None:
            latest = outlines.in_force(key)
            draft = Outline(key=key, number=latest.number + 1 if latest else 1)
        draft.title, draft.sections = title, rules.stored(sections)
        draft.save()
    return draft.number


def publish(*, actor: Actor, now: dt.datetime, key: str = outlines.PERIODIC) -> int:
    """Publish the draft: reports begun from now on follow it. Returns its number."""
    with history.attributed(actor):
        hold(key)
        draft = outlines.draft(key)
        if draft is None:
            raise Refusal("Không có bản đang sửa nào để ban hành.")
        draft.published_at = now
        draft.save(update_fields=["published_at"])
    return draft.number


def drop(*, actor: Actor, now: dt.datetime, key: str = outlines.PERIODIC) -> None:
    """Throw the draft away."""
    with history.attributed(actor):
        hold(key)
        if not Outline.objects.filter(key=key, published_at=None).delete()[0]:
            raise Refusal("Không có bản đang sửa nào để bỏ.")
