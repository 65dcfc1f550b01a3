"""Which years there are: what lies outside is a slip of the pen, or somebody who tries how far it goes."""

NAMED = range(1900, 2101)
"""Of any day that somebody writes."""
RECORDED = range(1990, 2101)
"""Of plans and of calendars, those before this platform too."""
WORKED = range(2000, 2101)
"""In which something is scored, inspected, met for or reported here."""
