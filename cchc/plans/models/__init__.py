"""The tables of plans, by topic."""

from cchc.plans.models.assignments import Assignment, Milestone, Occurrence
from cchc.plans.models.files import Attachment
from cchc.plans.models.plans import Plan, Task, TaskGroup, TaskPartner
from cchc.plans.models.progress import Difficulty, DifficultyStep, Extension, Report
from cchc.plans.models.readings import Reading

__all__ = [
    "Assignment",
    "Attachment",
    "Difficulty",
    "DifficultyStep",
    "Extension",
    "Milestone",
    "Occurrence",
    "Plan",
    "Reading",
    "Report",
    "Task",
    "TaskGroup",
    "TaskPartner",
]
