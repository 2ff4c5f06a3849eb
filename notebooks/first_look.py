# ---
# jupyter:
#   jupytext:
#     text_representation:
#       extension: .py
#       format_name: percent
#   kernelspec:
#     display_name: Python 3
#     language: python
#     name: python3
# ---

# %% [markdown]
# # Nhìn nhanh hai kế hoạch mẫu / A first look at two sample plans
#
# Chỉ dùng hàm công khai của gói `extractor` và pandas.
# Only the public functions of the package `extractor`, and pandas.

# %%
from pathlib import Path

import pandas as pd

from extractor import extract_with_text

PLACES = [folder / "corpus" / "samples" for folder in (Path.cwd(), *Path.cwd().parents)]
SAMPLES = next((folder for folder in PLACES if folder.is_dir()), None)
if SAMPLES is None:
    raise SystemExit(
        "Không thấy corpus/samples: hãy chạy sổ tay này trong thư mục dự án, hoặc sửa SAMPLES cho đúng. / "
        "No corpus/samples here: run this notebook inside the project, or set SAMPLES to your own folder."
    )
FILES = sorted({file.stem: file for file in SAMPLES.glob("*.html")}.values())[:2]
made = [extract_with_text(file) for file in FILES]

# %% [markdown]
# ## Thông tin đầu văn bản / Header

# %%
pd.DataFrame(
    {
        "number": plan.header.number,
        "issued_on": plan.header.issued_on,
        "province": plan.header.province.name if plan.header.province else None,
        "title": plan.header.title,
        "sections": len(plan.sections),
        "citations": len(plan.citations),
        "tasks": len(plan.tasks),
    }
    for plan in (one.plan for one in made)
)

# %% [markdown]
# ## Cây đề mục / Section tree

# %%
sections = pd.DataFrame(
    {
        "doc": one.plan.doc_id,
        "id": section.id,
        "level": section.level,
        "heading": section.heading,
    }
    for one in made
    for section in one.plan.sections
)
sections[sections.level <= 2]

# %% [markdown]
# ## Nhiệm vụ / Tasks

# %%
tasks = pd.DataFrame(
    {
        "doc": one.plan.doc_id,
        "group": " › ".join(group.title or group.label or "" for group in task.groups),
        "stt": task.stt,
        "text": task.text,
        "lead": "; ".join(unit.surface for unit in task.lead),
        "deadline": "; ".join(deadline.raw for deadline in task.deadlines),
    }
    for one in made
    for task in one.plan.tasks
)
tasks.head(10)

# %% [markdown]
# Mỗi bản ghi chỉ chỗ của nó: các đoạn chữ của nó ghép lại chính là lời văn trong kế hoạch.
# Every record says where it stands: the texts of its spans are its words in the plan.


# %%
def quoted(text, provenance):
    """The words a record points at."""
    return " ".join(" ".join(text[span.start : span.end] for span in provenance.spans).split())


first = next(one for one in made if one.plan.tasks)
quoted(first.text, first.plan.tasks[0].provenance)
