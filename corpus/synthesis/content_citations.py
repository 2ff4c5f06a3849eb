"""Documents a generated plan cites: numbers of all common schemes, lists, amendments."""

from datetime import date, timedelta
from typing import Any

from .setting import Setting, data

LOCAL_GOVERNMENT = "Luật Tổ chức chính quyền địa phương"
LEGISLATURES = ((2016, 13), (2021, 14), (2026, 15), (9999, 16))


def cite_documents(setting: Setting) -> list[str]:
    """Fills setting.cited; gives the marked "Căn cứ" lines without their end marks."""
    rng = setting.rng
    lines = _laws(setting)
    for at in range(rng.randint(3, 7)):
        key = f"c{at}"
        setting.cited[key] = _document(setting)
        style = rng.choices(("full", "comma", "colon", "plain"), (12, 2, 1, 2))[0]
        lines.append(f"[[cite:{key} {style}]]")
    if rng.random() < 0.5:
        lines.append(_amending(setting))
    if len(lines) > 4 and rng.random() < 0.4:
        second = lines.pop()
        lines[-1] += f"; {second}"
    return lines


def body_mention(setting: Setting) -> str:
    """A later mention by type and number, or a list under one type word."""
    rng = setting.rng
    decisions = [
        key for key, doc in setting.cited.items() if doc["word"] == "Quyết định" and "issued_on" in doc
    ]
    if len(decisions) >= 2 and rng.random() < 0.5:
        first, second = rng.sample(decisions, 2)
        return f"các Quyết định: [[cite:{first} elided]] và [[cite:{second} elided]]"
    return f"[[cite:{rng.choice(list(setting.cited))} bare]]"


def _laws(setting: Setting) -> list[str]:
    day = date(2025, 6, 16) if setting.issued_on >= date(2025, 6, 16) else date(2015, 6, 19)
    lines = ["[[named:tccqdp]]"]
    if setting.topic["law"]["day"] < setting.issued_on:
        lines.append("[[named:chuyen_nganh]]")
    setting.topic = {**setting.topic, "tccqdp": day}
    return lines


def named_documents(setting: Setting) -> dict[str, dict[str, Any]]:
    """The laws that the marks of `cite_documents` name."""
    law = setting.topic["law"]
    return {
        "tccqdp": {"type": "law", "title": LOCAL_GOVERNMENT, "issued_on": setting.topic["tccqdp"]},
        "chuyen_nganh": {"type": "law", "title": law["title"], "issued_on": law["day"]},
    }  # fmt: skip


def _document(
    setting: Setting, scheme: dict[str, Any] | None = None, after: date | None = None
) -> dict[str, Any]:
    rng, lists = setting.rng, data("citations")
    schemes = lists["scheme"]
    scheme = scheme or rng.choices(schemes, [entry["weight"] for entry in schemes])[0]
    issued_on = _day(setting, scheme, after)
    joint = "BTC" if "TTLT" in scheme["number"] else ""
    ministries = [entry for entry in lists["ministry"] if _in_force(entry, issued_on.year)]
    ministry = rng.choice([entry for entry in ministries if entry["symbol"] != joint])
    slots = {
        "n": _serial(setting, scheme), "y": issued_on.year, "y5": issued_on.year + 5, "cap": setting.cap,
        "ten": setting.ten, "bo": ministry["symbol"], "ten_bo": ministry["name"],
        "subject": setting.topic["subject"],
        "Uy": "Thành ủy" if setting.cap == "thành phố" else "Tỉnh ủy",
        "k": next(term for until, term in LEGISLATURES if issued_on.year < until),
    }  # fmt: skip
    number = scheme["number"].format(**slots)
    if any(doc["number"] == number for doc in setting.cited.values()):
        return _document(setting, scheme, after)
    return {
        "word": scheme["word"], "number": number, "issued_on": issued_on,
        "issuer": scheme["issuer"].format(**slots),
        "printed_issuer": rng.choice(scheme.get("printed", [scheme["issuer"]])).format(**slots),
        "title": rng.choice(lists["titles"]).format(**slots),
    }  # fmt: skip


def _in_force(entry: dict[str, Any], year: int) -> bool:
    return bool(entry.get("from", 0) <= year <= entry.get("to", 9999))


def _day(setting: Setting, scheme: dict[str, Any], after: date | None) -> date:
    first = max(date(scheme.get("from", 2011), 2, 1), after or date.min)
    last = min(date(scheme.get("to", 9999), 12, 31), setting.issued_on - timedelta(days=10))
    return first + timedelta(days=setting.rng.randrange(max(1, (last - first).days)))


def _serial(setting: Setting, scheme: dict[str, Any]) -> str:
    number = setting.rng.randint(1, scheme.get("big", 190))
    return f"{number:02d}"


def _amending(setting: Setting) -> str:
    """A decree that amends an earlier one, whose number stands inside the title."""
    scheme = data("citations")["scheme"][0]
    old = _document(setting, scheme)
    old["issued_on"] = min(old["issued_on"], setting.issued_on - timedelta(days=400))
    old["number"] = _with_year(old["number"], old["issued_on"].year)
    setting.cited["old"] = old
    new = _document(setting, scheme, after=old["issued_on"] + timedelta(days=200))
    new["title"] = data("citations")["amending"].format(key="old", subject=setting.topic["subject"])
    setting.cited["new"] = new
    return "[[cite:new full]]"


def _with_year(number: str, year: int) -> str:
    serial, _, symbol = number.split("/")
    return f"{serial}/{year}/{symbol}"
