"""Plans of provinces that don't exist, in four formats, with what is right known for each field."""
