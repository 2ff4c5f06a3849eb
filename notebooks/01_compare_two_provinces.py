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
# # So sánh hai tỉnh / Two provinces compared
#
# Kế hoạch của hai tỉnh cùng lĩnh vực: chủ đề nào cả hai có, nhiệm vụ nào có thể là một, ai làm.
# Plans of two provinces in one field: topics both have, tasks that may be one, who does what.
#
# Cần phần `[compare]` và `[notebooks]`. / Needs the extras `[compare]` and `[notebooks]`.

# %%
from pathlib import Path

import matplotlib.pyplot as plt
import pandas as pd

from extractor import compare_plans, table

HERE = next(
    (folder for folder in (Path.cwd(), *Path.cwd().parents) if (folder / "corpus/samples").is_dir()), None
)
if HERE is None:
    raise SystemExit(
        "Không thấy corpus/samples: hãy chạy sổ tay này trong thư mục dự án, hoặc sửa PLANS cho đúng. / "
        "No corpus/samples here: run this notebook inside the project, or set PLANS to your own files."
    )
SAMPLES = HERE / "corpus/samples"
PLANS = [next(SAMPLES.glob("*-truyen-thong-*.pdf")), next(SAMPLES.glob("*-truyen-thong-*.docx"))]
REAL = sorted(
    (HERE.parent / "shared/corpus/docs").glob("binh-*.docx")
)  # văn bản thật, nếu có / real, if present
PLANS = REAL if len(REAL) == len(PLANS) else PLANS
found = compare_plans(PLANS)
pd.DataFrame(
    {"province": document.province, "number": document.number, "tasks": document.tasks}
    for document in found.documents
)

# %% [markdown]
# ## Chủ đề theo tỉnh / Topics by province
#
# Ô trống: văn bản không nêu; không có nghĩa là tỉnh không làm.
# An empty cell: the document is silent; it does not mean that the province does not act.

# %%
topics = pd.DataFrame(table(found, "coverage_topics"))
grid = topics.pivot_table(index="topic_name", columns="province", values="tasks", aggfunc="sum", sort=False)
figure, axes = plt.subplots(figsize=(7, 0.35 * len(grid) + 1))
axes.imshow(grid, cmap="Blues", aspect="auto")
axes.set_xticks(range(len(grid.columns)), grid.columns)
axes.xaxis.tick_top()
axes.set_yticks(range(len(grid)), grid.index)
half = grid.to_numpy().max() / 2
for place in pd.MultiIndex.from_product(map(range, grid.shape)):
    if count := grid.iat[place]:
        axes.text(*place[::-1], count, ha="center", va="center", color="white" if count > half else "black")
figure.tight_layout()

# %% [markdown]
# ## Cặp nhiệm vụ cần xem / Pairs of tasks for review
#
# Điểm để xếp thứ tự, không để kết luận. Độ chính xác từng mức đo trên một cặp kế hoạch có người đối chiếu.
# Scores rank, they do not decide. The precision of each band was measured on one pair that a reader compared.

# %%
pd.DataFrame({"band": band.band, "from": band.least, "precision": band.precision} for band in found.bands)

# %%
pairs = pd.DataFrame(table(found, "matches")).sort_values("score", ascending=False)
pairs[["score", "band", "a_text", "b_text", "shared_phrases"]].head(8)

# %% [markdown]
# ## Nhiệm vụ chỉ một văn bản có / Tasks of one document only

# %%
tasks = pd.DataFrame(table(found, "coverage_tasks"))
tasks.loc[tasks["status"] == "only", ["doc_id", "text", "lead", "page"]].head(10)

# %% [markdown]
# ## Cơ quan / Units

# %%
units = pd.DataFrame(table(found, "coverage_units"))
load = units.pivot_table(index="name", columns="doc_id", values="count", aggfunc="sum")
load = load.loc[load.sum(axis=1).sort_values(ascending=False).index]
load.head(12)
