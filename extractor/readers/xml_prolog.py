"""The prolog of an XML part, read chunk by chunk up to its root element: a DTD can stand nowhere else."""

import codecs

_WIDE = ((b"\xff\xfe", "utf-16-le"), (b"\xfe\xff", "utf-16-be"), (b"<\0", "utf-16-le"), (b"\0<", "utf-16-be"))
_DTD = "<!DOCTYPE"
_CLOSED = (("<!--", "-->"), ("<?", "?>"), ("<![CDATA[", "]]>"))
"""What may stand before a DTD, with its end; the last is no XML there, but libraries let it pass."""
_LONGEST = len(_DTD)


class Prolog:
    """Looks for a DTD; comments of any length cost no more than one look at each character."""

    def __init__(self) -> None:
        self.is_over = False
        """Whether the root element has begun, so that no DTD can follow."""
        self._decoder: codecs.IncrementalDecoder | None = None
        self._end = ""
        self._text = ""
        self._at = 0

    def has_dtd(self, chunk: bytes) -> bool:
        """Whether a DTD begins in what was given so far, ``chunk`` being next."""
        if self._decoder is None:
            encoding = next((name for mark, name in _WIDE if chunk.startswith(mark)), "utf-8")
            self._decoder = codecs.getincrementaldecoder(encoding)("replace")
        self._text = self._text[self._at :] + self._decoder.decode(chunk).replace("\0", "")
        self._at = 0
        while not self.is_over and self._step():
            if self._is_at_dtd():
                return True
        return False

    def _step(self) -> bool:
        """Passes over one thing; False where more is needed to tell what comes."""
        if self._end:
            return self._pass_over(self._end)
        at = self._text.find("<", self._at)
        self._at = at if at >= 0 else len(self._text)
        if len(self._text) - self._at < _LONGEST:
            return False
        for begin, end in _CLOSED:
            if self._text.startswith(begin, self._at):
                self._at, self._end = self._at + len(begin), end
                return True
        self.is_over = not self._is_at_dtd()
        return not self.is_over

    def _pass_over(self, end: str) -> bool:
        at = self._text.find(end, self._at)
        if at < 0:
            self._at = max(self._at, len(self._text) - len(end) + 1)
            return False
        self._at, self._end = at + len(end), ""
        return True

    def _is_at_dtd(self) -> bool:
        return not self._end and self._text[self._at : self._at + _LONGEST].upper() == _DTD
