"""One mailbox that a program reads over IMAP. The protocol is pymap's; here it is started, fed and remembered.

In memory, and not in pymap's Maildir: that one renames files from the system's temporary directory, which fails where
the mailbox lies on another disk.
"""

import asyncio
import secrets
import threading
from argparse import Namespace
from collections.abc import AsyncIterable, Coroutine
from dataclasses import dataclass
from datetime import datetime
from typing import Any, TypeVar
from urllib.parse import quote

from proxyprotocol.reader import ProxyProtocolReader
from pymap.backend.dict import DictBackend
from pymap.backend.dict.mailbox import Message
from pymap.concurrent import Subsystem
from pymap.imap import IMAPServer
from pymap.parsing.message import AppendMessage
from pymap.parsing.specials import FetchRequirement
from pymap.parsing.specials.flag import Flag
from pysasl.hashing import BuiltinHash

Result = TypeVar("Result")
SECONDS = 10.0
"""How long anything here may take."""

INBOX = "INBOX"


@dataclass(frozen=True, slots=True)
class Filed:
    """One message in one of the mailbox's folders; `received` is the server's INTERNALDATE."""

    received: datetime
    flags: tuple[str, ...]
    raw: bytes


Folders = dict[str, list[Filed]]
"""What lies in each folder, oldest first."""


class ImapMailbox:
    """Nothing runs until it is started. What was restored before then lies in its folders, with new UIDs and a new
    UIDVALIDITY, as after a real server has lost its index.
    """

    def __init__(self, address: str) -> None:
        self.address = address
        self._password = secrets.token_urlsafe(12)
        self._kept: Folders = {}
        self._server: _Server | None = None

    def start(self) -> None:
        self._server = _Server(self.address, self._password)
        self._server.file(self._kept)

    def stop(self) -> None:
        if self._server:
            self._kept = self._server.folders()
            self._server.stop()
            self._server = None

    @property
    def url(self) -> str:
        port = self._server.port if self._server else 0
        return f"imap://{quote(self.address, safe='')}:{self._password}@127.0.0.1:{port}"

    def deliver(self, raw: bytes, received: datetime) -> None:
        """Puts a message into the inbox, and tells whoever waits for one (IDLE)."""
        if self._server:
            self._server.file({INBOX: [Filed(received, (), raw)]})

    def folders(self) -> Folders:
        return self._server.folders() if self._server else self._kept

    def restore(self, folders: Folders) -> None:
        self._kept = folders


class _Server:
    """pymap in a thread of its own."""

    def __init__(self, address: str, password: str) -> None:
        self._loop = asyncio.new_event_loop()
        self._thread = threading.Thread(target=self._loop.run_forever, name="imap", daemon=True)
        self._thread.start()
        self._backend = self._run(_backend(address, password))
        self._listener = self._run(self._listen())
        self.port: int = self._listener.sockets[0].getsockname()[1]

    def file(self, folders: Folders) -> None:
        self._run(self._file(folders))

    def folders(self) -> Folders:
        return self._run(self._read())

    def stop(self) -> None:
        self._run(self._close())
        self._loop.call_soon_threadsafe(self._loop.stop)
        self._thread.join(SECONDS)
        self._loop.close()

    def _run(self, work: Coroutine[Any, Any, Result]) -> Result:
        return asyncio.run_coroutine_threadsafe(work, self._loop).result(SECONDS)

    async def _listen(self) -> asyncio.Server:
        config, login = self._backend.config, self._backend.login
        accept = ProxyProtocolReader(config.proxy_protocol).get_callback(IMAPServer(login, config))
        return await asyncio.start_server(accept, host="127.0.0.1", port=0)

    async def _close(self) -> None:
        self._listener.close()
        talking = asyncio.all_tasks() - {asyncio.current_task()}
        for connection in talking:
            connection.cancel()
        await asyncio.gather(*talking, return_exceptions=True)

    async def _file(self, folders: Folders) -> None:
        async with self._backend.login.demo_user_identity.new_session() as session:
            for name, messages in folders.items():
                if name != INBOX:
                    await session.create_mailbox(name)
                if messages:
                    await session.append_messages(name, [_appended(message) for message in messages])

    async def _read(self) -> Folders:
        async with self._backend.login.demo_user_identity.new_session() as session:
            boxes = session.mailbox_set
            names = [entry.name for entry in (await boxes.list_mailboxes()).list() if entry.exists]
            return {name: await _filed((await boxes.get_mailbox(name)).messages()) for name in names}


async def _backend(address: str, password: str) -> DictBackend:
    # One round of hashing is enough for a secret that nobody chose; in the loop's own thread, because pymap's pool
    # leaves event loops open.
    backend, _ = await DictBackend.init(
        _options(address, password),
        hash_context=BuiltinHash(rounds=1),
        cpu_subsystem=Subsystem.for_asyncio(),
    )
    return backend


def _options(address: str, password: str) -> Namespace:
    """What pymap's own command line would have read; its "demo" user is the one user there is."""
    return Namespace(
        host="127.0.0.1",
        port=0,
        debug=False,
        cert=None,
        key=None,
        tls=False,
        proxy_protocol=None,
        passlib_cfg=None,
        inherited_sockets=None,
        demo_data=False,
        demo_user=address,
        demo_password=password,
    )


def _appended(message: Filed) -> AppendMessage:
    return AppendMessage(
        message.raw, message.received, frozenset(Flag(flag.encode()) for flag in message.flags)
    )


async def _filed(messages: AsyncIterable[Message]) -> list[Filed]:
    return [await _one_filed(message) async for message in messages]


async def _one_filed(message: Message) -> Filed:
    content = await message.load_content(FetchRequirement.CONTENT)
    flags = tuple(sorted(bytes(flag).decode() for flag in message.permanent_flags))
    return Filed(message.internal_date, flags, bytes(content))
