"""What is known of every public action: the events by which it tells somebody of work, or why it gives nobody any."""

from cchc.documents import events as documents
from cchc.inspections import events as inspections
from cchc.par_index import events as index
from cchc.plans import events as plans
from cchc.reports import events as reports

MODULES = (
    "communications",
    "documents",
    "inspections",
    "meetings",
    "notifications",
    "par_index",
    "plans",
    "reports",
    "surveys",
)

TELLS: dict[str, tuple[type, ...]] = {
    "documents.arriving.register": (documents.DocumentArrived,),
    "inspections.planning.call_off": (inspections.VisitCalledOff,),
    "inspections.visiting.conclude": (inspections.VisitConcluded,),
    "inspections.visiting.decide": (inspections.VisitDecided,),
    "inspections.visiting.mend": (inspections.FindingMended,),
    "inspections.visiting.verify": (inspections.FindingVerified,),
    "meetings.holding.issue": (plans.AssignmentsCreated, plans.DifficultyAnswered),
    "meetings.holding.issue_as": (plans.AssignmentsCreated, plans.DifficultyAnswered),
    "par_index.publishing.publish": (index.RoundMoved,),
    "par_index.publishing.publish_as": (index.RoundMoved,),
    "par_index.rounds.advance": (index.RoundMoved,),
    "par_index.rounds.assign": (index.BodyNamed,),
    "par_index.rounds.cancel": (index.RoundMoved,),
    "par_index.rounds.open_": (index.RoundOpened,),
    "par_index.rounds.reopen": (index.SheetReopened,),
    "plans.adoption.adopt": (
        plans.AssignmentsCreated, plans.AssignmentsCancelled, plans.AssignmentsChanged, plans.AssignmentsRestored,
    ),
    "plans.cancelling.cancel": (plans.AssignmentsCancelled,),
    "plans.cancelling.decline": (plans.AssignmentDeclined,),
    "plans.cancelling.restore": (plans.AssignmentsRestored,),
    "plans.conclusions.give": (plans.AssignmentsCreated,),
    "plans.confirming.confirm": (plans.ReportConfirmed,),
    "plans.confirming.confirm_many": (plans.ReportConfirmed,),
    "plans.confirming.send_back": (plans.ReportReturned,),
    "plans.difficulties.answer": (plans.DifficultyAnswered,),
    "plans.difficulties.climb": (plans.DifficultyRaised,),
    "plans.difficulties.raise_one": (plans.DifficultyRaised,),
    "plans.extensions.ask": (plans.ExtensionAsked,),
    "plans.extensions.grant": (plans.ExtensionDecided,),
    "plans.extensions.refuse": (plans.ExtensionDecided,),
    "plans.occurring.correct": (plans.EventDayRecorded,),
    "plans.occurring.record": (plans.EventDayRecorded,),
    "plans.own_plans.adopt": (plans.AssignmentsCreated,),
    "plans.progress.report": (plans.ReportSent,),
    "plans.targets.set_target": (plans.DaySetInstead,),
    "reports.moving.accept": (reports.ReportDecided,),
    "reports.moving.check": (reports.ReportChecked,),
    "reports.moving.reopen": (reports.ReportReopened,),
    "reports.moving.send": (reports.ReportDelivered,),
    "reports.moving.send_back": (reports.ReportDecided,),
    "reports.moving.give_number": (reports.ReportSigned,),
    "reports.writing.write": (reports.SectionGiven,),
}  # fmt: skip

OWN = "whoever does it does it for their own unit, and waits for nobody"
SOURCE = "reminders and the list of what waits follow by themselves"
LATER = "another act makes it known: "
SILENT: dict[str, str] = {
    **dict.fromkeys(
        [
            "communications.feeding.feed", "communications.recording.enter", "communications.recording.set_norm",
            "communications.recording.strike", "documents.arriving.close", "documents.blanks.upload",
            "documents.blanks.withdraw", "documents.issuing.enter", "documents.issuing.issue",
            "documents.entering.enter_all", "documents.looking.look_later", "documents.looking.looked_at",
            "documents.issuing.withdraw", "documents.signing.sign", "documents.signing.with_certificate_file",
            "documents.urging.write", "notifications.reading.prefer", "notifications.reading.read",
            "notifications.reading.read_bundle",
            "notifications.sending.again", "notifications.urging.lettered", "par_index.rounds.fill",
            "par_index.scoring.enter",
            "par_index.scoring.enter_all",
            "par_index.scoring.explain", "par_index.scoring.prove", "par_index.scoring.refill",
            "par_index.scoring.withdraw", "par_index.surveying.score", "par_index.surveying.set_up",
            "surveys.answering.answer", "surveys.answering.invite", "surveys.counting.count",
            "surveys.counting.count_waiting", "surveys.receiving.receive", "surveys.running.change",
            "surveys.running.plan", "surveys.running.set_up", "surveys.running.word", "plans.counting.follow",
            "plans.milestones.add", "plans.milestones.finish", "plans.milestones.remove", "plans.milestones.reopen",
            "plans.reading.settle_alike",
            "plans.reading.add_alias", "plans.reading.drop", "plans.reading.hand_over",
            "plans.reading.read_upload",
            "plans.reading.resolve_again", "plans.reading.settle", "plans.reading.settle_all",
            "plans.reading_later.finish", "plans.reading_later.start", "plans.taking_over.take_over",
            "reports.beginning.begin", "reports.beginning.correct",
            "reports.filling.enter", "reports.filling.fill", "reports.filling.put_by_hand",
            "reports.filling.take_back_hand", "reports.taking_over.take_over",
        ],
        OWN,
    ),
    **dict.fromkeys(
        [
            "par_index.schemes.copy", "par_index.schemes.create", "par_index.schemes.derive",
            "par_index.schemes.discard", "par_index.schemes.move", "par_index.schemes.put",
            "par_index.schemes.replace", "par_index.schemes.settings", "par_index.schemes.take_back",
            "par_index.schemes.take_out", "par_index.schemes.publish",
        ],
        LATER + "opening a round",
    ),
    **dict.fromkeys(
        ["par_index.appraising.agree", "par_index.appraising.appraise", "par_index.scoring.lock",
         "par_index.scoring.lock_all",
         "par_index.scoring.send_explanation", "par_index.publishing.correct"],
        LATER + "the round moving on",
    ),
    **dict.fromkeys(
        ["documents.storing.attach", "documents.storing.store", "plans.attaching.keep"],
        LATER + "handing in what the file belongs to",
    ),
    **dict.fromkeys(["par_index.rounds.extend", "plans.confirming.undo", "plans.progress.take_back",
                     "plans.difficulties.withdraw"], SOURCE),
    **dict.fromkeys(
        ["inspections.planning.add", "inspections.planning.adopt", "inspections.planning.draw_up",
         "inspections.planning.surprise"],
        LATER + "the decision on the visit; a surprise stays one",
    ),
    **dict.fromkeys(
        ["inspections.correcting.decision", "inspections.correcting.drop", "inspections.correcting.finding",
         "inspections.correcting.minutes", "inspections.visiting.find", "inspections.visiting.hold"],
        LATER + "concluding the minutes",
    ),
    **dict.fromkeys(
        ["meetings.holding.change", "meetings.holding.conclude", "meetings.holding.leave_out",
         "meetings.holding.prepare"],
        LATER + "issuing the conclusions",
    ),
    **dict.fromkeys(
        ["par_index.surveying.cancel", "par_index.surveying.close", "par_index.surveying.reopen",
         "surveys.running.cancel", "surveys.running.close", "surveys.running.reopen"],
        LATER + "what is done with the round that the survey is of",
    ),
    "notifications.urging.urge": "it writes the notices itself",
    **dict.fromkeys(
        ["plans.mending.add_task", "plans.mending.leave_open", "plans.mending.mend_frame",
         "plans.mending.mend_group", "plans.mending.mend_task", "plans.mending.remove_task"],
        LATER + "adopting the reading",
    ),
    **dict.fromkeys(
        ["plans.own_plans.draw_up", "plans.own_plans.drop", "plans.own_plans.rename", "plans.own_tasks.add",
         "plans.own_tasks.change", "plans.own_tasks.choose", "plans.own_tasks.drop"],
        LATER + "issuing the unit's own plan",
    ),
    **dict.fromkeys(
        ["reports.outlines.drop", "reports.outlines.load", "reports.outlines.publish", "reports.outlines.save"],
        LATER + "beginning a report",
    ),
}  # fmt: skip
