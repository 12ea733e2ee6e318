"""Reading behind walls: untrusted bytes are parsed only in a process that can do nothing else.

client                       the parent: starts the worker early, sends files, distrusts answers
serve                        the worker: a template that has imported everything and forks for each file
confine, landlock, seccomp   what a child gives up before it sees the file
protocol                     the frames between them
"""

from __future__ import annotations

import hashlib
import os
import socket
import time
from dataclasses import replace

from fullpowers.model import EvidenceError, Instrument, Reading, Refusal, Source, UnreadableInput

from .. import kits
from . import client
from .protocol import Answer, Job, Walls, refusal, shown

__all__ = ["read", "start", "walls"]

_last: Walls | None = None
_MOST_KITS = 5
"""For which a file may be read anew; what it asks for beyond is nonsense."""
_CAN_FORK = hasattr(os, "fork") and hasattr(socket, "send_fds")


def start() -> None:
    """Start the worker, so that it imports its libraries while the caller does other things."""
    if _CAN_FORK:
        try:
            client.worker()
        except client.CannotStart:
            return


def read(
    data: bytes,
    name: str,
    reading: Reading = Reading.ACCEPTED,
    *,
    password: str = "",
    member: str = "",
    second_opinion: bool = False,
) -> Instrument:
    """The instrument in ``data``, read by a worker that is closed off as far as this system can.

    Raises:
        UnreadableInput: it cannot be read, took too long, needed too much or made its reader crash.
    """
    global _last
    job = Job(name, reading, password, member, second_opinion)
    needed = kits.wanted(data)
    started = time.monotonic()
    while True:
        try:
            outcome = _ask(data, job, needed, time.monotonic() - started)
        except client.CannotStart as reason:
            _last = Walls("none", (f"no worker process can be started: {reason}",))
            return _here(data, job)
        _last = outcome.walls
        kit = outcome.answer.kit
        if not kit or kit in needed or len(needed) >= _MOST_KITS:
            return _believed(outcome.answer, data, job)
        needed = (*needed, kit)


def walls() -> Walls:
    """How far reading is walled off: as it was for the last file, or tried now when there was none."""
    if _last is None:
        read(b"probe", "probe.txt")
    return _last or Walls("none")


def _ask(data: bytes, job: Job, needed: tuple[str, ...], spent: float) -> client.Outcome:
    if not _CAN_FORK:
        return client.ask_once(data, job, needed)
    try:
        return client.worker().ask(data, job, needed, spent)
    except client.CannotStart:
        # it may have been killed from outside since the last file
        return client.worker(anew=True).ask(data, job, needed, spent)


def _here(data: bytes, job: Job) -> Instrument:
    from ..parse import parse

    if not set(kits.wanted(data)) <= set(kits.FORMATS):
        raise UnreadableInput(
            Refusal.UNSUPPORTED,
            job.name,
            "such files are read only in a process of their own, and none can be started here",
            "give a DOCX or plain text file",
        )

    return parse(data, job.name, job.reading, password=job.password, member=job.member)


def _believed(answer: Answer, data: bytes, job: Job) -> Instrument:
    """The instrument, after what can be checked was checked; its source is what the parent knows itself."""
    if answer.refused is not None:
        raise refusal(answer.refused, job.name)
    instrument = answer.instrument
    if instrument is None or instrument.source is None or not _is_sound(instrument, job):
        raise UnreadableInput(
            Refusal.BROKEN, job.name, "the file made its reader answer nonsense", "do not open it"
        )
    media_type = shown(instrument.source.media_type)[:100]
    record = tuple((shown(what)[:40], shown(said)[:200]) for what, said in instrument.source.record[:20])
    digest = hashlib.sha256(data).hexdigest()
    return replace(instrument, source=Source(job.name, media_type, digest, len(data), record=record))


def _is_sound(instrument: Instrument, job: Job) -> bool:
    """Whether every place lies in the text, in order, and every quotation stands there."""
    here = 0
    for provision in instrument.walk():
        if not here <= provision.start <= provision.body <= provision.end <= len(instrument.text):
            return False
        here = provision.start
    passages = [
        *(notice.passage for notice in instrument.notices),
        *(comment.passage for comment in instrument.comments),
        *(party.passage for party in instrument.parties),
        *(place.passage for place in instrument.contested),
        *((signing.place_passage, signing.date_passage) if (signing := instrument.signing) else ()),
        *(one.passage for place in instrument.contested for one in place.alternatives),
    ]
    try:
        for passage in passages:
            if passage is not None:
                passage.verify(instrument)
    except EvidenceError:
        return False
    if not all(
        not version.instrument.versions and _is_sound(version.instrument, job)
        for version in instrument.versions
    ):
        return False
    spans = [(revision.start, revision.end) for revision in instrument.revisions]
    spans += [(form.start, form.end) for form in instrument.formats]
    return instrument.reading is job.reading and all(
        0 <= start <= end <= len(instrument.text) for start, end in spans
    )
