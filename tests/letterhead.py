"""The letterhead of a plan as the tests of its extractors use it."""


def plan_head(year: int) -> str:
    """Header blocks, number, place and date, type and title of a plan of ``year``."""
    return f"""\tỦY BAN NHÂN DÂN
TỈNH LÂM ĐỒNG
-------
\tCỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM
Độc lập - Tự do - Hạnh phúc
---------------

\tSố: 77/KH-UBND
\tLâm Đồng, ngày 09 tháng 02 năm {year}

KẾ HOẠCH
PHÁT TRIỂN THƯ VIỆN LƯU ĐỘNG NĂM {year}
"""
