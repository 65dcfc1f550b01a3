"""What people fill in: parsed and bounded here, judged by the rules."""
