"""What is a URL and what is a path; URLs as they are shown and kept, and whether one lies inside another."""

import os
import posixpath
import re
from collections.abc import Sequence
from pathlib import Path
from urllib.parse import unquote
from urllib.request import url2pathname

from extractor.batch.output import check_apart, lies_inside
from extractor.errors import ConfigError

_URL = re.compile(r"[A-Za-z][A-Za-z0-9+.-]+://")
_FILE, _LOCAL = "file", "local"
"""Two names of this machine's files; what follows ``local://`` is a path as it is."""
_QUERY = re.compile(r"[?#].*", re.DOTALL)
_NAMED_QUERY = re.compile(r"\?[\w.%~-]+=.*", re.DOTALL)
_WEB = {"http", "https"}
_SAME = {"s3a": "s3", "s3n": "s3", "gcs": "gs"}


def is_url(given: str) -> bool:
    """Whether this is a URL of something that is not on this machine."""
    return _URL.match(given) is not None and _scheme(given) not in {_FILE, _LOCAL}


def local_path(given: str) -> str:
    """The path that a ``file://`` or ``local://`` URL names; anything else as it is.

    Raises:
        ConfigError: the URL names another machine.
    """
    if _URL.match(given) is None or _scheme(given) not in {_FILE, _LOCAL}:
        return given
    rest = given.partition("://")[2]
    if _scheme(given) == _LOCAL:
        return rest
    host, slash, path = rest.partition("/")
    if host.lower() not in {"", "localhost"} or not slash:
        raise ConfigError(
            f"{given}: names the machine {host!r}; for a file of this machine write file:///path or the path",
            message_vi=f"{given}: chỉ máy khác ({host!r}); tệp trên máy này hãy viết file:///đường-dẫn "
            "hay chính đường dẫn",
        )
    return url2pathname(slash + path)


def shown(url: str) -> str:
    """A URL without user, password, query and fragment, which may hold keys; a path as it is."""
    if not is_url(url):
        return url
    scheme, _, rest = url.partition("://")
    host, slash, path = rest.partition("/")
    return f"{scheme}://{_QUERY.sub('', host.rpartition('@')[2] + slash + path)}"


def shown_in(text: str) -> str:
    """A message with each URL in it as ``shown``."""
    return re.sub(rf"{_URL.pattern}[^\s'\"]+", lambda found: shown(found[0]), text)


def kept_name(name: str, url: str) -> str:
    """A path or name below ``url`` without the query behind it; on the web without fragment and escapes."""
    if _scheme(url) in _WEB:
        return unquote(_QUERY.sub("", name))
    return _NAMED_QUERY.sub("", name)


def check_out_apart(out: str, inputs: Sequence[str]) -> None:
    """Refuses an output inside an input, before anything is copied: URLs among URLs, paths among paths.

    Raises:
        ConfigError: as ``output.check_apart``.
    """
    if not is_url(out):
        check_apart(Path(out), [given for given in inputs if not is_url(given)])
        return
    target = _normal(out)
    results = {f"{target}/plans", f"{target}/text"}
    for given in filter(is_url, inputs):
        one = _normal(given)
        if f"{target}/".startswith(f"{one}/") or one in results or posixpath.dirname(one) in results:
            raise lies_inside(shown(out), shown(given))


def _scheme(url: str) -> str:
    return url.partition("://")[0].lower()


def _normal(url: str) -> str:
    """A URL in one form, for comparing: no key, no query, one slash between parts, no step up."""
    scheme, _, rest = url.partition("://")
    host, _, path = rest.partition("/")
    user, at, machine = host.rpartition("@")
    scheme = _SAME.get(scheme.lower(), scheme.lower())
    host = user.partition(":")[0] + at + (machine.lower() if scheme in _WEB else machine)
    path = f"{host}/{path}"
    path = unquote(_QUERY.sub("", path)) if scheme in _WEB else path
    return f"{scheme}://{posixpath.normpath(f'/{path}').strip('/')}"


def everywhere(given: str) -> str:
    """An input as other machines that see the same files may name it."""
    return given if is_url(given) else os.path.abspath(local_path(given))  # noqa: PTH100 - as it is named
