"""Units of government as they stand on a day, and the working calendar."""
