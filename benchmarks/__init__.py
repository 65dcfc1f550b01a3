"""Speed, measured as ratios in one run (``make bench`` → ``results.md``); never an assertion in a test."""
