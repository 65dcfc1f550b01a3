"""The stories of each module."""

from tests.concurrency.stories import (
    of_drafts,
    of_papers,
    of_people,
    of_reports,
    of_surveys,
    of_the_inbox,
    of_the_index,
    of_the_plan,
)

ALL = [of_drafts, of_papers, of_people, of_reports, of_surveys, of_the_inbox, of_the_index, of_the_plan]
