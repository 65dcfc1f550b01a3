"""What accounts offer to others: menu entries, commands, jobs, what a new installation starts with."""
