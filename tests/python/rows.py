"""Reads a Parquet file with two engines that know nothing of paywire, and prints what is in it.

    rows.py FILE

The first line is the schema as pyarrow has it, name to type; each other line is a row. DuckDB must
read the same rows.
"""

import datetime
import decimal
import json
import sys

import duckdb
import pyarrow.parquet


def plain(value):
    if isinstance(value, decimal.Decimal):
        # Digits, with no exponent: an exact number is what this is about.
        return format(value, "f")
    if isinstance(value, datetime.datetime):
        return value.astimezone(datetime.timezone.utc).isoformat()
    if isinstance(value, dict):
        return {name: plain(own) for name, own in value.items()}
    if isinstance(value, list):
        return [plain(own) for own in value]
    return value


def main(path):
    file = pyarrow.parquet.ParquetFile(path)
    print(json.dumps({field.name: str(field.type) for field in file.schema_arrow}))
    rows = [plain(row) for row in file.read().to_pylist()]
    duckdb.sql("set timezone = 'UTC'")
    other = duckdb.sql("select * from read_parquet($path)", params={"path": path})
    others = [plain(dict(zip(other.columns, row))) for row in other.fetchall()]
    assert rows == others, "pyarrow and DuckDB read different rows"
    for row in rows:
        print(json.dumps(row))


if __name__ == "__main__":
    main(*sys.argv[1:])
