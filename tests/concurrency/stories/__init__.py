"""The stories of each module."""

from tests.concurrency.stories import of_reports, of_the_index, of_the_plan

ALL = [of_reports, of_the_index, of_the_plan]
