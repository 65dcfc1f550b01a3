"""Actions without a story of their own, and why none is needed."""

_FIRST_START = "Fills an empty database at the first start, before anybody signs in"
_CLOSES = "Closes rows that are open still, by what is owed at that moment; whoever comes second finds none"
_OWN_ROW = "Adds one row of its own that nothing else is worked out from"
_READS = "Writes nothing"
_INSIDE = "Only ever runs under the lock of an action that has a story: "
_REGISTRY = "Writes through organisation's one door, alone(), as the recorded changes do, which have stories"
_OF_A_FILE = "Reads its file in another process, then keeps it under alone(), like adoption.adopt, which has stories"

APART = {
    **dict.fromkeys(
        [
            "demonstration.people.make",
            "demonstration.reminders.send",
            "demonstration.telling.load",
        ],
        _FIRST_START,
    ),
    "accounts.bringing_in.write": "Makes accounts as people.create does, all or none, from a list kept for one person",
    "accounts.bringing_in.show_once": "Takes slips out of the cache, which deletes once; nothing in the tables changes",
    "accounts.sign_in.record": _OWN_ROW,
    "accounts.tokens.authenticate": f"{_INSIDE}tokens.note_use",
    "documents.blanks.upload": _OWN_ROW,
    "documents.entering.enter_all": "Locks the series as issuing.enter, which has stories, in the order of their keys",
    "documents.looking.look_later": "Keeps a file in the cache under a name of its own and queues the look at it",
    "documents.looking.looked_at": "Keeps what was seen in the cache, under a name of its own; no table changes",
    "documents.storing.store": f"{_INSIDE}issuing.enter, storing.attach",
    "inbox.feeds.renew": "Keeps one row a person under a constraint; of two secrets the later one holds",
    "notifications.reading.read_bundle": "Marks rows of its one reader, as reading.read does, which has a story",
    "notifications.settling.about": _CLOSES,
    "notifications.settling.called_off": _CLOSES,
    "notifications.settling.everything": _CLOSES,
    "notifications.settling.of": _CLOSES,
    "notifications.telling.notice": _READS,
    "notifications.sending.send_everything": "Sends by each gateway, as sending.send",
    "notifications.sending.send": "Takes rows that no other sender holds (SKIP LOCKED); test_gateways has two senders",
    "organisation.calendars.load": _FIRST_START,
    "organisation.importing.import_rows": _REGISTRY,
    "organisation.loading.load": _REGISTRY,
    "organisation.loading.load_file": _REGISTRY,
    "par_index.publishing.written": _READS,
    "par_index.scoring.enter_all": "Under the lock of scoring.enter, which has stories",
    "par_index.scoring.lock_all": "Holds the round, for which scoring.lock and scoring.enter wait, with stories",
    "par_index.surveying.cancel": f"{_INSIDE}rounds.cancel",
    "par_index.surveying.close": f"{_INSIDE}publishing.publish",
    "par_index.surveying.reopen": f"{_INSIDE}publishing.correct",
    "surveys.answering.invited": _READS,
    "surveys.running.set_up": _OWN_ROW,
    "par_index.rounds.fill": f"{_INSIDE}rounds.advance, scoring.refill",
    "plans.attaching.keep": _OWN_ROW,
    "plans.reading.hand_over": "Under the lock of its reading, as reading.add_alias, with a story; no unit ends here",
    "plans.reading.read_upload": _OF_A_FILE,
    "plans.reading_later.start": "Keeps a file in the cache under a name of its own and queues its reading",
    "plans.reading_later.finish": _OF_A_FILE,
    "plans.taking_over.take_over": "Locks the assignments before it adds a report, as progress.report, with a story",
    "reports.taking_over.take_over": "Adds whole reports; the database allows one of a unit, a period and a version",
    "reports.filling.fill_in": f"{_INSIDE}filling.fill",
}
