"""The journal's chain, worked out from docs/ARCHITECTURE.md and from nothing of the hub's own code."""

import hashlib
import uuid
from collections.abc import Iterable

MARK = b"larder-entry-v1\n"


def _eight(number: int) -> bytes:
    return number.to_bytes(8, "big")


def _hash(entry: dict, previous: bytes) -> bytes:
    kind, body = entry["kind"].encode(), entry["body"].encode()
    return hashlib.sha256(b"".join([
        MARK, uuid.UUID(entry["hub"]).bytes, _eight(entry["epoch"]), _eight(entry["seq"]),
        uuid.UUID(entry["id"]).bytes, _eight(len(kind)), kind, _eight(entry["recordedAt"]),
        previous, _eight(len(body)), body,
    ])).digest()


def check(entries: Iterable[dict]) -> dict[str, int]:
    """The number of each entry by its id.

    Raises AssertionError naming the first entry that breaks the chain.
    """
    numbers: dict[str, int] = {}
    previous, at = bytes(32), 0
    for number, entry in enumerate(entries, start=1):
        assert entry["seq"] == number, f"entry {entry['seq']} stands where {number} should"
        assert entry["id"].lower() not in numbers, f"entry {number} has an id seen before"
        assert entry["previous"] == previous.hex(), f"entry {number} names another predecessor"
        assert entry["recordedAt"] >= at, f"entry {number} was recorded before its predecessor"
        previous, at = _hash(entry, previous), entry["recordedAt"]
        assert entry["hash"] == previous.hex(), f"entry {number} has another hash"
        numbers[entry["id"].lower()] = number
    return numbers
