"""Fetching a model from the hub, or a company's mirror of it: the only place where this program reaches out.

huggingface_hub knows the hub's addresses, its proxies and its refusals. Its own download starts a file anew in every
process (2.4 names the part at random and deletes it), so the bytes are read here: kept, resumed, and checked.
"""

import hashlib
import os
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from itembank_desktop.adapters.embedders.catalog import KnownModel
from itembank_desktop.adapters.embedders.checkpoint_files import check_settings, is_taken, sha256
from itembank_desktop.adapters.embedders.model_record import Installed, RecordedFile
from itembank_desktop.adapters.embedders.models_folder import Meter, ModelsFolder, Stopped
from itembank_desktop.core.errors import DownloadFailed
from itembank_desktop.core.ports import JobControl

CONNECT_SECONDS, SILENCE_SECONDS = 10.0, 30.0
PATIENCE = 5
"""How often in a row a connection may break without a single byte before we give up."""


@dataclass(frozen=True, slots=True)
class HubFile:
    """A file as the hub describes it: `digest` is its SHA-256, or git's SHA-1 for a small one."""

    name: str
    size: int
    digest: str
    is_sha256: bool


@dataclass(frozen=True, slots=True)
class HubModel:
    """What would be fetched: one revision's files."""

    known: KnownModel
    revision: str
    files: tuple[HubFile, ...]

    @property
    def size(self) -> int:
        """Bytes of all files."""
        return sum(file.size for file in self.files)


class Hub:
    """A hub at an address; a token is sent there and nowhere else."""

    def __init__(
        self, endpoint: str | None = None, token: str | None = None, wait: Callable[[float], None] = time.sleep
    ) -> None:
        """Without an endpoint: HF_ENDPOINT, else the public hub. Without a token: HF_TOKEN, else none."""
        try:
            from huggingface_hub import constants
        except ModuleNotFoundError as error:
            raise DownloadFailed(
                "huggingface_hub", "is not installed (python3 packaging/bootstrap.py model)"
            ) from error
        self.endpoint = (endpoint or os.environ.get("HF_ENDPOINT") or constants.ENDPOINT).rstrip("/")
        if not self.endpoint.startswith(("https://", "http://")):
            raise DownloadFailed(self.endpoint, "is no address: it must begin with https:// or http://")
        # Never the token file of another program's login: only what this command was given.
        self._token: str | bool = token or os.environ.get("HF_TOKEN") or False
        self._wait = wait

    def look_up(self, known: KnownModel, revision: str | None = None) -> HubModel:
        """What the hub has of a model, at a revision (a commit or a branch) or the newest."""
        from huggingface_hub import HfApi

        with self._translated(known.hub_id):
            found = HfApi(self.endpoint, self._token).model_info(
                known.hub_id, revision=revision, files_metadata=True, timeout=CONNECT_SECONDS
            )
        files = []
        for one in found.siblings or ():
            if is_taken(one.rfilename):
                digest = one.lfs.sha256 if one.lfs else one.blob_id
                size = one.lfs.size if one.lfs else one.size
                if size is None or not digest:
                    raise DownloadFailed(self.endpoint, f"does not tell size and checksum of {one.rfilename}")
                files.append(HubFile(one.rfilename, size, digest, bool(one.lfs)))
        if not found.sha or not any(file.name.endswith(".safetensors") for file in files):
            raise DownloadFailed(known.hub_id, f"{self.endpoint} has no safetensors weights of it")
        # Settings come first: a wrong model shows before its gigabytes are fetched.
        files.sort(key=lambda file: (file.name.endswith(".safetensors"), file.name))
        return HubModel(known, found.sha, tuple(files))

    def fetch(self, wanted: HubModel, models: ModelsFolder, control: JobControl) -> Installed | None:
        """Download what is not there yet, check every file, install; None when cancelled, and goes on next time."""
        from filelock import FileLock, Timeout

        known = wanted.known
        models.refuse_taken(known.name)
        with models.begun(known.name, wanted.revision) as staging:
            lock = FileLock(staging.with_name(staging.name + ".lock"), timeout=0)
            try:
                lock.acquire()
            except Timeout as error:
                raise DownloadFailed(known.name, "is being fetched by another program already") from error
            try:
                return self._fetch_into(staging, wanted, models, control)
            except Stopped:
                return None
            finally:
                lock.release()
                Path(lock.lock_file).unlink(missing_ok=True)

    def _fetch_into(
        self, staging: Path, wanted: HubModel, models: ModelsFolder, control: JobControl
    ) -> Installed | None:
        there = sum(file.stat().st_size for file in staging.rglob("*") if file.is_file())
        models.require(max(0, wanted.size - there))
        meter = Meter(control, wanted.size)
        recorded = []
        for file in wanted.files:
            if file.name.endswith(".safetensors"):
                check_settings(staging)
            recorded.append(self._fetch_file(file, wanted, staging, meter))
        known = wanted.known
        source = f"{self.endpoint}/{known.hub_id}"
        installed = Installed(known.name, models.root / known.name, source, wanted.revision, tuple(recorded))
        return models.finish(staging, installed)

    def _fetch_file(self, file: HubFile, wanted: HubModel, staging: Path, meter: Meter) -> RecordedFile:
        """One file, whole and right, in the staging folder."""
        meter.note = file.name
        whole, part = staging / file.name, staging / f"{file.name}.part"
        whole.parent.mkdir(exist_ok=True)
        if whole.is_file():
            meter(file.size)
        else:
            self._download(file, wanted, part, meter)
        path = whole if whole.is_file() else part
        git = hashlib.sha1(b"blob %d\0" % path.stat().st_size, usedforsecurity=False)
        digest = sha256(path, lambda _: meter.ask(), git.update)
        if file.digest not in ((digest,) if file.is_sha256 else (git.hexdigest(),)):
            path.unlink()
            raise DownloadFailed(file.name, f"its checksum is not the one {self.endpoint} names; it was thrown away")
        path.replace(whole)
        return RecordedFile(file.name, file.size, digest)

    def _download(self, file: HubFile, wanted: HubModel, part: Path, meter: Meter) -> None:
        """Bring a part to its full size, going on where it stopped, also when the connection breaks."""
        from httpx2 import TransportError
        from huggingface_hub import hf_hub_url

        url = hf_hub_url(wanted.known.hub_id, file.name, revision=wanted.revision, endpoint=self.endpoint)
        failures = 0
        with part.open("ab") as out, self._translated(file.name):
            if out.tell() > file.size:
                out.truncate(0)
            meter(out.tell())
            while (before := out.tell()) < file.size:
                try:
                    self._read(url, file, out, meter)
                    broken: Exception = TransportError("the connection ended too early")
                except TransportError as error:
                    broken = error
                if out.tell() < file.size:
                    failures = 1 if out.tell() > before else failures + 1
                    if failures >= PATIENCE:
                        raise broken
                    meter.ask()
                    self._wait(min(8.0, 0.5 * 2**failures))

    def _read(self, url: str, file: HubFile, out: Any, meter: Meter) -> None:
        """One request for what is missing of a file; appends to `out` what comes."""
        from httpx2 import Timeout
        from huggingface_hub import get_session, hf_raise_for_status
        from huggingface_hub.utils import build_hf_headers

        start = out.tell()
        headers = build_hf_headers(token=self._token, library_name="itembank-desktop")
        # Compressed answers cannot be continued in their middle.
        headers |= {"Accept-Encoding": "identity"} | ({"Range": f"bytes={start}-"} if start else {})
        timeout = Timeout(SILENCE_SECONDS, connect=CONNECT_SECONDS)
        with get_session().stream("GET", url, headers=headers, timeout=timeout) as answer:
            hf_raise_for_status(answer)
            continues = answer.headers.get("Content-Range", "").startswith(f"bytes {start}-")
            if start and not (answer.status_code == 206 and continues):
                meter(-start)
                out.truncate(0)
            # As it comes: what a larger piece had gathered would be lost with the connection.
            for chunk in answer.iter_bytes():
                if out.tell() + len(chunk) > file.size:
                    out.truncate(0)
                    raise DownloadFailed(file.name, f"{self.endpoint} sends more bytes than it said")
                out.write(chunk)
                meter(len(chunk))

    @contextmanager
    def _translated(self, subject: str) -> Iterator[None]:
        """The network's and the hub's refusals as sentences."""
        from httpx2 import HTTPError, InvalidURL
        from huggingface_hub import errors

        try:
            yield
        except errors.OfflineModeIsEnabled as error:
            raise DownloadFailed(self.endpoint, "HF_HUB_OFFLINE forbids every connection") from error
        except errors.GatedRepoError as error:
            raise DownloadFailed(subject, "needs a permission: ask for it at the hub, then set HF_TOKEN") from error
        except (errors.RepositoryNotFoundError, errors.RevisionNotFoundError) as error:
            raise DownloadFailed(subject, f"{self.endpoint} has no such model, or HF_TOKEN may not see it") from error
        except errors.HfHubHTTPError as error:
            code = error.response.status_code
            hint = ": set HF_TOKEN to a token that may read it" if code in (401, 403) else ""
            raise DownloadFailed(subject, f"{self.endpoint} refuses it ({code}){hint}") from error
        except (HTTPError, InvalidURL) as error:
            why = " ".join(str(error).split()) or type(error).__name__
            raise DownloadFailed(self.endpoint, f"cannot be reached, or breaks off ({why})") from error
