"""How schemathesis writes the bodies that are no JSON: lines of it, and text."""

import json

import schemathesis


@schemathesis.serializer("application/x-ndjson")
def lines(_, value) -> bytes:
    rows = value if isinstance(value, list) else [value]
    return "\n".join(row if isinstance(row, str) else json.dumps(row) for row in rows).encode()


@schemathesis.serializer("text/csv", "application/octet-stream")
def text(_, value) -> bytes:
    return value if isinstance(value, bytes) else str(value).encode()
