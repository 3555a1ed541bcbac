"""Make `.venv` and install what is locked there: `setup.py base` or `setup.py dev`.

Written so that a Python which is too old can still read it, and say so.
"""

import hashlib
import os
import re
import shutil
import subprocess
import sys
from pathlib import Path

OLDEST = (3, 11)
VENV = Path(".venv")
PYTHON = VENV / "bin" / "python"
# What each kind contains: what development needs holds what running needs.
KINDS = {"base": ["base"], "dev": ["base", "dev"]}


def main(kind: str) -> None:
    use_a_recent_python()
    if not works(PYTHON):
        make_environment()
    if not is_installed(kind):
        install(requirements(kind))
    for name in KINDS[kind]:
        stamp(name).write_text(digest(name))


def use_a_recent_python() -> None:
    if sys.version_info >= OLDEST:
        return
    for minor in range(20, OLDEST[1] - 1, -1):
        found = shutil.which(f"python3.{minor}")
        if found:
            os.execv(found, [found, *sys.argv])  # noqa: S606 (no shell is wanted)
    sys.exit(
        "Sourceline needs Python 3.11 or newer; this one is "
        f"{sys.version.split()[0]}. Install one, or name it: "
        "make setup PYTHON=/path/to/python3"
    )


def make_environment() -> None:
    say("Making the virtual environment")
    made = subprocess.run(
        [sys.executable, "-m", "venv", "--clear", str(VENV)],
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        check=False,
    )
    if made.returncode != 0:
        shutil.rmtree(str(VENV), ignore_errors=True)
        sys.exit(
            made.stdout.decode(errors="replace")
            + "Python's venv module does not work here. On Debian and Ubuntu it is in "
            "the package python3-venv."
        )


def install(wanted: Path) -> None:
    """Run pip, showing a line for each package and no address of any registry."""
    total = len(re.findall(r"(?m)^[a-z0-9].*==", wanted.read_text()))
    say(f"Installing up to {total} packages, each checked against its hash")
    with subprocess.Popen(
        [
            *(str(PYTHON), "-m", "pip", "install", "--require-hashes", "--no-input"),
            *("--only-binary", ":all:", "--disable-pip-version-check"),
            *("--root-user-action", "ignore", "--progress-bar", "off"),
            *("--requirement", str(wanted)),
        ],
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        universal_newlines=True,
    ) as pip:
        said = follow(pip.stdout)
    if pip.returncode != 0:
        sys.exit("".join(said[-15:]) + "The packages could not be installed.")
    say("Installed")


def follow(lines) -> list:  # noqa: ANN001 (too old a Python has no word for it)
    """Show how far pip is; return what it said."""
    seen = 0
    said = []
    for line in lines:
        collecting = re.match(r"(?:Collecting|Processing) (?:\S*/)?([^\s;]+)", line)
        if collecting:
            seen += 1
            show(f"  {seen:3}  {collecting.group(1)}")
        elif line.startswith("Installing collected packages"):
            show("  writing them")
        said.append(re.sub(r"\w+://\S+", "<address>", line))
    show("")
    return said


def works(python: Path) -> bool:
    asked = "import pip, sys; sys.exit(sys.version_info < (3, 11))"
    try:
        done = subprocess.run(
            [str(python), "-c", asked], stderr=subprocess.DEVNULL, check=False
        )
    except OSError:
        return False
    return done.returncode == 0


def is_installed(kind: str) -> bool:
    return stamp(kind).exists() and stamp(kind).read_text() == digest(kind)


def requirements(kind: str) -> Path:
    return Path("requirements") / f"{kind}.txt"


def stamp(kind: str) -> Path:
    return VENV / f".installed-{kind}"


def digest(kind: str) -> str:
    return hashlib.sha256(requirements(kind).read_bytes()).hexdigest()


def say(words: str) -> None:
    sys.stdout.write(words + "\n")
    sys.stdout.flush()


def show(words: str) -> None:
    """One line that the next one overwrites; on no terminal, a line each."""
    if sys.stdout.isatty():
        sys.stdout.write("\r\033[K" + words)
        sys.stdout.flush()
    elif words:
        say(words)


if __name__ == "__main__":
    main(sys.argv[1])
