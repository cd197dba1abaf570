import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from itembank_desktop import app
from itembank_desktop import settings as keys
from itembank_desktop.adapters.shipped import RESOURCES
from itembank_desktop.core.ports import JobControl
from itembank_desktop.opening.local import import_items
from itembank_desktop.settings import Settings
from itembank_desktop.ui.rehearsal import Rehearsal
from tests.journeys.shared_world import no_keyring, source, start, world  # noqa: F401

ROOT = Path(__file__).resolve().parents[2]
TINY = "Tiny-VL-Embedding-1M"
LONG = 120.0
MAKE = """
import sys
from pathlib import Path
from tests.tiny_model import write_tiny_model
write_tiny_model(Path(sys.argv[1]))
"""


@pytest.fixture(scope="session")
def sample_bank(tmp_path_factory):
    """The sample bank, imported once by the real import: it takes seconds, and every journey needs it."""
    folder = tmp_path_factory.mktemp("journeys") / "sample_bank"
    report = import_items(RESOURCES / "sample_bank", folder, JobControl())
    assert report.rejected == ()
    return folder


@pytest.fixture
def session(qapp, sample_bank, tmp_path):
    """The whole program on a copy of the sample bank; closed and forgotten at the end."""
    shutil.copytree(sample_bank, tmp_path / "data" / "sample_bank")
    settings = Settings(None, {}, {"language": "ko", "theme": "light", "model": "off"})
    made = app.make_session(tmp_path / "data", settings)
    settings.put(keys.SAMPLE, made.sample_revision())
    made.window.live.set_pause(0)
    made.window.show()
    made.begin(None)
    yield made
    made.speak("en")
    made.look.choose("light")
    made.end()


@pytest.fixture
def rehearsal(session):
    made = Rehearsal(session)
    made.wait_for_bank()
    return made


@pytest.fixture(scope="session")
def making(tmp_path_factory):
    """The folder of a tiny model, and the process that makes it meanwhile: this one never imports torch."""
    folder = tmp_path_factory.mktemp("given") / TINY
    with subprocess.Popen([sys.executable, "-c", MAKE, str(folder)], cwd=ROOT) as process:
        yield folder, process


@pytest.fixture(scope="session")
def given(making):
    """The tiny model's folder, as somebody handed it over."""
    folder, process = making
    assert process.wait(LONG) == 0
    return folder
