"""The zip package of a Word file, opened under limits: no DTD, no external entity, inflation counted."""

import io
import posixpath
import zipfile
from functools import cache
from typing import IO

from lxml import etree

from extractor.errors import DamagedFile, Encrypted, ReadError, ResourceLimit, UnsupportedFormat
from extractor.model.source import SourceFile
from extractor.readers.limits import Limits
from extractor.readers.zip_open import open_zip, told_as

_REL = "{http://schemas.openxmlformats.org/package/2006/relationships}Relationship"
_OFFICE_DOCUMENT = "/officeDocument"
_CHUNK = 1 << 16
_RATIO_FREE = 10 << 20
"""Bytes below which the ratio is not looked at: repeated markup of a long table compresses well."""
_HARD_MEMBERS = 20
"""Times the limit on members at which the package is refused instead of reported."""
_PARSER_DEPTH = 256
"""Nested elements from which the parser gives up; more would need the mode in which it has no bounds."""
_WORD = "wordprocessingml"
_STRICT = b"http://purl.oclc.org/ooxml/wordprocessingml/main"
_TRANSITIONAL = b"http://schemas.openxmlformats.org/wordprocessingml/2006/main"
"""Files saved as "Strict Open XML" differ in their namespaces only."""


class Package:
    """Parts of one .docx by name; counts what is inflated over all of them."""

    def __init__(self, source: SourceFile, limits: Limits) -> None:
        self._name = source.name
        self._limits = limits
        self._inflated = 0
        with told_as(self._damaged("it is no complete zip package")):
            most = limits.zip_members * _HARD_MEMBERS
            self._zip = open_zip(io.BytesIO(source.data), most, lambda: self._crowd(most))
        self._check_members()
        self.document = self._find_document()

    @property
    def has_many_members(self) -> bool:
        """Whether there are more members than the limit."""
        return len(self._zip.namelist()) > self._limits.zip_members

    def has(self, part: str) -> bool:
        """Whether the package holds ``part``."""
        return part in self._members

    def xml(self, part: str) -> etree._Element:
        """The parsed part.

        Raises:
            DamagedFile: missing, broken zip data, no well-formed XML.
            ResourceLimit: inflates too far or nests too deeply.
            ReadError: the part has a DTD (code ``dtd_forbidden``).
        """
        data = self._read(part)
        parser = etree.XMLParser(
            resolve_entities=False, no_network=True, load_dtd=False, huge_tree=False, remove_comments=True
        )
        if b"<!DOCTYPE" in data[:_CHUNK] or "<!DOCTYPE".encode("utf-16-le") in data[:_CHUNK]:
            raise self._dtd(part)
        try:
            root = etree.fromstring(data.replace(_STRICT, _TRANSITIONAL), parser)
        except etree.XMLSyntaxError as error:
            raise self._syntax(part, parser, error) from error
        except ValueError as error:
            raise self._damaged(f"{part} is no XML") from error
        if getattr(root.getroottree().docinfo, "doctype", ""):
            raise self._dtd(part)
        if _nests_below(self._limits.xml_depth)(root):
            raise self._too_deep(part)
        return root

    def related(self, part: str) -> list[tuple[str, str]]:
        """Type and part name of what ``part`` refers to inside the package, in file order."""
        folder, name = posixpath.split(part)
        rels = posixpath.join(folder, "_rels", f"{name}.rels")
        if not self.has(rels):
            return []
        found = []
        for relation in self.xml(rels).iter(_REL):
            target = relation.get("Target") or ""
            if relation.get("TargetMode") != "External":
                path = target.lstrip("/") if target.startswith("/") else posixpath.join(folder, target)
                found.append((relation.get("Type") or "", posixpath.normpath(path)))
        return found

    def _find_document(self) -> str:
        if not self.has("[Content_Types].xml"):
            raise self._not_word()
        types = self._read("[Content_Types].xml")
        self.xml("[Content_Types].xml")
        main = [target for kind, target in self.related("") if kind.endswith(_OFFICE_DOCUMENT)]
        if not main:
            raise self._damaged("it does not say where its text is (_rels/.rels)")
        if _WORD.encode() not in types and _WORD.encode("utf-16-le") not in types:
            raise self._not_word()
        if not self.has(main[0]):
            raise self._damaged(f"the part {main[0][:60]} is missing")
        return main[0]

    def _read(self, part: str) -> bytes:
        member = self._members.get(part)
        if member is None:
            raise self._damaged(f"the part {part} is missing")
        if member.flag_bits & 1:
            raise Encrypted(
                f"{self._name}: the document is protected by a password; remove it in Word and save again",
                message_vi=f"{self._name}: tài liệu có mật khẩu; hãy gỡ mật khẩu trong Word rồi lưu lại",
            )
        broken = self._damaged(f"the part {part} cannot be unpacked")
        with told_as(broken), self._zip.open(member) as stream:
            return self._inflate(stream, member)

    def _inflate(self, stream: IO[bytes], member: zipfile.ZipInfo) -> bytes:
        chunks: list[bytes] = []
        size = 0
        while chunk := stream.read(_CHUNK):
            chunks.append(chunk)
            size += len(chunk)
            self._inflated += len(chunk)
            too_dense = size > max(_RATIO_FREE, member.compress_size * self._limits.zip_ratio)
            if too_dense or self._inflated > self._limits.inflated_bytes:
                raise self._inflates()
        return b"".join(chunks)

    def _crowd(self, most: int) -> ResourceLimit:
        return ResourceLimit(
            f"{self._name}: the package holds more than {most} members; open it in Word and save it again",
            message_vi=f"{self._name}: tệp chứa quá nhiều thành phần; hãy mở bằng Word rồi lưu lại",
            code="too_many_members",
        )

    def _check_members(self) -> None:
        self._members: dict[str, zipfile.ZipInfo] = {}
        if sum(member.file_size for member in self._zip.infolist()) > self._limits.inflated_bytes:
            raise self._inflates()
        for member in self._zip.infolist():
            if member.filename in self._members:
                raise DamagedFile(
                    f"{self._name}: the package holds {member.filename[:60]} twice; "
                    "open it in Word and save it again",
                    message_vi=f"{self._name}: tệp chứa hai thành phần trùng tên; hãy lưu lại bằng Word",
                    code="duplicate_members",
                )
            self._members[member.filename] = member

    def _syntax(self, part: str, parser: etree.XMLParser, error: etree.XMLSyntaxError) -> ReadError:
        log = parser.error_log.filter_from_errors()
        text = f"{error} {log}"
        if "Excessive depth" in text:
            return self._too_deep(part)
        if "RESOURCE_LIMIT" in text or "too long" in text or "Memory" in text:
            return ResourceLimit(
                f"{self._name}: {part} is nested too deeply or holds an endless paragraph; "
                "open it in Word and save it again",
                message_vi=f"{self._name}: tài liệu lồng quá sâu hoặc có đoạn quá dài; hãy lưu lại bằng Word",
            )
        return self._damaged(f"{part} is no well-formed XML")

    def _too_deep(self, part: str) -> ResourceLimit:
        return ResourceLimit(
            f"{self._name}: elements of {part} are nested deeper than limits.xml_depth allows; "
            "open it in Word and save it again",
            message_vi=f"{self._name}: các phần tử lồng nhau sâu hơn limits.xml_depth cho phép; "
            "hãy mở bằng Word rồi lưu lại",
        )

    def _inflates(self) -> ResourceLimit:
        return ResourceLimit(
            f"{self._name}: the document unpacks to more than the limits allow (limits.inflated_bytes, "
            "limits.zip_ratio); make its pictures smaller or save it as PDF",
            message_vi=f"{self._name}: tài liệu giải nén vượt giới hạn; hãy giảm ảnh hoặc lưu dạng PDF",
            code="inflated_size",
        )

    def _damaged(self, what: str) -> DamagedFile:
        return DamagedFile(
            f"{self._name}: the Word document is damaged ({what}); "
            "download it again or save it again in Word",
            message_vi=f"{self._name}: tệp Word bị hỏng; hãy tải lại hoặc mở bằng Word rồi lưu lại",
        )

    def _dtd(self, part: str) -> DamagedFile:
        return DamagedFile(
            f"{self._name}: {part} has a DTD, which no Word document needs; "
            "open it in Word and save it again",
            message_vi=f"{self._name}: XML trong tệp có DTD, không được phép; hãy lưu lại bằng Word",
            code="dtd_forbidden",
        )

    def _not_word(self) -> UnsupportedFormat:
        return UnsupportedFormat(
            f"{self._name}: a zip file, but no Word document; save the document as .docx or PDF",
            message_vi=f"{self._name}: tệp zip, không phải văn bản Word; hãy lưu dạng .docx hoặc PDF",
        )


@cache
def _nests_below(depth: int) -> etree.XPath:
    """Whether elements nest deeper than ``depth``; the parser itself stops at ``_PARSER_DEPTH``."""
    return etree.XPath(f"boolean({'/*' * (min(depth, _PARSER_DEPTH) + 1)})")
