"""The one store of files: content under its hash, a row for each file kept, and who may read it.

``keeping.put`` an upload before the transaction, ``keeping.keep`` it inside; ``contents.opened`` proves what it hands
out; ``access.register`` says who may read. See ``docs/decisions/0027-one-store-of-files.md``.
"""
