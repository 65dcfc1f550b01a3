"""The PAR index: schemes as data, exact scores that explain themselves, classes and ranks."""
