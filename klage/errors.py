"""Every expected error: one Danish sentence without personal data, and its exit code.

The exit codes are a promise to scripts and are listed in the README. Anything that is not a
``KlageError`` is a bug and ends with 1.
"""


class KlageError(Exception):
    """Base of every error that the user may meet; never raised itself.

    Attributes:
        sentence: What happened, what was saved and what to do, in plain Danish.
        exit_code: What the process ends with.
    """

    exit_code = 1

    def __init__(self, sentence: str) -> None:
        super().__init__(sentence)
        self.sentence = sentence


class InvalidValueError(KlageError):
    """The command line, a field or a file's content is not something klage can be sure of."""

    exit_code = 2


class NotFoundError(KlageError):
    """There is no such case, file, department or register."""

    exit_code = 3


class NoRegisterError(NotFoundError):
    """There is no register at the place where klage looked."""


class BusyError(KlageError):
    """Another klage is writing and did not finish within the timeout."""

    exit_code = 4


class DiskError(KlageError):
    """The disk is full or failing."""

    exit_code = 5


class DamagedError(KlageError):
    """The file is damaged, or it is not a register."""

    exit_code = 6


class NewerRegisterError(KlageError):
    """The register was written by a newer version of klage."""

    exit_code = 7


class PermissionRefusedError(KlageError):
    """The operating system does not let this user read or write the file or folder."""

    exit_code = 8


class RefusedError(KlageError):
    """A rule of the trade says no; the sentence names the rule."""

    exit_code = 9


def needs_extra(what: str, extra: str) -> InvalidValueError:
    """Return the error of something that an extra of klage's does, when that is not installed.

    Args:
        what: What needs it, as a sentence begins.
        extra: The extra, as pyproject.toml names it.
    """
    from klage.extra import how_to_install  # only who lacks one pays for it

    return InvalidValueError(
        f"{what} kræver en udvidelse af klage. Installér den med:\n{how_to_install(extra)}"
    )
