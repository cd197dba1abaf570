"""Passwords of shared banks: in the system's keyring, else in this session's memory; never in a file or a log."""

from itembank_desktop.core.shared import BankAddress

SERVICE = "itembank-desktop"
_RECOMMENDED = 1.0
"""keyring gives less to stores that are no real keyring, such as plain text files, and to the one that always fails."""


class Passwords:
    """What was typed once; one object lives as long as the program."""

    def __init__(self) -> None:
        self._session: dict[str, str] = {}

    def has_keyring(self) -> bool:
        """Whether the system has a keyring that can be asked; a locked one may say no."""
        import keyring
        from keyring.errors import KeyringError

        try:
            if float(keyring.get_keyring().priority) < _RECOMMENDED:
                return False
            keyring.get_password(SERVICE, "")
        except (KeyringError, RuntimeError):  # keyring says by RuntimeError that a backend has no priority here.
            return False
        return True

    def get(self, address: BankAddress) -> str | None:
        """The password of this account; None when it has to be asked for."""
        import keyring
        from keyring.errors import KeyringError

        known = self._session.get(account(address))
        if known is not None or not self.has_keyring():
            return known
        try:
            return keyring.get_password(SERVICE, account(address))
        except KeyringError:
            return None

    def hold(self, address: BankAddress, password: str) -> None:
        """Remember it until the program ends."""
        self._session[account(address)] = password

    def keep(self, address: BankAddress, password: str) -> bool:
        """Remember it; False when only until the program ends, because there is no keyring."""
        import keyring
        from keyring.errors import KeyringError

        self.hold(address, password)
        if not self.has_keyring():
            return False
        try:
            keyring.set_password(SERVICE, account(address), password)
        except KeyringError:
            return False
        return True

    def forget(self, address: BankAddress) -> None:
        """Remove it from everywhere."""
        import keyring
        from keyring.errors import PasswordDeleteError

        self._session.pop(account(address), None)
        if self.has_keyring():
            try:
                keyring.delete_password(SERVICE, account(address))
            except PasswordDeleteError:
                return  # It was never there.


def account(address: BankAddress) -> str:
    """What the keyring files a password under; however the line is protected, it is the same."""
    return f"{address.user}@{address.host}:{address.port}/{address.database}"
