"""Where this computer keeps what belongs to a shared bank: its copy, and the calibrations of its spaces."""

import hashlib
import re
from pathlib import Path

from platformdirs import user_data_path

from itembank_desktop.core.shared import BankAddress, without_user


def shared_folder(address: BankAddress) -> Path:
    """The same for every account; readable, and another one for a bank of that name elsewhere."""
    bank = without_user(address)
    mark = hashlib.sha256(bank.url.encode()).hexdigest()[:8]
    name = re.sub(r"[^0-9A-Za-z가-힣_-]", "_", bank.database)
    return user_data_path("itembank-desktop") / "shared" / f"{name}-{mark}"
