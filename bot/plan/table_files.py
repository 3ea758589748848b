"""A file -> its tables. What the file is tells its content, not its name; guards come before any reading.

Bounds: the file, what it unpacks to, rows, columns. A file beyond them, encrypted, broken, with a DOCTYPE or of a
format that is none of ours is :class:`~bot.plan.table.FileUnreadable`.
"""

import zipfile
import zlib
from io import BytesIO
from typing import Final

from bot.plan.table import FileFault, FileUnreadable, Table
from bot.plan.table_csv import csv_tables
from bot.plan.table_docx import docx_tables
from bot.plan.table_xlsx import xlsx_tables

LARGEST: Final = 20 * 1024 * 1024
"""Bytes of a file; as much as Telegram lets a bot fetch."""

_UNPACKED: Final = 80 * 1024 * 1024
_TOO_DENSE: Final = 150  # times what it is packed in, of parts that are large at all
_LARGE: Final = 4 * 1024 * 1024
_PARTS: Final = 5_000
_CHUNK: Final = 1 << 20
_OLE: Final = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_OTHERS: Final = (
    b"%PDF",
    b"\x89PNG",
    b"\xff\xd8\xff",
    b"GIF8",
    b"Rar!",
    b"7z\xbc\xaf",
    b"\x1f\x8b",
    b"{\\rtf",
    b"BM",
    b"MZ",
    b"\x7fELF",
)
_MARKUP: Final = (b"<!doctype", b"<html", b"<?xml", b"<table", b"{", b"<svg")
_BROKEN: Final = (zipfile.BadZipFile, zipfile.LargeZipFile, zlib.error, EOFError, NotImplementedError, ValueError)
"""What zipfile says of a package that is not as it should be; a wrong place in it is a ValueError."""

_NESTED: Final = (b"<!DOCTYPE", b"<!ENTITY")


def tables_of(content: bytes) -> tuple[Table, ...]:
    """Return the tables of a file, in order, those without anything left out.

    Raises :class:`~bot.plan.table.FileUnreadable`.
    """
    if len(content) > LARGEST:
        raise FileUnreadable(FileFault.TOO_LARGE)
    if not content.strip():
        raise FileUnreadable(FileFault.EMPTY)
    if content.startswith(_OLE):
        raise FileUnreadable(_ole_fault(content))
    if content.startswith(b"PK"):
        tables = _of_package(content)
    elif content.startswith(_OTHERS) or content.lstrip(b"\xef\xbb\xbf \t\r\n")[:20].lower().startswith(_MARKUP):
        raise FileUnreadable(FileFault.OTHER_FORMAT)
    else:
        tables = csv_tables(content)
    found = tuple(table for table in tables if table.rows)
    if not found:
        raise FileUnreadable(FileFault.NO_TABLE)
    return found


def _ole_fault(content: bytes) -> FileFault:
    """Tell what is in a compound file: names of its parts stand there in UTF-16."""
    if "EncryptedPackage".encode("utf-16-le") in content or "EncryptionInfo".encode("utf-16-le") in content:
        return FileFault.ENCRYPTED
    if "WordDocument".encode("utf-16-le") in content:
        return FileFault.OLD_WORD
    if any(name.encode("utf-16-le") in content for name in ("Workbook", "Book")):
        return FileFault.OLD_EXCEL
    return FileFault.OTHER_FORMAT


def _of_package(content: bytes) -> tuple[Table, ...]:
    try:
        with zipfile.ZipFile(BytesIO(content)) as package:
            names = _checked(package)
            if "xl/workbook.xml" in names:
                return xlsx_tables(content, package)
            if "word/document.xml" in names:
                return docx_tables(package)
    except (*_BROKEN, OSError) as broken:
        raise FileUnreadable(FileFault.BROKEN) from broken
    except RuntimeError as locked:  # what zipfile says of a part that wants a password
        raise FileUnreadable(FileFault.ENCRYPTED) from locked
    raise FileUnreadable(FileFault.OTHER_FORMAT)


def _checked(package: zipfile.ZipFile) -> set[str]:
    """Return the names of the parts of a package that is safe to unpack.

    A part never unpacks to more than it declares (zipfile stops there), so what is declared bounds the memory.
    """
    parts = package.infolist()
    if any(part.flag_bits & 1 for part in parts):
        raise FileUnreadable(FileFault.ENCRYPTED)
    dense = any(part.file_size > _LARGE and part.file_size > _TOO_DENSE * part.compress_size for part in parts)
    if len(parts) > _PARTS or sum(part.file_size for part in parts) > _UNPACKED or dense:
        raise FileUnreadable(FileFault.BOMB)
    for part in parts:
        if part.filename.lower().endswith((".xml", ".rels", ".vml")):
            _refuse_entities(package, part)
    return {part.filename for part in parts}


def _refuse_entities(package: zipfile.ZipFile, part: zipfile.ZipInfo) -> None:
    """Raise for a part that declares a document type or entities, or hides them in another encoding than UTF-8."""
    tail = b""
    with package.open(part) as opened:
        while chunk := opened.read(_CHUNK):
            if b"\0" in chunk:
                raise FileUnreadable(FileFault.BROKEN)
            seen = tail + chunk
            if any(mark in seen for mark in _NESTED):
                raise FileUnreadable(FileFault.ENTITIES)
            tail = chunk[-16:]
