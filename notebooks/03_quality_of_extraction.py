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
# # Chất lượng trích xuất / Quality of extraction
#
# Đo với bản chuẩn của các kế hoạch mẫu, rồi xem những gì chính văn bản để ngỏ: cảnh báo, trường trống.
# Measured against the gold of the samples, then what documents leave open: issues, empty fields.

# %%
import json
import subprocess
import sys
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
GOLD, SAMPLES = HERE / "corpus/gold", HERE / "corpus/samples"

# %% [markdown]
# ## F1 theo loại bản ghi và định dạng / F1 by record kind and format

# %%
command = [sys.executable, "-m", "extractor", "evaluate", str(GOLD), "--docs", str(SAMPLES), "--json"]
measured = json.loads(subprocess.run(command, capture_output=True, check=True, cwd=HERE).stdout)  # noqa: S603
f1 = pd.DataFrame(
    {
        kind: {name: score["f1"] for name, score in formats.items()}
        for kind, formats in measured["totals"].items()
    }
).T
f1.head(60)

# %%
worst = f1.min(axis=1).sort_values().head(12)
figure, axes = plt.subplots(figsize=(7, 4))
worst[::-1].plot.barh(ax=axes, color="steelblue", xlim=(0, 1), title="F1")
figure.tight_layout()

# %% [markdown]
# ## Điều bất thường trong văn bản / Issues of the documents

# %%
made = [extract_with_text(file) for file in sorted(SAMPLES.glob("*.pdf"))]
issues = pd.DataFrame(row for one in made for row in table(one, "issues"))
issues.groupby(["code", "doc_id"]).size().unstack(fill_value=0) if len(issues) else "–"

# %% [markdown]
# ## Trường trống của nhiệm vụ / Empty fields of tasks
#
# Trống vì văn bản không nêu, không phải vì công cụ đoán không ra: chưa nêu thì không điền.
# Empty where the plan says nothing: what is not stated is not filled in.

# %%
tasks = pd.DataFrame(row for one in made for row in table(one, "tasks"))
fields = ["lead", "coordinating", "product", "deadline_raw"]
stated = tasks.groupby("doc_id")[fields].agg(lambda column: column.fillna("").ne("").mean()).round(2)
stated.head(20)
