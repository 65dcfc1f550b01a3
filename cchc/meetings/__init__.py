"""The Committee's meeting: its brief, its page to project, and conclusions that become work."""
