"""Who reacts to what, in order. Read this page to see every jump between modules."""

from collections.abc import Callable
from typing import Any

from cchc.kernel.events import Event
from cchc.par_index import events as index
from cchc.par_index import reactions as index_told
from cchc.plans import events as plans
from cchc.plans import reactions as plans_told
from cchc.reports import events as reports
from cchc.reports import reactions as reports_told

REACTIONS: dict[type[Event], list[Callable[[Any], None]]] = {
    plans.AssignmentsCreated: [plans_told.work_given],
    plans.ReportSent: [plans_told.product_handed_in],
    plans.ReportConfirmed: [plans_told.product_confirmed],
    plans.ReportReturned: [plans_told.product_returned],
    plans.DifficultyRaised: [plans_told.difficulty_raised],
    plans.DifficultyAnswered: [plans_told.difficulty_answered],
    plans.ExtensionDecided: [plans_told.extension_decided],
    reports.SectionGiven: [reports_told.section_given],
    reports.ReportChecked: [reports_told.checked],
    reports.ReportSigned: [reports_told.signed],
    reports.ReportReopened: [reports_told.reopened],
    reports.ReportDelivered: [reports_told.delivered],
    reports.ReportDecided: [reports_told.decided],
    index.RoundOpened: [index_told.opened],
    index.RoundMoved: [index_told.moved],
}
