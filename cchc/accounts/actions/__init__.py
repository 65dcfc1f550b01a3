"""What can be done to accounts: one verb a function, each in a transaction that is its actor's."""
