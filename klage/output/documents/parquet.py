"""The learning extract as a Parquet file, which DuckDB, Spark, Trino, R and pandas read as a table.

Needs the extra ``parquet``. It is pyarrow, the reference implementation, which only writes the file; DuckDB's
wheel is smaller (24 MB against 55), but a second database engine inside klage, with SQL, threads and
extensions of its own, to write one table. The tests read the file with both.
"""

import io
from collections.abc import Iterable, Mapping
from typing import Any

from klage.domain.report.extract import Figure
from klage.errors import needs_extra

COLUMNS = {
    "municipality": "string",
    "year": "int32",
    "unit": "string",
    "complaint_kind": "string",
    "department": "string",
    "quarter": "string",
    "measure": "string",
    "code": "string",
    "n": "int32",
    "total": "int32",
}
"""The columns of the file: never removed or renamed without a new ``schema_version``."""

PREFIX = "klage."
"""What the names begin with under which a file tells what it is."""


def as_parquet(years: Iterable[Iterable[Figure]], municipality: str, told: Mapping[str, object]) -> bytes:
    """Return the file: one row group a year, so that no more than a year's rows are held as Python's.

    The same rows give the same bytes; nothing says when or where the file was made.

    Args:
        years: The rows, year by year.
        municipality: Whose they are; it stands in every row, so that many files are one table.
        told: What the file tells of itself, under names that begin with ``klage.``.

    Raises:
        InvalidValueError: The extra is not installed.
    """
    arrow, parquet = _pyarrow()
    schema = arrow.schema(COLUMNS.items())
    file = io.BytesIO()
    with parquet.ParquetWriter(file, schema, compression="zstd", store_schema=False) as writer:
        writer.add_key_value_metadata({f"{PREFIX}{key}": str(value) for key, value in told.items()})
        for rows in years:
            columns = list(zip(*((municipality, *row) for row in rows), strict=True))
            if columns:
                arrays = [
                    arrow.array(column, field.type) for column, field in zip(columns, schema, strict=True)
                ]
                writer.write_table(arrow.Table.from_arrays(arrays, schema=schema))
    return file.getvalue()


def _pyarrow() -> tuple[Any, Any]:
    try:
        import pyarrow as pa  # type: ignore[import-untyped]  # it has no types
        from pyarrow import parquet
    except ImportError as error:
        raise needs_extra("Et læringsudtræk", "parquet") from error
    return pa, parquet
