"""The morning list through Debian's own cron: installed by ``crontab``, run and mailed by the daemon.

In a mount namespace of its own with an empty spool, so that no crontab of this machine is touched, and
with a mailbox in the place of sendmail. ``@reboot`` stands in for seven o'clock, so that nobody waits.
"""

import os
import shutil
import subprocess
import sys
import time
from email import message_from_bytes
from email.message import Message
from pathlib import Path

import pytest

from tests.desk import Desk
from tests.store.support import ROOT

SENDMAIL = """#!/bin/sh
cat > {folder}/mail.new && mv {folder}/mail.new {folder}/mail.$$
"""
# What stands in /usr/sbin on the machine is still found, but sendmail is the script above.
SCRIPT = """
set -e
mkdir sbin && mount --bind /usr/sbin sbin
mount -t tmpfs none /usr/sbin
ln -s "$PWD"/sbin/* /usr/sbin/
rm -f /usr/sbin/sendmail && cp sendmail /usr/sbin/sendmail
mount -t tmpfs none /run
mount -t tmpfs none /etc/cron.d
mount --bind /dev/null /etc/crontab
mount -t tmpfs none /var/spool/cron
install -d -m 1730 -g crontab /var/spool/cron/crontabs
{klage} kontor cron --installer --ja --mailto inge@example.dk
{klage} kontor cron --installer --ja
crontab -l > installed
sed 's/^0 7 \\* \\* 1-5 /@reboot /' installed | crontab -
exec cron -f
"""


def why_not() -> str:
    """Return why Debian's cron cannot be tried here; nothing when it can."""
    if os.geteuid() != 0:
        return "only root can start cron"
    missing = [name for name in ("cron", "crontab", "unshare", "mount") if shutil.which(name) is None]
    if missing:
        return f"{missing[0]} is not installed"
    tried = subprocess.run(["unshare", "-m", "true"], capture_output=True, check=False)
    return "" if tried.returncode == 0 else "no mount namespace can be made here"


def arrived(folder: Path, seconds: int) -> Message:
    """Wait for a mail, and return it."""
    until = time.monotonic() + seconds
    while time.monotonic() < until:
        found = list(folder.glob("mail.[0-9]*"))
        if found:
            return message_from_bytes(found[0].read_bytes())
        time.sleep(0.05)
    raise AssertionError("no mail came")


@pytest.mark.real
@pytest.mark.skipif(bool(why_not()), reason=why_not() or "cron is here")
def test_the_list_comes_as_a_mail(desk: Desk, tmp_path: Path) -> None:
    """The lines are taken by crontab, run by cron, and the mail is readable Danish without a name."""
    desk.run(
        "ny",
        "--json",
        "-",
        stdin='{"summary": "Venter.", "citizen_name": "Anna Åse", "department": "Ældreplejen på Ærø"}',
    )
    (tmp_path / "sendmail").write_text(SENDMAIL.format(folder=tmp_path))
    (tmp_path / "sendmail").chmod(0o755)
    script = SCRIPT.format(klage=f"{sys.executable} -m klage")
    env = desk.run.environ(PATH="/usr/sbin:/usr/bin:/sbin:/bin", PYTHONPATH=str(ROOT))
    daemon = subprocess.Popen(
        ["unshare", "-m", "--propagation", "private", "sh", "-c", script],
        cwd=tmp_path, env=env, stdout=subprocess.PIPE, stderr=subprocess.STDOUT,
    )  # fmt: skip
    try:
        mail = arrived(tmp_path, 75)
    finally:
        daemon.terminate()
        print((daemon.communicate(timeout=10)[0] or b"").decode())
    assert mail["To"] == "inge@example.dk"
    assert mail["Content-Type"] == "text/plain; charset=UTF-8"
    payload = mail.get_payload(decode=True)
    assert isinstance(payload, bytes)
    text = payload.decode()
    assert "\ttilbagekald\t0 forsøg\tÆldreplejen på Ærø\tuafklaret\n" in text
    assert "Anna" not in mail.as_string() + text
    assert "Venter" not in text
    assert (tmp_path / "installed").read_text(encoding="utf-8").count("# >>> klage") == 1
    assert "Morgenlisten er sidst kørt" not in desk.run().stdout
