"""From a paper to a plan: pure rules that read what officials write."""
