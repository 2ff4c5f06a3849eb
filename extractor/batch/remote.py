"""Inputs and outputs in object stores (``s3://``, ``gs://``, ``memory://`` …, extra ``[cloud]``).

Inputs are copied to a temporary folder under their names, the run works there as on any folder, and the
output is copied up when it ends. What the URL of the output held before is copied down first, so that the
checks, and what a run takes over from the one before, are those of a local folder. Only the lock is missing:
two runs into one URL are not told apart.
"""

from collections.abc import Iterator, Sequence
from contextlib import ExitStack, contextmanager
from hashlib import file_digest, sha256
from pathlib import Path, PurePosixPath

from extractor.batch.discover import METADATA_NAME
from extractor.batch.lock import clear_left, temporary_folder
from extractor.batch.urls import check_out_apart, is_url, kept_name, local_path, shown, shown_in
from extractor.errors import ConfigError, MissingTool, OutputError
from extractor.extras import missing

_CHUNK = 1 << 20
_WITHOUT_LIMIT = 1 << 62
_LAST = "manifest.json"
"""Copied up behind everything that it lists."""
_HASH_DIGITS = 8
STDOUT = "-"


class Place:
    """Where a run works: local paths of what was given as URLs, ``out`` to be copied up by ``push``.

    ``shown`` is the output as the user named it, without what may be a key.
    """

    def __init__(self, inputs: tuple[str, ...], out: str, metadata: Path | None, shown: str) -> None:
        self.inputs, self.out, self.metadata, self.shown = inputs, out, metadata, shown
        self._store: _Store | None = None
        self._before: dict[str, str] = {}

    def at(self, name: str) -> str:
        """A file of the output as the user would name it."""
        return f"{self.shown.rstrip('/')}/{name}" if is_url(self.shown) else str(Path(self.shown) / name)

    def push(self) -> None:
        """What the run changed in the output folder, copied to its URL; what it removed is removed there.

        Raises:
            OutputError: the store refuses.
        """
        if self._store is not None:
            self._store.mirror(Path(self.out), self._before)

    def bind(self, store: "_Store") -> None:
        """The output lies in ``store``: what it holds is copied down now."""
        self._store = store
        store.fetch_tree(Path(self.out), _WITHOUT_LIMIT)
        self._before = _digests(Path(self.out))


@contextmanager
def local(
    inputs: Sequence[str], out: str, *, metadata: str | Path | None = None, limit: int = _WITHOUT_LIMIT
) -> Iterator[Place]:
    """Local paths for inputs, output and a metadata file, URLs copied; all that is local stays as it is.

    Args:
        limit: bytes of an input that are copied, one more at most: beyond it is too large in any case.

    Raises:
        MissingTool: fsspec, or what it needs for such a URL, is not installed.
        ConfigError: no such kind of URL, or the output lies inside an input.
        OutputError: the store cannot be read.
    """
    inputs, out = tuple(map(local_path, inputs)), local_path(out)
    clear_left()
    if out != STDOUT:
        check_out_apart(out, inputs)
    with ExitStack() as stack:
        fetched = {given: _fetched(given, stack, limit) for given in dict.fromkeys(inputs)}
        paths = tuple(fetched[given] for given in inputs)
        further = Path(_fetched(str(metadata), stack, _WITHOUT_LIMIT)) if metadata is not None else None
        if not is_url(out):
            yield Place(paths, out, further, out)
            return
        folder = stack.enter_context(temporary_folder())
        place = Place(paths, str(folder / "out"), further, shown(out))
        place.bind(_Store(out))
        yield place


def _fetched(given: str, stack: ExitStack, limit: int) -> str:
    if not is_url(given):
        return local_path(given)
    return str(_Store(given).fetch(stack.enter_context(temporary_folder()), limit))


def _digests(folder: Path) -> dict[str, str]:
    """SHA-256 of every file under a folder, by its path with ``/``; temporary ones left out."""
    found: dict[str, str] = {}
    for path in sorted(folder.rglob("*")):
        if path.is_file() and not path.name.startswith(".tmp-"):
            with path.open("rb") as file:
                found[path.relative_to(folder).as_posix()] = file_digest(file, "sha256").hexdigest()
    return found


class _Store:
    """What stands behind a URL."""

    def __init__(self, url: str) -> None:
        self._url = shown(url)
        try:
            from fsspec.core import url_to_fs
        except ImportError as error:
            raise self._missing("fsspec") from error
        try:
            self._files, root = url_to_fs(url)
        except ImportError as error:
            raise self._missing(str(error)) from error
        except ValueError as error:
            raise ConfigError(
                f"{self._url}: no such kind of URL; use s3://, gs:// or a path",
                message_vi=f"{self._url}: không có loại URL này; hãy dùng s3://, gs:// hoặc đường dẫn",
            ) from error
        self._root = str(root).rstrip("/")

    def fetch(self, folder: Path, limit: int) -> Path:
        """The file or folder copied under ``folder``; not there where nothing is.

        It lies under its own name and those of the folders above it in the store, which tell apart inputs of
        one name.
        """
        root = kept_name(self._root, self._url)
        name = PurePosixPath(root).name or "dau-vao"
        above = root.rpartition("/")[0].split("/")
        target = folder.joinpath(*(_safe(part).replace(":", "_") for part in above if part), _safe(name))
        with self._speaking():
            if self._files.isfile(self._root):
                self._copy(self._root, target, limit)
                beside = f"{kept_name(self._root, self._url).rpartition('/')[0]}/{METADATA_NAME}"
                if name != METADATA_NAME and self._files.isfile(beside):
                    self._copy(beside, target.with_name(METADATA_NAME), _WITHOUT_LIMIT)
                return target
        self.fetch_tree(target, limit)
        return target

    def fetch_tree(self, folder: Path, limit: int) -> None:
        """Everything under the URL copied under ``folder``, each name kept as far as a folder can."""
        with self._speaking():
            for path in sorted(self._files.find(self._root)):
                relative = kept_name(str(path)[len(self._root) :], self._url).strip("/")
                metadata = PurePosixPath(relative).name == METADATA_NAME
                self._copy(path, _free(folder, relative), _WITHOUT_LIMIT if metadata else limit)

    def mirror(self, folder: Path, before: dict[str, str]) -> None:
        """The store made like ``folder``, given what it held ``before``; the manifest behind the rest."""
        now = _digests(folder)
        with self._speaking():
            for name in sorted(now, key=lambda name: (name == _LAST, name)):
                if before.get(name) != now[name]:
                    self._put(folder / name, f"{self._root}/{name}")
            for name in sorted(before.keys() - now.keys()):
                self._files.rm_file(f"{self._root}/{name}")

    def _put(self, path: Path, target: str) -> None:
        try:
            self._files.put_file(str(path), target)
        except FileNotFoundError:  # a store with real folders
            self._files.makedirs(target.rpartition("/")[0], exist_ok=True)
            self._files.put_file(str(path), target)

    def _copy(self, path: str, target: Path, limit: int) -> None:
        target.parent.mkdir(parents=True, exist_ok=True)
        with self._files.open(path, "rb") as source, target.open("wb") as file:
            left = limit + 1
            while left and (chunk := source.read(min(_CHUNK, left))):
                file.write(chunk)
                left -= len(chunk)

    @contextmanager
    def _speaking(self) -> Iterator[None]:
        """Errors of stores, whatever library they come from, as ours."""
        try:
            yield
        except (ConfigError, OutputError, MissingTool):
            raise
        except ImportError as error:
            raise self._missing(str(error)) from error
        except Exception as error:  # each store has errors of its own
            what = shown_in(f"{type(error).__name__}: {error}")[:200]
            raise OutputError(
                f"{self._url}: cannot be read or written ({what}); check the address and your rights, "
                "then run again",
                message_vi=f"{self._url}: không đọc hay ghi được ({what}); hãy kiểm tra địa chỉ và quyền "
                "rồi chạy lại",
            ) from error

    def _missing(self, what: str) -> MissingTool:
        what = shown_in(what)
        return missing("cloud", f"{self._url} needs a library: {what}", f"{self._url} cần thư viện: {what}")


def _free(folder: Path, relative: str) -> Path:
    """Where a key of a store goes under ``folder``: never outside, never on another."""
    target = folder.joinpath(*(_safe(part) for part in relative.split("/")))
    if target.exists() or any(parent.is_file() for parent in target.parents):
        digest = sha256(relative.encode("utf-8", "surrogatepass")).hexdigest()[:_HASH_DIGITS]
        target = folder / f"{target.stem}-{digest}{target.suffix}"
    return target


def _safe(part: str) -> str:
    """A part of a key as the name of a file or folder."""
    return "_" if part in {"", ".", ".."} else part.replace("\\", "_").replace("\0", "_")
