"""Generated plans: from a seed to a source that compose.py turns into a Draft."""

import random
from typing import Any

from .citations import print_date
from .content_citations import body_mention, cite_documents, named_documents
from .content_table import task_table
from .setting import Setting, data, random_setting

LETTERS = "abcd"
CAPACITIES = (
    ["TM. ỦY BAN NHÂN DÂN", "KT. CHỦ TỊCH", "PHÓ CHỦ TỊCH"],
    ["TM. ỦY BAN NHÂN DÂN", "KT. CHỦ TỊCH", "PHÓ CHỦ TỊCH"],
    ["TM. ỦY BAN NHÂN DÂN", "CHỦ TỊCH"],
    ["KT. CHỦ TỊCH", "PHÓ CHỦ TỊCH"],
)


def generate(seed: int, index: int, tables: tuple[str, ...]) -> dict[str, Any]:
    """The source of one plan; the same arguments give the same source.

    Args:
        tables: kinds of tables to draw from (content_table.KINDS).
    """
    return PlanMaker(random.Random(f"{seed}:{index}"), f"tong-hop-{seed}-{index:05d}", tables).source()


class PlanMaker:
    """The choices of one plan, kept while its parts are written."""

    def __init__(self, rng: random.Random, doc_id: str, tables: tuple[str, ...]) -> None:
        self.rng, self.doc_id, self.tables = rng, doc_id, tables
        self.setting: Setting = random_setting(rng)
        self.phrases = data("phrases")
        self.kind = rng.choices(("prose", "plan_table", "decision"), (3, 3, 4))[0]
        self.capacity = rng.choice(CAPACITIES)
        symbol = "QĐ" if self.kind == "decision" else "KH"
        serial = rng.randint(3, 3200)
        self.number = f"{serial:0{4 if rng.random() < 0.1 else 2}d}/{symbol}-UBND"
        self.is_header_lost = self.kind == "prose" and rng.random() < 0.15
        self.long_dates = rng.random() < 0.5
        self.title = self._title()
        self.bases = cite_documents(self.setting)
        self.lead = self.setting.unit_name(self.setting.unit_id(self.setting.topic["lead"]))

    def source(self) -> dict[str, Any]:
        """The whole source."""
        setting, rng = self.setting, self.rng
        source: dict[str, Any] = {
            "doc_id": self.doc_id,
            "facts": self._facts(),
            "signature": self._signature(),
            "part": self._parts(),
            "cited": setting.cited,
            "named": named_documents(setting),
            "layout": {
                "font_pt": rng.choice((13.0, 13.5, 14.0)),
                "restart_page_numbers": rng.random() < 0.7,
                "auto_numbering": rng.random() < 0.4,
                "text_form": "page" if self.kind == "prose" and rng.random() < 0.7 else "tab",
                "html_form": rng.choice(("portal", "word", "site")),
                "wrap_at": rng.randint(74, 86),
            },
        }
        if not self.is_header_lost:
            source["header"] = {
                "issuer_lines": ["ỦY BAN NHÂN DÂN", f"{setting.cap} {setting.ten}".upper()],
                "number": self.number, "place": setting.ten, "issued_on": setting.issued_on,
            }  # fmt: skip
        return source

    def _facts(self) -> dict[str, Any]:
        setting = self.setting
        body = f"Ủy ban nhân dân {setting.cap} {setting.ten}"
        is_collective = self.capacity[0].startswith("TM.")
        facts = {
            "issuer": body if is_collective else f"Chủ tịch {body}",
            "province": setting.ten,
            "long_dates": self.long_dates,
        }
        return {**facts, "plan_year": setting.plan_year} if setting.is_single_year else facts

    def _title(self) -> str:
        setting = self.setting
        opening = setting.words(self.rng.choice(self.phrases["title_opening"]))
        where = f"trên địa bàn {setting.cap} {setting.ten}"
        if setting.is_single_year:
            when = f"năm {setting.plan_year}"
        else:
            when = f"giai đoạn {setting.plan_year} - {setting.later_year}"
        return self.rng.choice((f"{opening} {when} {where}", f"{opening} {where} {when}"))

    def _signature(self) -> dict[str, Any]:
        rng, setting = self.rng, self.setting
        lines = rng.sample(self.phrases["recipients"], rng.randint(4, 8))
        if self.kind != "decision":
            lines = [line for line in lines if line != "Như Điều 3"]
        name = " ".join(rng.choice(self.phrases[part]) for part in ("family", "middle", "given"))
        return {
            "capacity": self.capacity,
            "name": name if rng.random() < 0.9 else None,
            "recipients": [setting.words(line) for line in lines] + [f"Lưu: VT, {setting.topic['code']}"],
        }

    # --- parts

    def _parts(self) -> list[dict[str, Any]]:
        is_decision, has_table = self.kind == "decision", self.kind != "prose"
        parts = [self._decision()] if is_decision else []
        parts.append(self._plan(has_header=not is_decision))
        if has_table:
            parts.append(self._appendix("Quyết định" if is_decision else "Kế hoạch"))
        parts[-1]["lines"] += f"\nend {self.phrases['sample_mark']}"
        return parts

    def _title_lines(self, title: str) -> list[str]:
        """The title on one line or broken by hand into two, as clerks do."""
        if self.rng.random() < 0.4:
            title = title.upper()
        words = title.split()
        cut = len(words) // 2
        if self.rng.random() < 0.5:
            return [f"title {' '.join(words[:cut])}", f"title {' '.join(words[cut:])}"]
        return [f"title {title}"]

    def _decision(self) -> dict[str, Any]:
        setting = self.setting
        verb = self.rng.choice(("Phê duyệt", "Ban hành", "Về việc ban hành"))
        body = f"Kế hoạch {self.title[0].lower()}{self.title[1:]}"
        place = self.rng.choice(("", f" {setting.ten.upper()}"))
        chair = "" if self.capacity[0].startswith("TM.") else "CHỦ TỊCH "
        lines = ["type QUYẾT ĐỊNH", *self._title_lines(f"{verb} {body}")]
        lines.append(f"authority {chair}ỦY BAN NHÂN DÂN {setting.cap.upper()}{place}")
        lines += [f"basis Căn cứ {line};" for line in self.bases]
        lines.append(f"basis Theo đề nghị của Giám đốc {self.lead}.")
        lines += [
            "enact QUYẾT ĐỊNH:",
            f"i Điều 1 | Ban hành kèm theo Quyết định này {body}.",
            f"i Điều 2 | Giao {self.lead} theo dõi, đôn đốc và tổng hợp kết quả thực hiện.",
            f"i Điều 3 | {setting.words(self.phrases['carrying_out'])}",
            "sign",
        ]
        return {"kind": "decision", "lines": "\n".join(lines)}

    def _caption(self, of: str) -> str:
        setting = self.setting
        opening = self.rng.choice(("Ban hành kèm theo", "Kèm theo"))
        number = self.rng.choice(("số", "số", "số:"))
        day = print_date(setting.issued_on, long=self.long_dates)
        return f"caption ({opening} {of} {number} [[self]] {day} của UBND {setting.cap} {setting.ten})"

    def _plan(self, *, has_header: bool) -> dict[str, Any]:
        lines = ["type KẾ HOẠCH", *self._title_lines(self.title)]
        if has_header:
            lines += [f"basis Căn cứ {line};" for line in self.bases[:-1]]
            lines.append(f"basis Căn cứ {self.bases[-1]}.")
            who = "Chủ tịch UBND" if self.capacity[0].startswith("KT.") else "UBND"
            lines.append(f"p {who} {self.setting.cap} ban hành Kế hoạch với các nội dung như sau:")
        else:
            lines.append(self._caption("Quyết định"))
        for number, section in zip(("I", "II", "III", "IV"), self._sections(), strict=True):
            lines += [line.replace("h @", f"h {number}", 1) for line in section]
        if has_header:
            lines.append("sign")
        return {"kind": "plan", "lines": "\n".join(lines)}

    def _appendix(self, of: str) -> dict[str, Any]:
        rng = self.rng
        label = rng.choice(("PHỤ LỤC", "Phụ lục", "PHỤ LỤC I", "Phụ lục 01"))
        title = rng.choice(self.phrases["heading"]["appendix"])
        lines = [f"type {label}", f"title {title}"]
        if self.number and not self.is_header_lost:
            lines.append(self._caption(of))
        lines.append("table")
        return {
            "kind": "appendix", "label": label, "lines": "\n".join(lines),
            "landscape": rng.random() < 0.5, "table": task_table(self.setting, rng.choice(self.tables)),
        }  # fmt: skip

    # --- sections of the plan

    def _heading(self, name: str) -> str:
        words = self.rng.choice(self.phrases["heading"][name])
        return f"h @ | {words}"

    def _sections(self) -> list[list[str]]:
        return [self._aims(), self._work(), self._money(), self._doing()]

    def _aims(self) -> list[str]:
        rng, setting = self.rng, self.setting
        aims = [setting.words(line) for line in setting.topic["aims"]]
        needs = rng.sample(self.phrases["requirements"], rng.randint(2, 4))
        heading = self._heading("aims")
        if rng.random() < 0.3:
            return [heading, *(f"i {number} | {text}" for number, text in enumerate(aims + needs, 1))]
        first = f"h 1 | {rng.choice(self.phrases['heading']['aim'])}"
        return [
            heading,
            first,
            *(f"b {text}" for text in aims),
            "h 2 | Yêu cầu",
            *(f"b {text}" for text in needs),
        ]

    def _work(self) -> list[str]:
        rng, setting = self.rng, self.setting
        lines = [self._heading("work")]
        if self.kind != "prose":
            lines[0] += rng.choice(("", " (Chi tiết tại Phụ lục kèm theo)"))
        has_fields = self.kind == "prose" and rng.random() < 0.4
        for number, group in enumerate(setting.topic["group"], 1):
            lines.append(f"h {number} | {group['title']}")
            lines += self._field_tasks(group) if has_fields else self._contents(number, group)
        return lines

    def _contents(self, number: int, group: dict[str, Any]) -> list[str]:
        rng, setting = self.rng, self.setting
        texts = [setting.words(task["text"]) + "." for task in group["tasks"]]
        texts += [setting.words(line) for line in rng.sample(setting.topic["contents"], 1)]
        if rng.random() < 0.6:
            texts[0] = f"{texts[0][:-1]} theo {body_mention(setting)}."
        form = rng.choice(("letter", "bullet", "decimal"))
        if form == "bullet":
            return [f"b {text}" for text in texts]
        labels = LETTERS if form == "letter" else [f"{number}.{at}" for at in range(1, 5)]
        return [f"i {label} | {text}" for label, text in zip(labels, texts, strict=False)]

    def _field_tasks(self, group: dict[str, Any]) -> list[str]:
        """Tasks as paragraphs, each followed by lines for unit, time and product."""
        rng, setting = self.rng, self.setting
        labels = rng.choice(self.phrases["field_lines"])
        lines = []
        for task in group["tasks"]:
            lines.append(f"tp {setting.words(task['text'])}.")
            lead = setting.unit_marks([task["lead"]], "u", joint=", ", capital=True)
            others = [role for role in task["with"] if setting.unit_id(role) != setting.unit_id(task["lead"])]
            lines.append(f"f lead | {labels['lead']}: {lead}")
            if others:
                marks = setting.unit_marks(others, "u", joint=rng.choice((", ", "; ")), capital=True)
                lines.append(f"f coordinating | {labels['coordinating']}: {marks}")
            lines.append(f"f deadline | {labels['deadline']}: {setting.deadline_mark()}")
            if rng.random() < 0.6:
                lines.append(f"f product | {labels['product']}: {setting.words(task['product'])}")
        return lines

    def _money(self) -> list[str]:
        return [self._heading("money"), f"p {self.setting.words(self.rng.choice(self.phrases['funding']))}"]

    def _doing(self) -> list[str]:
        rng, setting = self.rng, self.setting
        roles = [
            setting.topic["lead"],
            *rng.sample(("tai_chinh", "giao_duc", "cong_an", "dai", "mat_tran"), 2),
            "huyen",
        ]
        roles = list(dict.fromkeys(roles))
        lines = [self._heading("doing")]
        is_run_in = rng.random() < 0.4
        for number, role in enumerate(roles, 1):
            lines += self._unit(number, role, is_run_in)
        reporter = setting.unit_marks(["huyen"], "l", joint="", capital=False)
        due = "[[d:due YEARLY;BYMONTH=12;BYMONTHDAY=10|Trước ngày 10 tháng 12 hằng năm]]"
        report = setting.words(self.phrases["reporting"], deadline=due, unit=reporter, lead=self.lead)
        lines += [f"h {len(roles) + 1} | Chế độ thông tin, báo cáo", f"tp {report}"]
        return [*lines, f"p {setting.words(self.phrases['closing'], lead=self.lead)}"]

    def _unit(self, number: int, role: str, is_run_in: bool) -> list[str]:
        """A unit and its duties: as a heading with bullets, or run into one paragraph."""
        rng, setting = self.rng, self.setting
        unit = setting.unit_marks([role], "l", joint="", capital=True)
        duties = []
        for template in rng.sample(self.phrases["unit_duties"], 1 if is_run_in else rng.randint(1, 3)):
            partner = rng.choice(
                [other for other in ("noi_vu", "tu_phap", "y_te", "phu_nu") if other != role]
            )
            mark = setting.unit_marks([partner], "c", joint="", capital=False)
            duties.append(setting.words(template, co=mark))
        if rng.random() < 0.3:
            duties[-1] += f", hoàn thành {setting.deadline_mark(in_sentence=True)}"
        if is_run_in:
            return [f"ti {number} | {unit}: {duties[0][0].lower()}{duties[0][1:]}."]
        return [
            f"h {number} | {unit}",
            *(f"tb {duty}{';' if duty is not duties[-1] else '.'}" for duty in duties),
        ]
