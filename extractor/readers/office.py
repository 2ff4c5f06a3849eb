"""Other word-processor files (.doc, .rtf, .odt) → Document, through LibreOffice and the reader of .docx.

LibreOffice runs without windows, with a profile of its own that is thrown away, follows no links, and is
killed with all it started when its time is up. Of its .docx only the text and its look are used: nothing of
the day or the machine comes into the document.
"""

import os
import shutil
import signal
import subprocess
import tempfile
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from msgspec import structs

from extractor.errors import DamagedFile, MissingTool, ResourceLimit
from extractor.model import types as t
from extractor.model.document import Document
from extractor.model.source import SourceFile
from extractor.readers import docx
from extractor.readers.pace import allow

if TYPE_CHECKING:
    from extractor.config import Config  # stands above readers; only its shape is needed here

_MEDIA = {
    "doc": "application/msword",
    "rtf": "application/rtf",
    "odt": "application/vnd.oasis.opendocument.text",
}
_NAMES = ("soffice", "libreoffice", "soffice.exe")
_NAMESPACE = "/".join(("http://openoffice.org", "2001", "registry"))
_PROFILE = """<?xml version="1.0" encoding="UTF-8"?>
<oor:items xmlns:oor="{namespace}" xmlns:xs="http://www.w3.org/2001/XMLSchema">
<item oor:path="/org.openoffice.Office.Common/Security/Scripting">
<prop oor:name="MacroSecurityLevel" oor:op="fuse"><value>3</value></prop>
<prop oor:name="DisableMacrosExecution" oor:op="fuse"><value>true</value></prop></item>
<item oor:path="/org.openoffice.Office.Writer/Content/Update"><prop oor:name="Link" oor:op="fuse">
<value>0</value></prop></item>
</oor:items>
"""
"""No macros, no links followed, no remote pictures fetched."""


def read(source: SourceFile, config: "Config", kind: t.Reader) -> Document:
    """The document in a .doc, .rtf or .odt file; its name, hash and size are those of the file itself.

    Raises:
        MissingTool: LibreOffice is not installed.
        ResourceLimit: it took longer than ``tools.office_seconds``.
        DamagedFile: LibreOffice made nothing of it.
    """
    converted = _converted(source, config, kind)
    made = docx.read(SourceFile.of(source.name, converted), config)
    return structs.replace(
        made, sha256=source.sha256, size=len(source.data), media_type=_MEDIA[kind], reader=kind
    )


read_doc = partial(read, kind="doc")
read_rtf = partial(read, kind="rtf")
read_odt = partial(read, kind="odt")


def _converted(source: SourceFile, config: "Config", kind: str) -> bytes:
    program = find_program(config.tools.libreoffice)
    with tempfile.TemporaryDirectory(prefix="kehoach-") as folder:
        root = Path(folder)
        settings = root / "profile" / "user"
        settings.mkdir(parents=True)
        (settings / "registrymodifications.xcu").write_text(
            _PROFILE.format(namespace=_NAMESPACE), encoding="utf-8"
        )
        given = root / f"document.{kind}"
        given.write_bytes(source.data)
        command = [
            program,
            f"-env:UserInstallation={(root / 'profile').as_uri()}",
            "--headless",
            "--norestore",
            "--nolockcheck",
            "--nodefault",
            "--convert-to",
            "docx:MS Word 2007 XML",
            "--outdir",
            str(root / "out"),
            str(given),
        ]
        _run(command, root, source.name, config.tools.office_seconds)
        made = root / "out" / "document.docx"
        if made.is_file():
            return made.read_bytes()
    raise DamagedFile(
        f"{source.name}: LibreOffice cannot open it (damaged, protected or no .{kind}); open it in Word and "
        "save it as .docx",
        message_vi=f"{source.name}: LibreOffice không mở được (hỏng, có mật khẩu hoặc không phải .{kind}); "
        "hãy mở bằng Word rồi lưu dạng .docx",
    )


def _run(command: list[str], home: Path, name: str, seconds: int) -> None:
    """Runs the program in a process group of its own, killed as a whole when ``seconds`` are over."""
    environment = {**os.environ, "HOME": str(home), "SAL_USE_VCLPLUGIN": "svp"}
    process = subprocess.Popen(  # noqa: S603 - the program is the configured one, the file name is ours
        command,
        stdin=subprocess.DEVNULL,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
        env=environment,
        start_new_session=True,
    )
    allow(seconds)
    try:
        process.wait(timeout=seconds)
    except subprocess.TimeoutExpired:
        raise ResourceLimit(
            f"{name}: LibreOffice took longer than {seconds} s; raise tools.office_seconds or save it "
            "as .docx",
            message_vi=f"{name}: LibreOffice chạy quá {seconds} giây; hãy tăng tools.office_seconds hoặc "
            "lưu dạng .docx",
        ) from None
    finally:
        _kill(process)


def _kill(process: "subprocess.Popen[bytes]") -> None:
    """Ends the program and all it started; both may be gone already."""
    group = getattr(os, "killpg", None)
    try:
        if group is not None:
            group(process.pid, signal.SIGKILL)
        else:
            process.kill()
    except (ProcessLookupError, PermissionError):
        pass
    process.wait()


def find_program(configured: str) -> str:
    """The path of LibreOffice: the one configured, else the first on PATH.

    Raises:
        MissingTool: there is none.
    """
    for name in (configured,) if configured else _NAMES:
        found = shutil.which(name)
        if found:
            return found
    raise MissingTool(
        "a .doc, .rtf or .odt file needs LibreOffice; install it (Debian, Ubuntu: apt-get install "
        "libreoffice-writer-nogui) or name the program in kehoach.toml: [tools] libreoffice",
        message_vi="tệp .doc, .rtf, .odt cần LibreOffice; hãy cài (Debian, Ubuntu: apt-get install "
        "libreoffice-writer-nogui) hoặc nêu chương trình trong kehoach.toml: [tools] libreoffice",
    )
