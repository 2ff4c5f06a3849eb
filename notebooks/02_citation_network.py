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
# # Mạng viện dẫn / Citation network
#
# Kế hoạch nào viện dẫn văn bản nào, với vai trò gì; văn bản nào nhiều kế hoạch cùng dựa vào.
# Which plan cites which document and how; which documents several plans rest on.

# %%
from pathlib import Path

import matplotlib.pyplot as plt
import pandas as pd

from extractor import extract_with_text, table

HERE = next(
    (folder for folder in (Path.cwd(), *Path.cwd().parents) if (folder / "corpus/samples").is_dir()), None
)
if HERE is None:
    raise SystemExit(
        "Không thấy corpus/samples: hãy chạy sổ tay này trong thư mục dự án, hoặc sửa PLANS cho đúng. / "
        "No corpus/samples here: run this notebook inside the project, or set PLANS to your own files."
    )
SAMPLES = HERE / "corpus/samples"
PLANS = sorted({file.stem: file for file in [*SAMPLES.glob("*.txt"), *SAMPLES.glob("*.pdf")]}.values())
REAL = sorted((HERE.parent / "shared/corpus/docs").glob("*.docx"))  # văn bản thật, nếu có / real, if present
PLANS = REAL or PLANS
made = [extract_with_text(file) for file in PLANS]
links = pd.DataFrame(row for one in made for row in table(one, "citation_links"))
links.head()

# %% [markdown]
# ## Văn bản được viện dẫn / Cited documents
#
# `roles`: căn cứ, trong nội dung, để giao việc … / legal basis, body, assignment …

# %%
cited = pd.DataFrame(row for one in made for row in table(one, "cited_documents"))
cited = cited[~cited["roles"].fillna("").str.contains("self")]
by_document = cited.groupby("target")["doc_id"].nunique().sort_values(ascending=False)
by_document.head(12)

# %% [markdown]
# ## Ai cùng dựa vào văn bản nào / Shared documents

# %%
shared = cited[cited["target"].isin(by_document[by_document > 1].index)]
edges = shared[["doc_id", "target"]].drop_duplicates()
plans, targets = sorted(edges["doc_id"].unique()), list(by_document.index[by_document > 1])
figure, axes = plt.subplots(figsize=(10, 0.4 * max(len(plans), len(targets), 3) + 1))
place = {name: (0.0, -at * max(len(targets), 1) / max(len(plans), 1)) for at, name in enumerate(plans)}
place |= {name: (1.0, -float(at)) for at, name in enumerate(targets)}
for plan, target in edges.itertuples(index=False):
    axes.plot(*zip(place[plan], place[target], strict=True), color="steelblue", alpha=0.6)
for name, (x, y) in place.items():
    axes.text(x, y, f"  {name}  ", ha="right" if x == 0 else "left", va="center")
axes.set_xlim(-0.9, 1.9)
axes.axis("off")
figure.tight_layout()

# %% [markdown]
# ## Kiểm chứng một lần viện dẫn / Proving one mention
#
# Vị trí ký tự chỉ đúng lời văn của kế hoạch. / Offsets point at the very words of the plan.

# %%
mentions = pd.DataFrame(row for one in made for row in table(one, "citations"))
first = mentions.iloc[0]
text = next(one.text for one in made if one.plan.doc_id == first["doc_id"])
text[first["start"] : first["end"]]
