"""Failures a user can act on; anything else is a bug and ends in the crash dialog.

ItemBankError
├── BadInput                 what was handed in cannot be used
│   ├── UnreadableFigure     an image is cut off, empty, too large, or no image
│   ├── UnreadablePages      a PDF or a scan cannot be opened: locked, broken, too large
│   ├── UnreadableSource     a file or folder to import or query from is missing or broken
│   └── TextTooLong          more text than any exam item has
├── CaptureRefused           the system gives no picture of the screen
├── ModelUnusable            a model's folder is incomplete or broken, or its answer is no vector
├── ModelMissing             no model of that name is on this computer
├── DownloadFailed           a model cannot be fetched: no connection, no permission, or a damaged file
├── ModelDiskFull            the disk of the models folder has too little space
├── ModelAway                the model cannot answer just now: it loads, or its process was lost and starts again
├── OutOfMemory              the graphics card or the computer has too little memory for the model
├── WorkerUnusable           the model's own process cannot be started, or ends again and again
├── GraderAway               the language model that grades pairs does not answer, or refuses
├── EvaluationMissing        what evaluation needs beyond the window is not installed
└── BankProblem              the bank cannot do what was asked
    ├── BankMissing          there is no bank at that place
    ├── BankTooNew           a newer version of the program wrote it
    ├── BankOutdated         an older version described its items, in a way no longer comparable
    ├── BankDamaged          the file is no bank, or is broken
    ├── BankReadOnly         the folder or file cannot be written
    ├── BankBusy             another program holds it for longer than we wait
    └── DiskFull             no space is left where the bank lives

Messages are one English sentence that says what happened, then one that says what to do;
the window translates by type (ui/messages.py) and fills in `subject` and `detail`.
"""


class ItemBankError(Exception):
    """The world's fault: `subject` names the thing, `detail` the reason, `advice` the next step."""

    advice = ""

    def __init__(self, subject: str, detail: str = "") -> None:
        super().__init__(subject, detail)
        self.subject = subject
        self.detail = detail

    def __str__(self) -> str:
        what = f"{self.subject}: {self.detail}" if self.detail else self.subject
        return f"{what}. {self.advice}" if self.advice else what


class BadInput(ItemBankError):
    """What was handed in cannot be used."""

    advice = "Correct it and try again."


class UnreadableFigure(BadInput):
    """An image is cut off, empty, too large, or no image at all."""

    advice = "Save the picture again as PNG or JPEG and insert it once more."


class UnreadablePages(BadInput):
    """A PDF or a scan cannot be opened: locked, broken, too large."""

    advice = "Save the page as PNG or JPEG, or a copy without a password, and drop that."


class UnreadableSource(BadInput):
    """A file or folder to import or to ask from is missing or broken."""

    advice = "Check the path, or choose a folder that holds items.jsonl."


class TextTooLong(BadInput):
    """More text than any exam item has."""

    advice = "Paste a single item."


class CaptureRefused(ItemBankError):
    """The system gives no picture of the screen."""

    advice = "Take the picture with the system's own key and paste it here."


class ModelUnusable(ItemBankError):
    """A model's folder is incomplete or broken, or its answer is no vector."""

    advice = "Check the folder, or add the model again."


class ModelMissing(ItemBankError):
    """No model of that name is on this computer."""

    advice = "See what there is with: itembank-desktop models list."


class DownloadFailed(ItemBankError):
    """A model cannot be fetched: no connection, no permission, or a damaged file."""

    advice = "Start it again: it goes on where it stopped. Without a network: itembank-desktop models add FOLDER."


class ModelDiskFull(ItemBankError):
    """The disk of the models folder has too little space."""

    advice = "Free some space, or name a folder on another disk with --models, then start it again."


class ModelAway(ItemBankError):
    """The model cannot answer just now: it loads, or its process was lost and starts again."""

    advice = "It comes back by itself; until then only fingerprints answer."


class OutOfMemory(ItemBankError):
    """The graphics card or the computer has too little memory for the model."""

    advice = "Close other programs that use the graphics card, or let the model run on the processor."


class WorkerUnusable(ItemBankError):
    """The model's own process cannot be started, or ends again and again."""

    advice = "Choose a Python that has torch and transformers, or set one up with: python3 packaging/bootstrap.py."


class GraderAway(ItemBankError):
    """The language model that grades pairs does not answer, or refuses."""

    advice = "Check the address, the key and the model's name; what was graded is kept, and the same command goes on."


class EvaluationMissing(ItemBankError):
    """What evaluation needs beyond the window is not installed."""

    advice = "Install it with: python3 packaging/bootstrap.py evaluation."


class BankProblem(ItemBankError):
    """The bank cannot do what was asked."""


class BankMissing(BankProblem):
    """There is no bank at that place."""

    advice = "Make one with: itembank-desktop import SOURCE --bank FOLDER."


class BankTooNew(BankProblem):
    """A newer version of the program wrote this bank."""

    advice = "Update Itembank Desktop; the bank was left untouched."


class BankOutdated(BankProblem):
    """An older version described the items in a way that can no longer be compared."""

    advice = "Bring it up to date with: itembank-desktop describe --bank FOLDER."


class BankDamaged(BankProblem):
    """The file is no bank, or is broken."""

    advice = "Restore it from a copy, or import its source into a new folder."


class BankReadOnly(BankProblem):
    """The folder or file cannot be written."""

    advice = "Give yourself write permission there, or choose another folder."


class BankBusy(BankProblem):
    """Another program holds the bank for longer than we wait."""

    advice = "Let the other import finish, then try again."


class DiskFull(BankProblem):
    """No space is left where the bank lives."""

    advice = "Free some space and start the import again: it goes on where it stopped."
