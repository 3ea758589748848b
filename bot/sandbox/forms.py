"""Forms as bots and the page send them: urlencoded or multipart, from strangers."""

from aiohttp import web
from aiohttp.http_exceptions import HttpProcessingError

from bot.sandbox.wire import Json, Upload


class MalformedFormError(ValueError):
    """A form cannot be read: broken parts, or texts that are no UTF-8."""


async def read_form(request: web.Request) -> tuple[Json, dict[str, Upload]]:
    """Return the texts and the files of a form; :class:`MalformedFormError` whatever is wrong with it."""
    texts: Json = {}
    uploads: dict[str, Upload] = {}
    try:
        for name, value in (await request.post()).items():
            if isinstance(value, web.FileField):
                uploads[name] = _read_upload(value)
            else:
                texts[name] = value if isinstance(value, str) else value.decode()
        "".join([*texts, *texts.values()]).encode()
    except (ValueError, LookupError, RuntimeError, AssertionError, HttpProcessingError) as broken:
        # aiohttp tells of broken parts by any of these: LookupError is an unknown charset, RuntimeError an encoding.
        raise MalformedFormError from broken
    return texts, uploads


def _read_upload(field: web.FileField) -> Upload:
    with field.file as opened:
        return Upload(field.filename, opened.read(), field.content_type)
