"""Keep a server from outliving whoever started it. A script of its own, without imports from elsewhere:

    python keeper.py HOME COMMAND...

Starts the command and writes its process id to standard output. The parent holds standard input open;
when that ends, the command is asked to stop, and is killed where it does not. The operating system ends it
however the parent dies, by SIGKILL too: then no farewell was written, and the folder HOME, unless it is "",
is removed as well. Exits with the command's exit code.
"""

from __future__ import annotations

import os
import shutil
import signal
import subprocess
import sys
import threading

FAREWELL = b"."
PATIENCE = 120  # seconds for a clean stop, which takes two on a quiet machine


def keep(home: str, command: list[str]) -> int:
    """Run a command until it ends, or until the parent has gone."""
    child = subprocess.Popen(command, stdin=subprocess.DEVNULL, stdout=sys.stderr)
    signal.signal(signal.SIGTERM, lambda *_: child.terminate())
    os.write(1, f"{child.pid}\n".encode())
    orphaned = threading.Event()

    def watch() -> None:
        if not os.read(0, 1):
            orphaned.set()
        child.terminate()
        try:
            child.wait(PATIENCE)
        except subprocess.TimeoutExpired:
            child.kill()

    threading.Thread(target=watch, daemon=True).start()
    code = child.wait()
    if home and orphaned.is_set():
        shutil.rmtree(home, ignore_errors=True)
    return code


if __name__ == "__main__":
    sys.exit(keep(sys.argv[1], sys.argv[2:]))
