"""What can be done with plans and their work: one verb a function, checked, written and attributed."""
