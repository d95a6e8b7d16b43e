"""How schemathesis writes and reads the bodies that are no JSON: lines of it, and text."""

import copy
import json

import schemathesis
from schemathesis.core import NOT_SET
from schemathesis.transport.serialization import Binary

LINES = "application/x-ndjson"
# How bytes stand in a text, one in each character.
BYTES = "latin-1"


@schemathesis.serializer(LINES)
def lines(_, value) -> bytes:
    rows = value if isinstance(value, list) else [value]
    return "\n".join(row if isinstance(row, str) else json.dumps(row) for row in rows).encode()


@schemathesis.serializer("text/csv", "application/octet-stream")
def text(_, value) -> bytes:
    return value if isinstance(value, bytes) else str(value).encode()


@schemathesis.serializer("image/png")
def picture(_, value) -> bytes:
    if isinstance(value, (bytes, Binary)):
        return getattr(value, "data", value)
    return str(value).encode(BYTES, "replace")


@schemathesis.deserializer(LINES)
def one_line(_, response):
    """The description speaks of a line, so an answer of several is left to `every_line_conforms`."""
    rows = response.content.splitlines()
    if len(rows) != 1:
        raise NotImplementedError
    return json.loads(rows[0])


@schemathesis.check
def every_line_conforms(_, response, case) -> None:
    kind = response.headers.get("content-type", [""])[0]
    if response.status_code < 300 and kind.startswith(LINES):
        for row in response.content.splitlines():
            line = copy.copy(response)
            line.content, line._deserialized = row, NOT_SET
            case.operation.validate_response(line, case=case)
