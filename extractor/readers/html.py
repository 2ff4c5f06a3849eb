"""Web pages and web-page files: paragraphs and real tables, as a browser lays them out. No network."""

import email

import regex
from lxml import etree
from lxml import html as lxml_html

from extractor.errors import DamagedFile
from extractor.model.document import Document
from extractor.model.source import SourceFile
from extractor.readers.compose import Composer
from extractor.readers.encoding import decode, encoding_issues
from extractor.readers.html_content import content_root, weigh
from extractor.readers.html_flow import FlowReader
from extractor.readers.limits import ReaderConfig
from extractor.readers.sniff import is_web_archive

_META_CHARSET = regex.compile(rb"(?i)<meta[^>]{0,200}?charset\s*+=\s*+[\"']?\s*+([\w.:-]{2,40})")
_XML_CHARSET = regex.compile(rb"(?i)^\s*+<\?xml[^>]{0,200}?encoding\s*+=\s*+[\"']([\w.:-]{2,40})")
_HEAD_BYTES = 4096


def read(source: SourceFile, config: ReaderConfig) -> Document:
    """The document on the page: menus and boxes beside it, scripts and hidden text are left out.

    Raises:
        DamagedFile: no markup at all could be read.
        ResourceLimit: longer than the limits allow.
    """
    data = _page_of_archive(source.data)
    decoded = decode(data, _declared(data[:_HEAD_BYTES]))
    composer = Composer(config.limits)
    body = _parse(source, decoded.text, composer)
    if body is not None:
        weights = weigh(body)
        FlowReader(composer, config.limits, weights).read(content_root(body, weights))
    if composer.is_blank:
        composer.issue("page_without_text", "trang không có chữ / the page shows no text")
    return composer.document(source, "html", encoding_issues(decoded))


def _page_of_archive(data: bytes) -> bytes:
    """The page inside a web archive (MHTML), as Word and browsers save it; other data as it is."""
    if not is_web_archive(data):
        return data
    for part in email.message_from_bytes(data).walk():
        if part.get_content_type() == "text/html":
            payload = part.get_payload(decode=True)
            charset = part.get_content_charset() or "utf-8"
            mark = f'<meta charset="{charset}">'.encode("ascii", "ignore")
            return mark + payload if isinstance(payload, bytes) else data
    return data


def _declared(head: bytes) -> str | None:
    found = _META_CHARSET.search(head) or _XML_CHARSET.search(head)
    return found.group(1).decode("ascii", "ignore") if found else None


def _parse(source: SourceFile, text: str, composer: Composer) -> etree._Element | None:
    parser = lxml_html.HTMLParser(
        encoding="utf-8", no_network=True, remove_comments=True, remove_pis=True, huge_tree=True
    )
    try:
        root = lxml_html.document_fromstring(text.encode("utf-8", "replace"), parser=parser)
    except etree.ParserError:
        return None
    except (etree.XMLSyntaxError, ValueError) as error:
        raise DamagedFile(
            f"{source.name}: the web page could not be parsed; open it in a browser and save it again",
            message_vi=f"{source.name}: không đọc được trang web; hãy mở bằng trình duyệt và lưu lại",
        ) from error
    if any(entry.type_name == "ERR_RESOURCE_LIMIT" for entry in parser.error_log):
        composer.issue(
            "limit_reached",
            "các phần lồng nhau quá sâu, phần sâu hơn bị bỏ / nested too deeply; the rest was left out",
        )
    body = root.find("body")
    return body if body is not None else root
