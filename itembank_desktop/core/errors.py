"""Failures a user can act on; anything else is a bug and ends in the crash dialog.

ItemBankError
├── BadInput                 what was handed in cannot be used
│   ├── UnreadableFigure     an image is cut off, empty, or no image
│   │   └── FigureTooLarge   an image has more pixels or bytes than any figure
│   ├── UnreadablePages      a PDF or a scan cannot be opened: locked, broken, too large
│   ├── UnreadableSource     a file or folder to import or query from is missing or broken
│   ├── TextDamaged          letters of a pasted text were lost on their way here
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
├── ShelfUnusable            drafts cannot be kept on this computer
├── RecordUnwritable         the record of a search cannot be written
└── BankProblem              the bank cannot do what was asked
    ├── BankMissing          there is no bank at that place
    ├── BankTooNew           a newer version of the program wrote it
    ├── BankBehind           the shared bank's tables are older than this program, or not there yet
    ├── BankOutdated         an older version described its items, in a way no longer comparable
    ├── BankDamaged          the file is no bank, or is broken
    ├── BankReadOnly         the folder or file cannot be written
    │   └── IsACopy          it follows a shared bank and is not changed on its own
    ├── ItemPublished        an item in print was to be changed or deleted
    ├── PublishRefused       a save was to put an item in print
    ├── ItemChanged          an item is not as it was when it was looked at
    ├── BankBusy             another program holds it for longer than we wait
    ├── BankAway             the shared bank's server is out of reach, silent, or too slow
    ├── AccountRefused       the server does not let this account in with this password
    │   └── PasswordWanted   the password of this account is not known on this computer
    ├── LineUnsafe           the line is not encrypted as asked, or the server's certificate is not trusted
    ├── RightMissing         the account may not do this
    ├── ServerUnfit          the server is too old, or lacks pgvector
    ├── NotACopy             the folder is no copy of that shared bank, and must not become one
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
    """An image is cut off, empty, or no image at all."""

    advice = "Save the picture again as PNG or JPEG and insert it once more."


class FigureTooLarge(UnreadableFigure):
    """An image has more pixels or bytes than any figure."""

    advice = "Make the picture smaller, or cut out the figure, and insert it once more."


class UnreadablePages(BadInput):
    """A PDF or a scan cannot be opened: locked, broken, too large."""

    advice = "Save the page as PNG or JPEG, or a copy without a password, and drop that."


class UnreadableSource(BadInput):
    """A file or folder to import or to ask from is missing or broken."""

    advice = "Check the path, or choose a folder that holds items.jsonl."


class TextDamaged(BadInput):
    """Letters of a text were lost on their way here: bytes that are no UTF-8, glyphs of a PDF without a letter."""

    advice = "Compare it with the original."


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

    advice = "Close other programs, or let the model run on another device."


class WorkerUnusable(ItemBankError):
    """The model's own process cannot be started, or ends again and again."""

    advice = "Choose a Python that has torch and transformers, or set one up with: python3 packaging/bootstrap.py."


class GraderAway(ItemBankError):
    """The language model that grades pairs does not answer, or refuses."""

    advice = "Check the address, the key and the model's name; what was graded is kept, and the same command goes on."


class EvaluationMissing(ItemBankError):
    """What evaluation needs beyond the window is not installed."""

    advice = "Install it with: python3 packaging/bootstrap.py evaluation."


class ShelfUnusable(ItemBankError):
    """Drafts cannot be kept on this computer."""

    advice = "Free some space, or give yourself write permission there; the draft in the window is untouched."


class RecordUnwritable(ItemBankError):
    """The record of a search cannot be written."""

    advice = "Choose another folder."


class BankProblem(ItemBankError):
    """The bank cannot do what was asked."""


class BankMissing(BankProblem):
    """There is no bank at that place."""

    advice = "Make one with: itembank-desktop import SOURCE --bank FOLDER."


class BankTooNew(BankProblem):
    """A newer version of the program wrote this bank."""

    advice = "Update Itembank Desktop; the bank was left untouched."


class BankBehind(BankProblem):
    """The shared bank's tables are older than this program, or not there yet."""

    advice = "Its keeper brings it up to date with: itembank-desktop db migrate postgresql://..."


class BankOutdated(BankProblem):
    """An older version described the items in a way that can no longer be compared."""

    advice = "Bring it up to date with: itembank-desktop describe --bank FOLDER."


class BankDamaged(BankProblem):
    """The file is no bank, or is broken."""

    advice = "Restore it from a copy, or import its source into a new folder."


class BankReadOnly(BankProblem):
    """The folder or file cannot be written."""

    advice = "Give yourself write permission there, or choose another folder."


class IsACopy(BankReadOnly):
    """A local bank that follows a shared one was to be changed on its own."""

    advice = "Change the shared bank; its copies follow by themselves."


class ItemPublished(BankProblem):
    """An item in print was to be changed or deleted other than by importing it again."""

    advice = "It is published. Save it under another number, or let the bank keeper import a corrected one."


class PublishRefused(BankProblem):
    """A save was to put an item in print, which a bank keeper's import does and nothing else."""

    advice = "Save it as a draft; the bank keeper publishes it by importing it."


class ItemChanged(BankProblem):
    """An item is not as it was when it was looked at: somebody saved or removed it meanwhile."""

    advice = "Nothing was changed. Look at it again, then repeat the command."


class BankBusy(BankProblem):
    """Another program holds the bank for longer than we wait."""

    advice = "Let the other import finish, then try again."


class BankAway(BankProblem):
    """The shared bank's server is out of reach, silent, or slower than we wait."""

    advice = "Check the network; whatever was waiting is kept and goes on by itself when the server is back."


class AccountRefused(BankProblem):
    """The server does not let this account in with this password."""

    advice = "Check the account's name and its password, or ask the bank keeper."


class PasswordWanted(AccountRefused):
    """Nobody has typed the password of this account here, and no keyring has it."""

    advice = "Connect to the bank from the window's bank menu, or put the password into PGPASSWORD."


class LineUnsafe(BankProblem):
    """The line is not encrypted as asked, or the server's certificate is expired, foreign, or of another name."""

    advice = "Nothing was sent. Ask the bank keeper for the certificate, and do not lower the protection on your own."


class RightMissing(BankProblem):
    """The account may not do this."""

    advice = "Ask the bank keeper for the right."


class ServerUnfit(BankProblem):
    """The server is older than PostgreSQL 16, or lacks pgvector 0.8."""

    advice = "Ask the bank keeper to update the server; nothing was changed."


class NotACopy(BankProblem):
    """A folder holds items of its own, or a copy of another shared bank."""

    advice = "Choose an empty folder, or the one that holds the copy of this shared bank."


class DiskFull(BankProblem):
    """No space is left where the bank lives."""

    advice = "Free some space and do it again: what was finished is kept."
