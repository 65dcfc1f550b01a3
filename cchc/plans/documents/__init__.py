"""Documents and sheets made from plans: they arrange, and decide nothing."""
