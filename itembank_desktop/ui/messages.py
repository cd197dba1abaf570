"""Every failure a user can act on, as one sentence in the window's language and the next step."""

import re
from pathlib import Path
from typing import NamedTuple

from PySide6.QtCore import QCoreApplication

from itembank_desktop.core.errors import (
    AccountRefused,
    BadInput,
    BankAway,
    BankBehind,
    BankBusy,
    BankDamaged,
    BankMissing,
    BankOutdated,
    BankProblem,
    BankReadOnly,
    BankTooNew,
    CaptureRefused,
    DiskFull,
    DownloadFailed,
    EvaluationMissing,
    FigureTooLarge,
    GraderAway,
    IsACopy,
    ItemBankError,
    ItemChanged,
    ItemPublished,
    LineUnsafe,
    ModelAway,
    ModelDiskFull,
    ModelMissing,
    ModelUnusable,
    NotACopy,
    OutOfMemory,
    PasswordWanted,
    PublishRefused,
    RecordUnwritable,
    RightMissing,
    ServerUnfit,
    ShelfUnusable,
    TextDamaged,
    TextTooLong,
    UnreadableFigure,
    UnreadablePages,
    UnreadableSource,
    WorkerUnusable,
)
from itembank_desktop.ui.templates import QT_TRANSLATE_NOOP, Templates


class Message(NamedTuple):
    """What happened and what to do, and what a button for the next step would say (None: nothing to press)."""

    sentence: str
    next_step: str | None


# To add a failure: one entry here (a test demands it) and its Korean in resources/translations.
# {subject} is the thing, {why} is " (reason)" or nothing.
_MESSAGES: dict[type[ItemBankError], tuple[str, str | None]] = {
    ItemBankError: (QT_TRANSLATE_NOOP("messages", "This could not be done: {subject}{why}."), None),
    BadInput: (QT_TRANSLATE_NOOP("messages", "This cannot be used: {subject}{why}."), None),
    UnreadableFigure: (
        QT_TRANSLATE_NOOP(
            "messages", "A picture could not be read: {subject}{why}. Save it as PNG and insert it again."
        ),
        QT_TRANSLATE_NOOP("messages", "Insert another picture"),
    ),
    FigureTooLarge: (
        QT_TRANSLATE_NOOP(
            "messages",
            "A picture is too large: {subject}{why}. Make it smaller, or cut out the figure, and insert it again.",
        ),
        QT_TRANSLATE_NOOP("messages", "Insert another picture"),
    ),
    UnreadablePages: (
        QT_TRANSLATE_NOOP(
            "messages", "{subject} could not be opened{why}. Save the page as a picture, or without a password."
        ),
        QT_TRANSLATE_NOOP("messages", "Choose another file"),
    ),
    CaptureRefused: (
        QT_TRANSLATE_NOOP(
            "messages", "No capture of {subject}{why}. Take it with the system's own key and paste it here."
        ),
        None,
    ),
    UnreadableSource: (
        QT_TRANSLATE_NOOP("messages", "{subject} could not be read{why}. Choose a folder that holds items.jsonl."),
        QT_TRANSLATE_NOOP("messages", "Choose another folder"),
    ),
    TextTooLong: (
        QT_TRANSLATE_NOOP("messages", "The text was not inserted{why}. The draft is unchanged. Paste a single item."),
        None,
    ),
    TextDamaged: (
        QT_TRANSLATE_NOOP(
            "messages",
            "Letters of the pasted text could not be read: {subject}{why}."
            " Each stands as � in the draft. Compare with the original.",
        ),
        None,
    ),
    ShelfUnusable: (
        QT_TRANSLATE_NOOP(
            "messages", "Drafts cannot be kept in {subject}{why}. The draft in the window is untouched. Check the disk."
        ),
        None,
    ),
    RecordUnwritable: (
        QT_TRANSLATE_NOOP("messages", "The record could not be written: {subject}{why}. Choose another folder."),
        None,
    ),
    BankProblem: (
        QT_TRANSLATE_NOOP("messages", "The bank could not do this: {subject}{why}."),
        QT_TRANSLATE_NOOP("messages", "Open another bank"),
    ),
    BankMissing: (
        QT_TRANSLATE_NOOP("messages", "There is no bank in {subject}{why}. Open another one, or import one into it."),
        QT_TRANSLATE_NOOP("messages", "Open another bank"),
    ),
    BankTooNew: (
        QT_TRANSLATE_NOOP(
            "messages",
            "A newer version of the program made the bank {subject}{why}. It is untouched. Update the program.",
        ),
        QT_TRANSLATE_NOOP("messages", "Open another bank"),
    ),
    BankBehind: (
        QT_TRANSLATE_NOOP(
            "messages",
            "The shared bank {subject} is not prepared for this program{why}. Ask the bank keeper to update it.",
        ),
        QT_TRANSLATE_NOOP("messages", "Open another bank"),
    ),
    BankOutdated: (
        QT_TRANSLATE_NOOP(
            "messages",
            "Another version of the program prepared this bank for searching: {subject}{why}."
            " Bring it up to date with: itembank-desktop describe --bank FOLDER.",
        ),
        QT_TRANSLATE_NOOP("messages", "Open another bank"),
    ),
    BankDamaged: (
        QT_TRANSLATE_NOOP(
            "messages",
            "The bank {subject} is damaged{why}. Restore it from a copy, or import its items into a new folder.",
        ),
        QT_TRANSLATE_NOOP("messages", "Open another bank"),
    ),
    BankReadOnly: (
        QT_TRANSLATE_NOOP(
            "messages", "{subject} cannot be written{why}. Give yourself write permission, or choose another folder."
        ),
        QT_TRANSLATE_NOOP("messages", "Choose another folder"),
    ),
    IsACopy: (
        QT_TRANSLATE_NOOP(
            "messages", "{subject} follows a shared bank{why}. Change that one; its copies follow by themselves."
        ),
        QT_TRANSLATE_NOOP("messages", "Open another bank"),
    ),
    ItemPublished: (
        QT_TRANSLATE_NOOP(
            "messages", "{subject} is published and cannot be changed here{why}. Save it as a new item instead."
        ),
        None,
    ),
    PublishRefused: (
        QT_TRANSLATE_NOOP(
            "messages", "Only the bank keeper publishes, by importing: {subject}{why}. Save it as a draft instead."
        ),
        None,
    ),
    ItemChanged: (
        QT_TRANSLATE_NOOP(
            "messages", "Somebody has changed {subject} meanwhile{why}. Nothing was done. Look at it again."
        ),
        None,
    ),
    BankBusy: (
        QT_TRANSLATE_NOOP(
            "messages", "Another program is using the bank {subject}{why}. Try again when it has finished."
        ),
        QT_TRANSLATE_NOOP("messages", "Try again"),
    ),
    BankAway: (
        QT_TRANSLATE_NOOP("messages", "The shared bank does not answer: {subject}{why}. It is tried again by itself."),
        QT_TRANSLATE_NOOP("messages", "Try again"),
    ),
    AccountRefused: (
        QT_TRANSLATE_NOOP(
            "messages", "The server does not let you in: {subject}{why}. Check the account's name and the password."
        ),
        QT_TRANSLATE_NOOP("messages", "Type the password"),
    ),
    PasswordWanted: (
        QT_TRANSLATE_NOOP("messages", "The password of {subject} is not known on this computer{why}. Type it once."),
        QT_TRANSLATE_NOOP("messages", "Type the password"),
    ),
    LineUnsafe: (
        QT_TRANSLATE_NOOP(
            "messages",
            "The line to {subject} is not safe{why}. Nothing was sent. Ask the bank keeper for the certificate.",
        ),
        QT_TRANSLATE_NOOP("messages", "Check the connection"),
    ),
    RightMissing: (
        QT_TRANSLATE_NOOP("messages", "This account may not do that: {subject}{why}. Ask the bank keeper."),
        QT_TRANSLATE_NOOP("messages", "Check the connection"),
    ),
    ServerUnfit: (
        QT_TRANSLATE_NOOP(
            "messages",
            "The server {subject} is not fit for a bank{why}. It needs PostgreSQL 16 to 18 with pgvector 0.8.",
        ),
        QT_TRANSLATE_NOOP("messages", "Check the connection"),
    ),
    NotACopy: (
        QT_TRANSLATE_NOOP(
            "messages",
            "{subject} is no copy of this shared bank{why}. Choose an empty folder, or the copy of this bank.",
        ),
        QT_TRANSLATE_NOOP("messages", "Choose another folder"),
    ),
    DiskFull: (
        QT_TRANSLATE_NOOP(
            "messages", "The disk is full: {subject}{why}. Free some space and try again; what was finished is kept."
        ),
        QT_TRANSLATE_NOOP("messages", "Try again"),
    ),
    ModelUnusable: (
        QT_TRANSLATE_NOOP(
            "messages", "The model cannot be used: {subject}{why}. Choose another one, or add its folder again."
        ),
        QT_TRANSLATE_NOOP("messages", "Choose a model"),
    ),
    ModelMissing: (
        QT_TRANSLATE_NOOP("messages", "The model {subject} is not on this computer{why}. Choose another one."),
        QT_TRANSLATE_NOOP("messages", "Choose a model"),
    ),
    DownloadFailed: (
        QT_TRANSLATE_NOOP(
            "messages", "The model was not fetched: {subject}{why}. Start it again: it goes on where it stopped."
        ),
        QT_TRANSLATE_NOOP("messages", "Try again"),
    ),
    ModelDiskFull: (
        QT_TRANSLATE_NOOP(
            "messages", "There is too little room for the model in {subject}{why}. Free some space and start it again."
        ),
        QT_TRANSLATE_NOOP("messages", "Try again"),
    ),
    ModelAway: (
        QT_TRANSLATE_NOOP("messages", "The model is not there just now: {subject}{why}. It comes back by itself."),
        None,
    ),
    OutOfMemory: (
        QT_TRANSLATE_NOOP(
            "messages",
            "The memory does not suffice for the model: {subject}{why}."
            " Close other programs, or let the model run on another device.",
        ),
        QT_TRANSLATE_NOOP("messages", "Choose where it runs"),
    ),
    WorkerUnusable: (
        QT_TRANSLATE_NOOP(
            "messages", "The model's process cannot run: {subject}{why}. Choose a Python that has torch."
        ),
        QT_TRANSLATE_NOOP("messages", "Choose a Python"),
    ),
    GraderAway: (
        QT_TRANSLATE_NOOP(
            "messages", "The language model that grades pairs does not answer: {subject}{why}. What was graded is kept."
        ),
        QT_TRANSLATE_NOOP("messages", "Try again"),
    ),
    EvaluationMissing: (
        QT_TRANSLATE_NOOP(
            "messages",
            "Evaluation needs packages that are not installed: {subject}{why}."
            " This command installs them: python3 packaging/bootstrap.py evaluation.",
        ),
        None,
    ),
}

# Reasons as the adapters and the editor give them; {} stands for a number. Others are shown as they come,
# for example the operating system's own words.
_REASONS = (
    QT_TRANSLATE_NOOP("messages", "the file is empty"),
    QT_TRANSLATE_NOOP("messages", "the file is cut off"),
    QT_TRANSLATE_NOOP("messages", "the file is damaged"),
    QT_TRANSLATE_NOOP("messages", "the file is cut off or damaged at its start"),
    QT_TRANSLATE_NOOP("messages", "it is in no picture format we know"),
    QT_TRANSLATE_NOOP("messages", "SVG drawings are not supported"),
    QT_TRANSLATE_NOOP("messages", "the memory does not suffice to open it"),
    QT_TRANSLATE_NOOP("messages", "{} x {} pixels is more than {} pixels in all"),
    QT_TRANSLATE_NOOP("messages", "this file is no picture"),
    QT_TRANSLATE_NOOP("messages", "the file is not there"),
    QT_TRANSLATE_NOOP("messages", "the file is larger than {} MB"),
    QT_TRANSLATE_NOOP("messages", "a password locks it"),
    QT_TRANSLATE_NOOP("messages", "it has {} pages, more than {}"),
    QT_TRANSLATE_NOOP("messages", "Wayland keeps programs from seeing the screen"),
    QT_TRANSLATE_NOOP("messages", "the system gave an empty picture"),
    QT_TRANSLATE_NOOP("messages", "pictures on other computers are not fetched"),
    QT_TRANSLATE_NOOP("messages", "pictures on the web are not fetched"),
    QT_TRANSLATE_NOOP("messages", "the text names this picture but does not hold it"),
    QT_TRANSLATE_NOOP("messages", "the picture inside the text is damaged"),
    QT_TRANSLATE_NOOP("messages", "more than {} characters"),
    QT_TRANSLATE_NOOP("messages", "its formatting is larger than any item's"),
    QT_TRANSLATE_NOOP("messages", "no bank is open"),
    QT_TRANSLATE_NOOP("messages", "its file in the bank was changed"),
    QT_TRANSLATE_NOOP("messages", "its file is gone from the bank ({})"),
    QT_TRANSLATE_NOOP("messages", "no space is left"),
    QT_TRANSLATE_NOOP("messages", "it cannot be written"),
    QT_TRANSLATE_NOOP("messages", "its file is read-only"),
    QT_TRANSLATE_NOOP("messages", "it cannot be read"),
    QT_TRANSLATE_NOOP("messages", "the file is no bank"),
    QT_TRANSLATE_NOOP("messages", "it holds no items"),
    QT_TRANSLATE_NOOP("messages", "it holds no {}"),
    QT_TRANSLATE_NOOP("messages", "its format is {}, this program knows {}"),
    QT_TRANSLATE_NOOP("messages", "described by revision {}, this program needs {}"),
    QT_TRANSLATE_NOOP("messages", "it was fitted by another version of the program meanwhile"),
    QT_TRANSLATE_NOOP("messages", "it is UTF-16; save it as UTF-8"),
    QT_TRANSLATE_NOOP("messages", "{}, {} times in a row"),
    QT_TRANSLATE_NOOP("messages", "it was ended by {}"),
    QT_TRANSLATE_NOOP("messages", "it ended with code {} ({})"),
    QT_TRANSLATE_NOOP("messages", "it ended with code {}"),
    QT_TRANSLATE_NOOP("messages", "did not answer in {} s and is started again"),
    QT_TRANSLATE_NOOP("messages", "is not loaded yet"),
    QT_TRANSLATE_NOOP("messages", "is not in {}"),
    QT_TRANSLATE_NOOP("messages", "holds no config.json"),
    QT_TRANSLATE_NOOP("messages", "it holds a {} model, not {}"),
    QT_TRANSLATE_NOOP("messages", "its {} cannot be read ({})"),
    QT_TRANSLATE_NOOP("messages", "its weights are damaged ({})"),
    QT_TRANSLATE_NOOP("messages", "is no safetensors file, or its beginning is cut off"),
    QT_TRANSLATE_NOOP("messages", "its table of contents is damaged"),
    QT_TRANSLATE_NOOP("messages", "has {} where {} are needed: the download was cut off"),
    QT_TRANSLATE_NOOP("messages", "its weights are pickles ({}), which may hold programs; only safetensors are taken"),
    QT_TRANSLATE_NOOP("messages", "asks for program code of its own, which is never run"),
    QT_TRANSLATE_NOOP("messages", "needs {} free and has {}"),
    QT_TRANSLATE_NOOP("messages", "is not installed (python3 packaging/bootstrap.py model)"),
    QT_TRANSLATE_NOOP("messages", "cannot be reached, or breaks off ({})"),
    QT_TRANSLATE_NOOP("messages", "its checksum is not the one {} names; it was thrown away"),
    QT_TRANSLATE_NOOP("messages", "{} refuses it ({}): set HF_TOKEN to a token that may read it"),
    QT_TRANSLATE_NOOP("messages", "{} refuses it ({})"),
    QT_TRANSLATE_NOOP("messages", "{} has no such model, or HF_TOKEN may not see it"),
    QT_TRANSLATE_NOOP("messages", "{} has no safetensors weights of it"),
    QT_TRANSLATE_NOOP("messages", "{} sends more bytes than it said"),
    QT_TRANSLATE_NOOP("messages", "needs a permission: ask for it at the hub, then set HF_TOKEN"),
    QT_TRANSLATE_NOOP("messages", "HF_HUB_OFFLINE forbids every connection"),
    QT_TRANSLATE_NOOP("messages", "is being fetched by another program already"),
    QT_TRANSLATE_NOOP("messages", "is only a pointer to the file; fetch the real one with: git lfs pull"),
    QT_TRANSLATE_NOOP("messages", "lacks {} of its weights, {} among them"),
    QT_TRANSLATE_NOOP("messages", "lacks {}"),
    QT_TRANSLATE_NOOP("messages", "is no folder"),
    QT_TRANSLATE_NOOP("messages", "the computer's memory is full"),
    QT_TRANSLATE_NOOP("messages", "answered with values that are no numbers"),
    QT_TRANSLATE_NOOP("messages", "answers in {} on {} with no numbers"),
    QT_TRANSLATE_NOOP("messages", "no graphics card is found ({})"),
    QT_TRANSLATE_NOOP("messages", "this torch is a build for processors only ({})"),
    QT_TRANSLATE_NOOP("messages", "is already in {}; remove it first: itembank-desktop models remove {}"),
    QT_TRANSLATE_NOOP("messages", "{} was changed or damaged (its checksum differs)"),
    QT_TRANSLATE_NOOP("messages", "{} is missing"),
    QT_TRANSLATE_NOOP("messages", "No module named {}"),
    QT_TRANSLATE_NOOP("messages", "it is no review; make one with: itembank-desktop review new"),
    QT_TRANSLATE_NOOP("messages", "line {} is damaged"),
    QT_TRANSLATE_NOOP("messages", "there is a file of that name already"),
    QT_TRANSLATE_NOOP("messages", "the bank has no pairs to look at"),
    QT_TRANSLATE_NOOP("messages", "it is no JSON ({})"),
    QT_TRANSLATE_NOOP("messages", "it is not UTF-8 at byte {}; save it as UTF-8"),
    QT_TRANSLATE_NOOP("messages", "no pair has a relevance of {} or more"),
    QT_TRANSLATE_NOOP("messages", "the bank holds none of its items"),
    QT_TRANSLATE_NOOP("messages", "two truths have one file name; rename one"),
    QT_TRANSLATE_NOOP("messages", 'qrels need a list under "pairs"'),
    QT_TRANSLATE_NOOP("messages", 'pair {} needs "a", "b" and "relevance"'),
    QT_TRANSLATE_NOOP("messages", 'line {} is not "query 0 item grade"'),
    QT_TRANSLATE_NOOP("messages", "the relevance of pair {} is no whole number from 0 to {}"),
    QT_TRANSLATE_NOOP("messages", "an address looks like https://host:port/v1"),
    QT_TRANSLATE_NOOP("messages", "has letters that no key has"),
    QT_TRANSLATE_NOOP("messages", "answered without a message or without counting its tokens"),
    QT_TRANSLATE_NOOP("messages", "Connection error."),
    QT_TRANSLATE_NOOP("messages", "Request timed out."),
    QT_TRANSLATE_NOOP("messages", "the bank holds no items"),
    QT_TRANSLATE_NOOP("messages", "the grade in line {} is above {}"),
    QT_TRANSLATE_NOOP("messages", '"origin" is no object'),
    QT_TRANSLATE_NOOP("messages", '"threshold" of its origin is no number'),
    QT_TRANSLATE_NOOP("messages", "No such file or directory"),
    QT_TRANSLATE_NOOP("messages", "it does not exist"),
    QT_TRANSLATE_NOOP("messages", "it is no file"),
    QT_TRANSLATE_NOOP("messages", "the disk reports an error"),
    QT_TRANSLATE_NOOP("messages", "it holds items of its own"),
    QT_TRANSLATE_NOOP("messages", "it is a copy of {}"),
    QT_TRANSLATE_NOOP("messages", "did not answer in {} s"),
    QT_TRANSLATE_NOOP("messages", "the connection broke off ({})"),
    QT_TRANSLATE_NOOP("messages", "it is empty"),
    QT_TRANSLATE_NOOP("messages", "the server does not answer"),
    QT_TRANSLATE_NOOP("messages", "its vectors come from the bank keeper"),
    QT_TRANSLATE_NOOP("messages", "its certificate is for {}"),
    QT_TRANSLATE_NOOP("messages", "its certificate has expired, or nobody this computer trusts has signed it"),
    QT_TRANSLATE_NOOP("messages", "it is only on the server, which does not answer"),
    QT_TRANSLATE_NOOP("messages", "the server does not encrypt"),
    QT_TRANSLATE_NOOP("messages", 'the certificate file "{}" does not exist'),
    QT_TRANSLATE_NOOP("messages", "Permission denied"),
    QT_TRANSLATE_NOOP("messages", "Read-only file system"),
    QT_TRANSLATE_NOOP("messages", "another program is writing to it"),
    QT_TRANSLATE_NOOP("messages", "access is denied"),
    QT_TRANSLATE_NOOP("messages", "its files cannot be opened"),
    QT_TRANSLATE_NOOP("messages", "parts of the file are missing or broken"),
    QT_TRANSLATE_NOOP("messages", "a file of that name is in the way"),
    QT_TRANSLATE_NOOP("messages", "No space left on device"),
    QT_TRANSLATE_NOOP("messages", "Input/output error"),
    QT_TRANSLATE_NOOP("messages", "Not a directory"),
    QT_TRANSLATE_NOOP("messages", "Is a directory"),
    QT_TRANSLATE_NOOP("messages", "Operation not permitted"),
)
_KNOWN = Templates("messages", _REASONS)
# What has no name of its own is called by these.
_SUBJECTS = (
    QT_TRANSLATE_NOOP("messages", "the screen"),
    QT_TRANSLATE_NOOP("messages", "the model's process"),
    QT_TRANSLATE_NOOP("messages", "the model"),
    QT_TRANSLATE_NOOP("messages", "the key"),
    QT_TRANSLATE_NOOP("messages", "the pasted picture"),
)
_ADDRESS = re.compile(r"[0-9a-f]{64}")


def explain(error: ItemBankError) -> Message:
    """The message for an error, by its type."""
    kind = next(kind for kind in type(error).__mro__ if kind in _MESSAGES)
    sentence, next_step = _MESSAGES[kind]
    subject = error.subject[:8] if _ADDRESS.fullmatch(error.subject) else error.subject
    subject = _translated(subject) if subject in _SUBJECTS else subject
    if isinstance(error, ModelUnusable):
        # A model's folder lies deep, and a banner has one line.
        subject = "/".join(Path(subject).parts[-2:]) if Path(subject).is_absolute() else subject
    why = f" ({reason_of(error.detail)})" if error.detail else ""
    said = _translated(sentence).replace("{why}", why).replace("{subject}", subject)
    return Message(said, _translated(next_step) if next_step else None)


def reason_of(detail: str) -> str:
    """A reason in the window's language where we know it."""
    return _KNOWN.said(detail) or detail


def _translated(source: str) -> str:
    return QCoreApplication.translate("messages", source)
