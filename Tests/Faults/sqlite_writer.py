"""Commits numbered rows to a database and prints each number when its commit has returned.

Usage: sqlite_writer.py DATABASE full|normal COUNT
"""

import sqlite3
import sys

path, synchronous, count = sys.argv[1], sys.argv[2], int(sys.argv[3])
database = sqlite3.connect(path, isolation_level=None)
database.execute("PRAGMA journal_mode = wal")
database.execute(f"PRAGMA synchronous = {synchronous}")
database.execute("PRAGMA wal_autocheckpoint = 40")
database.execute("CREATE TABLE IF NOT EXISTS row (number INTEGER PRIMARY KEY, filler BLOB)")
(last,) = database.execute("SELECT coalesce(max(number), 0) FROM row").fetchone()
for number in range(last + 1, last + count + 1):
    database.execute("INSERT INTO row VALUES (?, randomblob(500))", (number,))
    print(number, flush=True)
