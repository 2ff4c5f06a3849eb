"""Files turned into other formats by LibreOffice: .doc, .rtf, and PDFs as word processors set them."""

import shutil
import subprocess
import tempfile
from pathlib import Path

SECONDS = 180


class OfficeMissing(RuntimeError):
    """LibreOffice is not installed."""

    def __init__(self) -> None:
        super().__init__("LibreOffice not found; install it: apt-get install libreoffice-writer-nogui")


def program() -> str | None:
    """Path of LibreOffice; None where it is not installed."""
    return shutil.which("soffice") or shutil.which("libreoffice")


def converted(files: dict[str, bytes], form: str) -> dict[str, bytes]:
    """The files in another format, under their names with the new suffix.

    Args:
        files: bytes by name; the suffix says what they are.
        form: suffix of the format wanted, without dot.

    Raises:
        OfficeMissing: LibreOffice is not installed.
        RuntimeError: a file was not converted.
    """
    office = program()
    if office is None:
        raise OfficeMissing
    with tempfile.TemporaryDirectory() as folder:
        root = Path(folder)
        for name, data in files.items():
            (root / name).write_bytes(data)
        command = [
            office, f"-env:UserInstallation={(root / 'profile').as_uri()}", "--headless",
            "--convert-to", form, "--outdir", str(root / "out"), *(str(root / name) for name in files),
        ]  # fmt: skip
        subprocess.run(command, check=False, capture_output=True, timeout=SECONDS)
        made = {f"{Path(name).stem}.{form}": root / "out" / f"{Path(name).stem}.{form}" for name in files}
        if missing := [name for name, path in made.items() if not path.exists()]:
            raise RuntimeError(f"LibreOffice made no {', '.join(missing)}")
        return {name: path.read_bytes() for name, path in made.items()}
