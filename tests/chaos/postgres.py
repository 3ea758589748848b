"""A PostgreSQL database for a storm: on the server of ``TEST_POSTGRES_URL``, or on a cluster started for it as root."""

import asyncio
import os
import shutil
import socket
import subprocess
import tempfile
import uuid
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Final

from sqlalchemy import NullPool, make_url, text
from sqlalchemy.ext.asyncio import create_async_engine

_VARIABLE: Final = "TEST_POSTGRES_URL"


@contextmanager
def database() -> Iterator[str]:
    """Give the address of an empty database that is gone afterwards; :class:`RuntimeError` when there is no server."""
    if _VARIABLE in os.environ:
        with _on_server(os.environ[_VARIABLE]) as url:
            yield url
    else:
        with _cluster() as server, _on_server(server) as url:
            yield url


@contextmanager
def _on_server(server: str) -> Iterator[str]:
    name = f"chaos_{uuid.uuid4().hex}"
    asyncio.run(_told(server, f"CREATE DATABASE {name}"))
    try:
        yield make_url(server).set(database=name).render_as_string(hide_password=False)
    finally:
        asyncio.run(_told(server, f"DROP DATABASE {name} WITH (FORCE)"))


async def _told(server: str, statement: str) -> None:
    engine = create_async_engine(server, isolation_level="AUTOCOMMIT", poolclass=NullPool)
    async with engine.connect() as connection:
        await connection.execute(text(statement))
    await engine.dispose()


@contextmanager
def _cluster() -> Iterator[str]:
    binaries = sorted(Path("/usr/lib/postgresql").glob("*/bin"))
    if not binaries or os.geteuid() != 0:
        msg = f"PostgreSQL is needed: set {_VARIABLE}, or install Debian's postgresql and run as root"
        raise RuntimeError(msg)
    with tempfile.TemporaryDirectory(prefix="chaos-") as folder:
        shutil.chown(folder, "postgres")
        port = _free_port()
        start = f"-p {port} -k {folder} -c listen_addresses=127.0.0.1 -c fsync=off"
        _as_postgres(f"{binaries[-1]}/initdb -D {folder}/data -A trust -E UTF8 --locale=C.UTF-8 -U postgres")
        _as_postgres(f"{binaries[-1]}/pg_ctl -D {folder}/data -w -l {folder}/log -o '{start}' start")
        try:
            yield f"postgresql+asyncpg://postgres@127.0.0.1:{port}/postgres"
        finally:
            _as_postgres(f"{binaries[-1]}/pg_ctl -D {folder}/data -m immediate stop")


def _as_postgres(command: str) -> None:
    subprocess.run(["/bin/su", "postgres", "-s", "/bin/bash", "-c", command], check=True, stdout=subprocess.DEVNULL)  # noqa: S603 - ours


def _free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])
