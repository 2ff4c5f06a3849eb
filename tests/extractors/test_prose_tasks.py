"""Tasks written as prose: who is to do what, and what is no task."""

from collections.abc import Callable

from extractor.model.outline import Found
from extractor.model.records import Task

FoundIn = Callable[[str], Found]

HEAD = "KẾ HOẠCH\nMở tủ sách năm 2031\n\n"


def read(found_in: FoundIn, body: str) -> tuple[Task, ...]:
    """The tasks of a plan with ``body``."""
    return found_in(HEAD + body).tasks


def units(task: Task) -> tuple[list[str], list[str]]:
    """Surfaces of those who lead and those who coordinate."""
    return [org.surface for org in task.lead], [org.surface for org in task.coordinating]


def test_the_unit_of_a_heading_serves_all_bullets_below_it(found_in: FoundIn) -> None:
    """Each bullet is a task of all units of the heading, its text without the bullet."""
    first, second = read(
        found_in,
        "I. TỔ CHỨC THỰC HIỆN\n\n1. Sở Y tế và Báo An Lạc\n\n- Mở tủ sách tại bệnh viện;\n\n"
        "- Phối hợp với Sở Nội vụ, các đơn vị có liên quan kiểm tra tủ sách.\n",
    )
    assert (first.id, first.origin, first.nature, first.section) == ("t1", "prose", "task", "p1/I.1")
    assert first.text == "Mở tủ sách tại bệnh viện;"
    assert units(first) == (["Sở Y tế", "Báo An Lạc"], [])
    assert units(second) == (["Sở Y tế", "Báo An Lạc"], ["Sở Nội vụ", "các đơn vị có liên quan"])


def test_the_sentence_names_its_unit(found_in: FoundIn) -> None:
    """An assigning verb, a run-in heading, the subject, also behind a clause of time or ground."""
    tasks = read(
        found_in,
        "I. TỔ CHỨC THỰC HIỆN\n\n- Giao Sở Y tế chủ trì, phối hợp với Sở Tài chính mở lớp.\n\n"
        "- Sở Nội vụ: Soạn sổ tay.\n\n- Sở Xây dựng có trách nhiệm dựng kệ.\n\n"
        "- Căn cứ Kế hoạch này, các sở, ban, ngành tổ chức đọc sách.\n\n"
        "- Tủ sách lưu động do Sở Công Thương thực hiện.\n",
    )
    assert [units(task)[0] for task in tasks] == [
        ["Sở Y tế"],
        ["Sở Nội vụ"],
        ["Sở Xây dựng"],
        ["các sở, ban, ngành"],
        ["Sở Công Thương"],
    ]
    assert units(tasks[0])[1] == ["Sở Tài chính"]


def test_field_lines_feed_the_task_above(found_in: FoundIn) -> None:
    """Who leads, who coordinates, when and with what result; bullets in a row share the lines below."""
    first, second, third = read(
        found_in,
        "I. NHIỆM VỤ\n\n1. Tủ sách ở xã\n\n- Mua sách.\n\n- Đóng kệ.\n\nĐơn vị chủ trì: Sở Y tế.\n\n"
        "Đơn vị phối hợp: Sở Nội vụ; Sở Tài chính.\n\n- Mở cửa tủ sách.\n\n"
        "Cơ quan thực hiện: Sở Xây dựng.\n\nThời gian thực hiện: Quý II/2031.\n\nSản phẩm: Tủ sách.\n",
    )
    assert units(first) == units(second) == (["Sở Y tế"], ["Sở Nội vụ", "Sở Tài chính"])
    assert (units(third), third.product) == ((["Sở Xây dựng"], []), "Tủ sách.")
    assert [deadline.interval for deadline in third.deadlines] == ["2031-04-01/2031-06-30"]


def test_the_section_says_what_an_item_without_unit_is(found_in: FoundIn) -> None:
    """Content, requirements and money have no unit; aims and formulas are no records at all."""
    tasks = read(
        found_in,
        "I. MỤC ĐÍCH\n\n- Ai cũng đọc sách.\n\nII. YÊU CẦU\n\n- Sách hay và đẹp.\n\n"
        "III. NỘI DUNG\n\n- Giới thiệu sách mới.\n\nIV. KINH PHÍ\n\nKinh phí lấy từ quỹ sách.\n\n"
        "V. TỔ CHỨC THỰC HIỆN\n\n1. Chế độ báo cáo\n\nĐịnh kỳ trước ngày 15/11 hằng năm, các sở, ban, ngành "
        "báo cáo Sở Y tế.\n\nTrong quá trình thực hiện, nếu có vướng mắc, các đơn vị báo cáo Sở Y tế.\n",
    )
    assert [task.nature for task in tasks] == ["requirement", "content", "funding", "reporting"]
    assert units(tasks[-1]) == (["các sở, ban, ngành"], [])


def test_recipients_and_norms_bind_no_unit(found_in: FoundIn) -> None:
    """Nơi nhận, who must carry out a decision, and the articles of a decree give no tasks."""
    decision = (
        "QUYẾT ĐỊNH\nBan hành Kế hoạch mở tủ sách\n\nQUYẾT ĐỊNH:\n\nĐiều 1. Ban hành Kế hoạch.\n\n"
        "Điều 2. Giao Sở Y tế mở tủ sách.\n\nĐiều 3. Giám đốc Sở Y tế chịu trách nhiệm thi hành Quyết định này."
        "\n\nNơi nhận:\n- Sở Nội vụ;\n- Lưu: VT.\n"
    )
    (task,) = found_in(decision).tasks
    assert (task.section, units(task)[0]) == ("p1/Điều 2", ["Sở Y tế"])
    decree = "NGHỊ ĐỊNH\nVề tủ sách\n\nĐiều 1. Trách nhiệm\n\n1. Bộ Y tế có trách nhiệm mở tủ sách.\n"
    assert found_in(decree).tasks == ()


def test_words_that_only_look_like_units_are_none(found_in: FoundIn) -> None:
    """Tổ chức, báo cáo, hội nghị begin like units; a place with a colon says where, not who."""
    tasks = read(
        found_in,
        "I. NỘI DUNG\n\n- Xã An Hòa: lấy một mẫu.\n\n- Tổ chức hội nghị, hội thảo.\n\n- Báo cáo: nộp đúng hạn.\n",
    )
    assert [(task.nature, task.lead) for task in tasks] == [("content", ())] * 3


def test_headings_on_the_duties_of_a_unit_bind_it(found_in: FoundIn) -> None:
    """``Trách nhiệm của``, ``Nhiệm vụ của``, ``Đối với`` before the units change nothing."""
    tasks = read(
        found_in,
        "I. TỔ CHỨC THỰC HIỆN\n\n1. Trách nhiệm của Sở Y tế\n\n- Dựng kệ.\n\n"
        "2. Đối với Sở Công Thương:\n\n- Mua sách.\n\n3. Nhiệm vụ của Sở Nội vụ\n\n"
        "- Chủ trì, phối hợp với Sở Tài chính mở lớp.\n",
    )
    assert [units(task)[0] for task in tasks] == [["Sở Y tế"], ["Sở Công Thương"], ["Sở Nội vụ"]]
    assert units(tasks[2])[1] == ["Sở Tài chính"]


def test_those_for_whom_something_is_done_are_bound_by_nothing(found_in: FoundIn) -> None:
    """In a section on content ``Đối với`` names those who are served."""
    tasks = read(found_in, "I. NỘI DUNG\n\n1. Đối với doanh nghiệp:\n\n- In tờ rơi về tủ sách lưu động.\n")
    assert [units(task) for task in tasks] == [([], [])]


def test_a_noun_that_holds_a_verb_does_not_end_the_name(found_in: FoundIn) -> None:
    """The ``trình`` of ``công trình`` is no verb."""
    (task,) = read(
        found_in,
        "I. TỔ CHỨC THỰC HIỆN\n\n- Giao Trung tâm Khai thác công trình công cộng tỉnh lập hồ sơ.\n",
    )
    assert units(task)[0][0].startswith("Trung tâm Khai thác công trình công cộng")


def test_one_stray_letter_is_no_task(found_in: FoundIn) -> None:
    """What a scan leaves of a stain stays in the text and is no task; neither is one word."""
    found = found_in("KẾ HOẠCH\nMở tủ sách\n\nI. NỘI DUNG\n\n- Mua sách.\n\nỬ\n\n- Sách.\n\n- Dựng kệ.\n")
    assert [task.text for task in found.tasks] == ["Mua sách.", "Dựng kệ."]
    assert "Ử" in found.outline.clean.text


def test_a_name_goes_on_behind_a_word_that_looks_like_its_verb(found_in: FoundIn) -> None:
    """Where ``có trách nhiệm`` follows in the clause, the unit reaches to it; a full name never grows."""
    tasks = read(
        found_in,
        "I. TỔ CHỨC THỰC HIỆN\n\n- Trung tâm Ươm tạo sách An Lạc có trách nhiệm dựng kệ.\n\n"
        "- Lãnh đạo các đơn vị thuộc diện khảo sát có trách nhiệm dọn kho.\n\n"
        "- Cá nhân sử dụng tủ sách có trách nhiệm trả sách.\n\n"
        "- Sở Y tế hướng dẫn người đọc có trách nhiệm trả sách.\n\n"
        "- Các đơn vị hướng dẫn các trạm có trách nhiệm trả sách.\n\n"
        "- Các đơn vị trong tỉnh theo chức năng có trách nhiệm mua sách.\n",
    )
    assert [units(task)[0] for task in tasks] == [
        ["Trung tâm Ươm tạo sách An Lạc"],
        ["Lãnh đạo các đơn vị thuộc diện khảo sát"],
        ["Cá nhân sử dụng tủ sách"],
        ["Sở Y tế"],
        ["Các đơn vị"],
        ["Các đơn vị trong tỉnh"],
    ]


def test_a_label_before_a_colon_is_the_whole_unit(found_in: FoundIn) -> None:
    """What a common noun goes on with belongs to it where an order follows; a sentence keeps its subject."""
    tasks = read(
        found_in,
        "I. TỔ CHỨC THỰC HIỆN\n\n- Các cơ quan xuất bản, phát hành của tỉnh: Xây dựng tủ sách.\n\n"
        "- Các doanh nghiệp vận tải, khai thác bến: Tuyên truyền trên xe.\n\n"
        "- Ban Chỉ đạo phát triển văn hóa đọc, xây dựng tủ sách tỉnh: Kiểm tra tủ sách.\n\n"
        "- Ban Chỉ đạo xây dựng kế hoạch của tỉnh: Phân công người trực.\n\n"
        "- Sở Tài chính hướng dẫn các đơn vị: Lập dự toán.\n\n"
        "- Sở Nội vụ chủ trì, phối hợp với Sở Y tế hướng dẫn: Lập sổ.\n\n"
        "- Các đơn vị thực hiện các nội dung sau: Xây dựng nội quy.\n",
    )
    assert [units(task)[0] for task in tasks] == [
        ["Các cơ quan xuất bản, phát hành của tỉnh"],
        ["Các doanh nghiệp vận tải, khai thác bến"],
        ["Ban Chỉ đạo phát triển văn hóa đọc, xây dựng tủ sách tỉnh"],
        ["Ban Chỉ đạo"],
        ["Sở Tài chính"],
        ["Sở Nội vụ"],
        ["Các đơn vị"],
    ]


def test_in_a_section_on_the_work_a_sentence_can_open_with_its_unit(found_in: FoundIn) -> None:
    """The item says who does it; a relation, a common noun or a section on aims tells nobody."""
    tasks = read(
        found_in,
        "I. MỤC TIÊU\n\n- Bộ Y tế tăng cường tủ sách.\n\nII. NHIỆM VỤ CỤ THỂ\n\n- Bộ Y tế tăng cường tủ sách.\n\n"
        "- Ủy ban nhân dân cấp tỉnh, cấp xã đưa tủ sách vào kế hoạch.\n\n"
        "- Các sở, ngành gửi danh mục sách.\n\n- Sở Y tế là nơi có tủ sách đầu tiên.\n\n"
        "- Doanh nghiệp tham gia góp sách.\n",
    )
    assert [(task.nature, units(task)[0]) for task in tasks] == [
        ("content", ["Bộ Y tế"]),
        ("content", ["Ủy ban nhân dân cấp tỉnh", "Ủy ban nhân dân cấp xã"]),
        ("content", ["Các sở, ngành"]),
        ("content", []),
        ("content", []),
    ]


def test_a_bracket_that_points_elsewhere_is_no_task(found_in: FoundIn) -> None:
    """It says where more stands; a bracket that says what to do stays."""
    tasks = read(
        found_in,
        "I. NỘI DUNG\n\n- Mở tủ sách.\n\n(Địa điểm mở tủ sách theo phụ lục 02 gửi kèm)\n\n"
        "- Mua sách.\n\n(Chi tiết tại Phụ lục kèm theo).\n\n- (Mua thêm kệ khi cần)\n",
    )
    assert [task.text for task in tasks] == ["Mở tủ sách.", "Mua sách.", "(Mua thêm kệ khi cần)"]
