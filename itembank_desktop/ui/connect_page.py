"""The page that leads to a shared bank: where it is, as whom, how the line is protected, and what a test found."""

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QIntValidator, QKeyEvent
from PySide6.QtWidgets import (
    QComboBox,
    QFileDialog,
    QGridLayout,
    QLineEdit,
    QPushButton,
    QWidget,
)

from itembank_desktop.core.errors import BadInput, ItemBankError, PasswordWanted
from itembank_desktop.core.shared import PORT, AccountReport, BankAddress, Tls, address_of, default_tls, is_shared
from itembank_desktop.ui import theme
from itembank_desktop.ui.account_words import facts, place_name, tls_name
from itembank_desktop.ui.found_card import Found
from itembank_desktop.ui.messages import explain
from itembank_desktop.ui.parts import form, label, page_head, row, strong_label
from itembank_desktop.ui.retold import Retold
from itembank_desktop.ui.shared_words import CopyStanding, copy_line
from itembank_desktop.ui.text_scale import hold_least_height, hold_width
from itembank_desktop.ui.work_line import WorkLine

MOST_PORT = 65535


class ConnectPage(Retold, QWidget):
    """Says what was pressed; does nothing itself."""

    closed = Signal()
    tested = Signal(object, str)
    """(BankAddress, password)"""
    connected = Signal(object, str)
    changed = Signal()
    """What was found belongs to another address now."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._keyring: bool | None = None
        self._busy = False
        self._report: AccountReport | None = None
        self._problem: ItemBankError | None = None
        self._reason: tuple[BankAddress, ItemBankError | None] | None = None
        self._title, self._words = label("title"), label(wrap=True)
        self._back, self.test, self.connect_button, self._browse = (QPushButton() for _ in range(4))
        self.connect_button.setObjectName("primary")
        self.host, self.database, self.user, self.password, self.ca = (QLineEdit() for _ in range(5))
        self.port, self.tls = QLineEdit(str(PORT)), QComboBox()
        self._names = [label() for _ in range(7)]
        self._password_note, self._tls_note, self._state = (label("secondary", wrap=True) for _ in range(3))
        self._found = Found()
        self._copy_head, self._copy = strong_label(), label(wrap=True)
        self.copy_work = WorkLine(can_pause=True, can_stop=False)
        self.show_copy(None)
        self._set_up()
        self._lay_out()
        self._name_things()

    @property
    def text(self) -> str:
        """What the page says about the connection, for tests and screen readers."""
        return " ".join(part for part in (self._words.text(), self._state.text(), self._found.text) if part)

    @property
    def note(self) -> str:
        """Where the password goes."""
        return self._password_note.text()

    @property
    def warns(self) -> bool:
        """Whether the page says that the line could be read by others."""
        return not self._tls_note.isHidden()

    @property
    def address(self) -> BankAddress:
        """As it stands in the fields; BadInput while one is empty."""
        fields = (self.host, self.port, self.database, self.user)
        host, port, database, user = (field.text().strip() for field in fields)
        for number, value in enumerate((host, port, database, user)):
            if not value:
                raise BadInput(self._names[number].text(), "it is empty")
        return BankAddress(host, database, user, int(port), Tls(self.tls.currentData()), self.ca.text().strip())

    def show_address(self, address: BankAddress) -> None:
        """Put an address into the fields; the password stays to be typed."""
        self.host.setText(address.host)
        self.port.setText(str(address.port))
        self.database.setText(address.database)
        self.user.setText(address.user)
        self._choose_tls(address.tls)
        self.ca.setText(address.ca)
        self.password.clear()

    def ask_password(self, address: BankAddress, problem: ItemBankError | None) -> None:
        """This bank was to be opened and its password is not known, or was refused."""
        self.show_address(address)
        self._reason = (address, problem)
        self._forget_result()
        self._name_words()
        self.password.setFocus()

    def ask_new(self) -> None:
        """Another bank than before."""
        self._reason = None
        self._name_words()
        (self.host if not self.host.text() else self.password).setFocus()

    def show_keyring(self, there: bool) -> None:
        """Whether this computer remembers passwords."""
        self._keyring = there
        self._name_notes()

    def show_busy(self) -> None:
        """The server is asked."""
        self._forget_result()
        self._busy = True
        self._name_state()

    def show_report(self, report: AccountReport) -> None:
        """What the connection found."""
        self._busy, self._report, self._problem = False, report, None
        self._name_state()

    def show_problem(self, problem: ItemBankError) -> None:
        """Why there is no connection."""
        self._busy, self._report, self._problem = False, None, problem
        self._name_state()

    def show_copy(self, standing: CopyStanding | None) -> None:
        """How the open bank's copy on this computer stands; None where it has none."""
        for widget in (self._copy_head, self._copy, self.copy_work):
            widget.setVisible(standing is not None)
        if standing is not None:
            self._copy.setText(copy_line(standing))

    def show_copying(self, told: str) -> None:
        """What is being pulled; empty when nothing is."""
        if not told:
            self.copy_work.rest("")
        elif not self.copy_work.text:
            self.copy_work.begin(told)
        else:
            self.copy_work.go(0, 0, told)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Esc goes back to the list."""
        if event.key() == Qt.Key.Key_Escape:
            self.closed.emit()
        else:
            super().keyPressEvent(event)

    # Putting together

    def _set_up(self) -> None:
        self.password.setEchoMode(QLineEdit.EchoMode.Password)
        hint = Qt.InputMethodHint
        self.password.setInputMethodHints(hint.ImhHiddenText | hint.ImhSensitiveData | hint.ImhNoPredictiveText)
        self.port.setValidator(QIntValidator(1, MOST_PORT, self.port))
        for tls in Tls:
            self.tls.addItem(tls_name(tls), tls.value)
        self.tls.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
        self.host.textEdited.connect(self._on_host_edited)
        self.host.editingFinished.connect(self._spread_address)
        self.tls.currentIndexChanged.connect(lambda _: self._on_edited())
        for field in (self.host, self.port, self.database, self.user, self.password, self.ca):
            field.textChanged.connect(lambda _: self._on_edited())
            field.returnPressed.connect(self._on_connect)
        self._back.clicked.connect(self.closed)
        self._browse.clicked.connect(self._on_browse)
        self.test.clicked.connect(self._on_test)
        self.connect_button.clicked.connect(self._on_connect)

    def _lay_out(self) -> None:
        column = form(self)
        column.addWidget(page_head(self._title, self._back))
        column.addWidget(self._words)
        column.addLayout(self._grid())
        column.addLayout(row(self.connect_button, self.test, None))
        column.addWidget(self._state)
        column.addWidget(self._found)
        column.addWidget(self._copy_head)
        column.addWidget(self._copy)
        column.addWidget(self.copy_work)
        column.addStretch(1)

    def _grid(self) -> QGridLayout:
        grid = QGridLayout()
        grid.setSpacing(theme.SMALL)
        grid.setColumnStretch(1, 1)
        rows: tuple[tuple[QWidget, ...], ...] = (
            (self._names[0], self.host, self._names[1], self.port),
            (self._names[2], self.database),
            (self._names[3], self.user),
            (self._names[4], self.password),
            (self._names[5], self.tls),
            (self._names[6], self.ca, self._browse),
        )
        notes = {3: self._password_note, 4: self._tls_note}
        line = 0
        for number, (name, field, *rest) in enumerate(rows):
            grid.addWidget(name, line, 0)
            hold_least_height(field, theme.FIELD_HEIGHT)
            grid.addWidget(field, line, 1, 1, 1 if rest else 3)
            for place, widget in enumerate(rest, start=2):
                grid.addWidget(widget, line, place, 1, 2 if len(rest) == 1 else 1)
            line += 1
            if number in notes:
                grid.addWidget(notes[number], line, 1, 1, 3)
                line += 1
        hold_least_height(self.port, theme.FIELD_HEIGHT)
        hold_width(self.port, theme.PORT_WIDTH)
        return grid

    # What it says

    def _name_things(self) -> None:
        self._title.setText(self.tr("Connect to a shared bank"))
        self._copy_head.setText(self.tr("The copy on this computer"))
        self._back.setText(self.tr("Back to the list"))
        self.test.setText(self.tr("Test"))
        self.connect_button.setText(self.tr("Connect"))
        self._browse.setText(self.tr("Choose…"))
        names = (
            self.tr("Server"),
            self.tr("Port"),
            self.tr("Bank"),
            self.tr("Account"),
            self.tr("Password"),
            self.tr("Line"),
            self.tr("Certificate"),
        )
        fields = (self.host, self.port, self.database, self.user, self.password, self.tls, self.ca)
        for name, text, field in zip(self._names, names, fields, strict=True):
            name.setText(text)
            field.setAccessibleName(text)
        self.host.setPlaceholderText(self.tr("bank.example.org, or a whole postgresql:// address"))
        self.database.setPlaceholderText(self.tr("name of the database"))
        self.ca.setPlaceholderText(self.tr("the system's own; else a file of your bank keeper (.pem, .crt)"))
        for number, tls in enumerate(Tls):
            self.tls.setItemText(number, tls_name(tls))
        self._name_words()
        self._name_notes()
        self._name_state()

    def _name_words(self) -> None:
        if self._reason is None:
            words = (
                self.tr("Authors of one publisher work on one bank on a server."),
                self.tr("A copy on this computer answers while the server is away."),
                self.tr("Your bank keeper knows these entries."),
            )
            self._words.setText(" ".join(words))
            return
        address, problem = self._reason
        asked = self.tr("Type the password for {bank}.").format(bank=place_name(address))
        known = problem is None or isinstance(problem, PasswordWanted)
        self._words.setText(asked if known or problem is None else f"{explain(problem).sentence} {asked}")

    def _name_notes(self) -> None:
        notes = {
            None: "",
            True: self.tr("It is kept in this computer's keyring, never in a file."),
            False: self.tr("This computer has no keyring. The password is kept until the program ends."),
        }
        self._password_note.setText(notes[self._keyring])
        self._password_note.setVisible(self._keyring is not None)
        open_line = Tls(self.tls.currentData()) not in (Tls.VERIFY_FULL, Tls.VERIFY_CA)
        remote = bool(self.host.text().strip()) and default_tls(self.host.text().strip()) is Tls.VERIFY_FULL
        self._tls_note.setText(self.tr("Somebody between you and the server could read or change what is sent."))
        self._tls_note.setVisible(open_line and remote)

    def _name_state(self) -> None:
        if self._busy:
            self._state.setText(self.tr("The server is asked…"))
        self._state.setVisible(self._busy)
        self.test.setEnabled(not self._busy)
        self.connect_button.setEnabled(not self._busy)
        if self._report is not None:
            self._found.show_facts(self.tr("Connected"), facts(self._report))
        elif self._problem is not None:
            self._found.show_problem(explain(self._problem).sentence)
        self._found.setVisible(self._report is not None or self._problem is not None)

    # What is pressed

    def _on_host_edited(self, text: str) -> None:
        if not is_shared(text.strip()):
            self._choose_tls(default_tls(text.strip()))

    def _spread_address(self) -> None:
        """A whole address stands in the first field: put its parts where they belong."""
        if is_shared(self.host.text().strip()):
            try:
                address, password = address_of(self.host.text().strip())
            except BadInput as problem:
                self.show_problem(problem)
                return
            self.show_address(address)
            self.password.setText(password)

    def _on_edited(self) -> None:
        self._forget_result()
        self._name_notes()
        self._name_state()
        self.changed.emit()

    def _choose_tls(self, tls: Tls) -> None:
        self.tls.setCurrentIndex(list(Tls).index(tls))

    def _on_browse(self) -> None:
        title, kinds = self.tr("Choose a certificate file"), self.tr("Certificates ({names})")
        chosen, _ = QFileDialog.getOpenFileName(self, title, "", kinds.format(names="*.pem *.crt *.cer"))
        if chosen:
            self.ca.setText(chosen)

    def _on_test(self) -> None:
        self._say(self.tested)

    def _on_connect(self) -> None:
        self._say(self.connected)

    def _say(self, told: object) -> None:
        if self._busy:
            return
        self._spread_address()
        try:
            address = self.address
        except BadInput as problem:
            self.show_problem(problem)
            return
        told.emit(address, self.password.text())  # type: ignore[attr-defined]

    def _forget_result(self) -> None:
        self._busy, self._report, self._problem = False, None, None
