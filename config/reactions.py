"""Who reacts to what, in order. Read this page to see every jump between modules."""

from collections.abc import Callable
from typing import Any

from cchc.accounts import events as accounts
from cchc.documents import events as documents
from cchc.documents import reactions as documents_told
from cchc.inbox import events as inbox
from cchc.inspections import events as inspections
from cchc.inspections import reactions as inspections_told
from cchc.kernel.events import Event
from cchc.notifications import reactions as people_told
from cchc.par_index import events as index
from cchc.par_index import reactions as index_told
from cchc.plans import events as plans
from cchc.plans import reactions as plans_told
from cchc.reports import events as reports
from cchc.reports import reactions as reports_told
from cchc.surveys import events as surveys

REACTIONS: dict[type[Event], list[Callable[[Any], None]]] = {
    accounts.SignInsFailed: [people_told.sign_ins_failed],
    inbox.ItemsGiven: [people_told.items_given],
    inbox.ItemsTaken: [people_told.items_taken],
    plans.AssignmentsCreated: [plans_told.work_given],
    plans.ReportSent: [plans_told.product_handed_in],
    plans.ReportConfirmed: [plans_told.product_confirmed],
    plans.ReportReturned: [plans_told.product_returned],
    plans.DifficultyRaised: [plans_told.difficulty_raised],
    plans.DifficultyAnswered: [plans_told.difficulty_answered],
    plans.ExtensionAsked: [plans_told.extension_asked],
    plans.AssignmentsCancelled: [plans_told.work_cancelled],
    plans.AssignmentsRestored: [plans_told.work_restored],
    plans.AssignmentsChanged: [plans_told.work_changed],
    plans.AssignmentDeclined: [plans_told.work_declined],
    plans.ExtensionDecided: [plans_told.extension_decided],
    plans.DaySetInstead: [plans_told.day_set_instead],
    plans.EventDayRecorded: [plans_told.event_day_recorded],
    reports.SectionGiven: [reports_told.section_given],
    reports.ReportChecked: [reports_told.checked],
    reports.ReportSigned: [reports_told.signed],
    reports.ReportReopened: [reports_told.reopened],
    reports.ReportDelivered: [reports_told.delivered],
    reports.ReportDecided: [reports_told.decided],
    documents.DocumentArrived: [documents_told.arrived],
    inspections.VisitDecided: [inspections_told.decided],
    inspections.VisitCalledOff: [inspections_told.called_off],
    inspections.VisitConcluded: [inspections_told.concluded],
    inspections.FindingMended: [inspections_told.mended],
    inspections.FindingVerified: [inspections_told.verified],
    surveys.Counted: [index_told.survey_counted],
    index.BodyNamed: [index_told.body_named],
    index.SheetReopened: [index_told.sheet_reopened],
    index.RoundOpened: [index_told.opened],
    index.RoundMoved: [index_told.moved],
}
