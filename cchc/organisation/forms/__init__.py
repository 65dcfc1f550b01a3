"""Parse and validate what people hand in."""
