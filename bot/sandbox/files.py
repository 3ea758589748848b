"""The documents and photos that were uploaded, kept in memory under the ids Telegram would give them."""

import base64
import hashlib
from dataclasses import dataclass
from itertools import count
from pathlib import PurePosixPath

from bot.sandbox.errors import CallRefusedError, refuse
from bot.sandbox.pictures import dimensions
from bot.sandbox.wire import Json, Upload

LARGEST_UPLOAD = 50 * 1024 * 1024
LARGEST_PHOTO = 10 * 1024 * 1024
LARGEST_DOWNLOAD = 20 * 1024 * 1024
_LONGEST_SIDES = 10_000
_STEEPEST_RATIO = 20
_BOXES = (90, 320, 800, 1280)


@dataclass(frozen=True, slots=True)
class StoredFile:
    """One file: ``sort`` is "document" or "photo", ``described`` its Document or PhotoSize object."""

    sort: str
    upload: Upload
    path: str
    described: Json


@dataclass(frozen=True, slots=True)
class Attachment:
    """What a message carries: the key of the message (``document`` or ``photo``) and its value."""

    sort: str
    value: Json | list[Json]

    def content(self) -> Json:
        """Return the message's field."""
        return {self.sort: self.value}


class FileStore:
    """Keeps every file for the life of the stand-in; ids are valid for the sort they were given for."""

    def __init__(self) -> None:
        """Start empty."""
        self._files: dict[str, StoredFile] = {}
        self._attachments: dict[str, Attachment] = {}
        self._numbers = count(1)

    def add_document(self, upload: Upload) -> Attachment:
        """Store a document; refuses an empty one and one over 50 MB."""
        _check_size(upload, LARGEST_UPLOAD)
        described: Json = {"file_name": upload.name, "mime_type": upload.mime, **self._identity("document", upload)}
        attachment = Attachment("document", described)
        self._keep(StoredFile("document", upload, self._path("documents", upload), described), attachment)
        return attachment

    def add_photo(self, upload: Upload) -> Attachment:
        """Store a photo with its smaller sizes; refuses what is no picture, too large or too long."""
        _check_size(upload, LARGEST_UPLOAD)
        if len(upload.content) > LARGEST_PHOTO:
            length = len(upload.content)
            refuse(f"file of size {length} bytes is too big for a photo; the maximum size is {LARGEST_PHOTO} bytes")
        sizes = [
            {**self._identity(f"photo {width}", upload), "width": width, "height": height}
            for width, height in _scaled(_checked_dimensions(upload.content))
        ]
        attachment = Attachment("photo", sizes)
        for size in sizes:
            self._keep(StoredFile("photo", upload, self._path("photos", upload), size), attachment)
        return attachment

    def attachment(self, sort: str, file_id: str) -> Attachment:
        """Return what a known ``file_id`` attaches; refuses an unknown one and one of another sort."""
        known = self._attachments.get(file_id)
        if known is None:
            refuse("wrong file identifier/HTTP URL specified")
        if known.sort != sort:
            refuse(f"can't use file of type {known.sort.title()} as {sort.title()}")
        return known

    def file(self, file_id: str) -> StoredFile | None:
        """Return the file of this id."""
        return self._files.get(file_id)

    def at(self, path: str) -> StoredFile | None:
        """Return the file with this ``file_path``."""
        return next((file for file in self._files.values() if file.path == path), None)

    def _keep(self, file: StoredFile, attachment: Attachment) -> None:
        self._files[file.described["file_id"]] = file
        self._attachments[file.described["file_id"]] = attachment

    def _identity(self, sort: str, upload: Upload) -> Json:
        digest = hashlib.sha256(sort.encode() + upload.content).digest()
        seed = hashlib.sha256(f"{sort} {next(self._numbers)}".encode()).digest()
        return {
            "file_id": base64.urlsafe_b64encode(seed + digest[:22]).decode(),
            "file_unique_id": "AgAD" + base64.urlsafe_b64encode(digest[:9]).decode(),
            "file_size": len(upload.content),
        }

    def _path(self, folder: str, upload: Upload) -> str:
        return f"{folder}/file_{next(self._numbers)}{PurePosixPath(upload.name).suffix}"


def _check_size(upload: Upload, most: int) -> None:
    if not upload.content:
        refuse("file must be non-empty")
    if len(upload.content) > most:
        raise CallRefusedError(413, "Request Entity Too Large")


def _checked_dimensions(content: bytes) -> tuple[int, int]:
    size = dimensions(content)
    if size is None or sum(size) > _LONGEST_SIDES or max(size) > _STEEPEST_RATIO * min(size):
        refuse("PHOTO_INVALID_DIMENSIONS")
    return size


def _scaled(size: tuple[int, int]) -> list[tuple[int, int]]:
    longest = max(size)
    boxes = [box for box in _BOXES if box < longest] + ([longest] if longest <= _BOXES[-1] else [])
    return [(max(1, size[0] * box // longest), max(1, size[1] * box // longest)) for box in boxes]
