"""Work calendars on the screen: the year, its days, the hours, and when something is due."""
