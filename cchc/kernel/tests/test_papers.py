"""Every format gives the same neutral paper: paragraphs, and tables as a grid with merged cells spelled out."""

import io

import pytest

from cchc.kernel import papers
from cchc.kernel.papers import Paper, Paragraph
from cchc.kernel.papers.pdf_lines import joined
from cchc.kernel.tests import paper_files as files


def grid(paper: Paper) -> list[list[str]]:
    return [[cell.text for cell in row.cells] for table in paper.tables for row in table.rows]


def repeats(paper: Paper) -> list[list[str | None]]:
    return [[cell.repeats for cell in row.cells] for table in paper.tables for row in table.rows]


# ------------------------------------------------------------------ text
def test_text_has_tables_where_lines_have_tabs_and_a_blank_line_inside_one_breaks_the_page() -> None:
    paper = papers.read("a.txt", "**KẾ HOẠCH**  \n\nSố TT\tNội dung\na)\tViệc\t\n\nb)\tViệc\n\nHết".encode())
    assert [block.text for block in paper.paragraphs] == ["KẾ HOẠCH", "Hết"]
    assert [block.bold for block in paper.paragraphs] == [True, False]
    assert [(row.page, row.row) for table in paper.tables for row in table.rows] == [(1, 1), (1, 2), (2, 1)]
    assert grid(paper)[1] == ["a)", "Việc", ""]


@pytest.mark.parametrize("text", ["<b>5. Tài chính công</b>", "**5. Tài chính công**", "## **5. Tài chính công**"])
def test_text_loses_the_marks_of_markdown_but_not_its_bold(text: str) -> None:
    (block,) = papers.read("a.txt", text.encode()).blocks
    assert block == Paragraph("5. Tài chính công", 1, True)


def test_text_keeps_lines_that_tabs_only_indent_out_of_tables() -> None:
    paper = papers.read("a.txt", "\t\tTM. ỦY BAN NHÂN DÂN\n\tCHỦ TỊCH".encode())
    assert [block.text for block in paper.paragraphs] == ["TM. ỦY BAN NHÂN DÂN", "CHỦ TỊCH"]


def test_text_in_a_row_without_first_cell_stays_a_row() -> None:
    paper = papers.read("a.txt", "a)\tRà soát\tBáo cáo\n\n\tvà tham mưu\t".encode())
    assert grid(paper) == [["a)", "Rà soát", "Báo cáo"], ["", "và tham mưu", ""]]


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16"])
def test_text_is_read_in_each_unicode_encoding_and_composed(encoding: str) -> None:
    (block,) = papers.read("a.txt", "Ke\u0302\u0301 hoa\u0323ch".encode(encoding)).blocks
    assert isinstance(block, Paragraph)
    assert block.text == "Kế hoạch"


@pytest.mark.parametrize(
    "text",
    [
        "Së Néi vô chñ tr×, phèi hîp víi Së T\u00ad ph¸p",
        "Sôû Noäi vuï chuû trì, phoái hôïp vôùi Sôû Tö phaùp",
    ],
    ids=["TCVN3", "VNI"],
)
def test_text_typed_for_a_font_from_before_unicode_is_refused_in_one_sentence(text: str) -> None:
    with pytest.raises(papers.Refused, match="phông chữ cũ"):
        papers.read("a.txt", text.encode())


def test_text_with_a_foreign_name_is_no_old_font() -> None:
    text = "Sở Nội vụ chủ trì, phối hợp với đối tác Zürich, Köln và São Paulo"
    assert len(papers.read("a.txt", text.encode()).blocks) == 1


# ------------------------------------------------------------------ Word
def test_word_spells_out_cells_merged_across_and_down() -> None:
    body = files.table(
        files.cell("Cơ quan", '<w:gridSpan w:val="2"/>') + files.cell("Hạn", '<w:vMerge w:val="restart"/>'),
        files.cell("Chủ trì") + files.cell("Phối hợp") + files.cell("", "<w:vMerge/>"),
    )
    paper = papers.read("a.docx", files.word(body))
    assert grid(paper) == [["Cơ quan", "Cơ quan", "Hạn"], ["Chủ trì", "Phối hợp", "Hạn"]]
    assert repeats(paper) == [[None, "left", None], [None, None, "above"]]


def test_word_prints_the_numbers_of_lists_that_stand_in_no_text() -> None:
    numbering = (
        f'<w:numbering {files.W}><w:abstractNum w:abstractNumId="3">'
        '<w:lvl w:ilvl="0"><w:start w:val="1"/><w:numFmt w:val="upperRoman"/><w:lvlText w:val="%1."/></w:lvl>'
        '<w:lvl w:ilvl="1"><w:start w:val="1"/><w:numFmt w:val="decimal"/><w:lvlText w:val="%1.%2)"/></w:lvl>'
        '<w:lvl w:ilvl="2"><w:numFmt w:val="bullet"/><w:lvlText w:val="x"/></w:lvl>'
        '</w:abstractNum><w:num w:numId="7"><w:abstractNumId w:val="3"/></w:num></w:numbering>'
    )

    def item(text: str, level: int) -> str:
        return files.paragraph(text, f'<w:numPr><w:ilvl w:val="{level}"/><w:numId w:val="7"/></w:numPr>')

    body = (
        item("Thể chế", 0)
        + item("Rà soát", 1)
        + item("Báo cáo", 1)
        + item("Gửi", 2)
        + item("Bộ máy", 0)
        + item("Sắp xếp", 1)
    )
    paper = papers.read("a.docx", files.word(body, numbering=numbering))
    assert [block.text for block in paper.paragraphs] == [
        "I. Thể chế", "I.1) Rà soát", "I.2) Báo cáo", "- Gửi", "II. Bộ máy", "II.1) Sắp xếp",
    ]  # fmt: skip


def test_word_leaves_out_deleted_text_and_keeps_inserted() -> None:
    run = "<w:r><w:t>{}</w:t></w:r>"
    body = (
        f"<w:p>{run.format('Quý ')}<w:del><w:r><w:delText>I</w:delText></w:r></w:del>"
        f"<w:ins>{run.format('II')}</w:ins></w:p>"
    )
    (block,) = papers.read("a.docx", files.word(body)).blocks
    assert isinstance(block, Paragraph)
    assert block.text == "Quý II"
    paper = papers.read("a.docx", files.word(body))
    assert (paper.struck, paper.added) == (("I",), ("II",))


def test_word_tells_struck_words_of_runs_and_styles_from_those_of_the_cell() -> None:
    styles = (
        f'<w:styles {files.W}><w:style w:type="character" w:styleId="Bo"><w:rPr><w:strike/></w:rPr></w:style>'
        '<w:style w:type="character" w:styleId="Con"><w:basedOn w:val="Bo"/></w:style>'
        '<w:style w:type="character" w:styleId="Giu"><w:basedOn w:val="Bo"/><w:rPr><w:strike w:val="0"/></w:rPr>'
        "</w:style></w:styles>"
    )
    runs = [
        ("", "Sở "),
        ("<w:dstrike/>", "Y tế"),
        ('<w:rStyle w:val="Con"/>', " và"),
        ('<w:rStyle w:val="Giu"/>', "Nội"),
        ('<w:strike w:val="false"/>', " vụ"),
        ('<w:vertAlign w:val="superscript"/>', "1"),
    ]
    words = "".join(f"<w:r><w:rPr>{look}</w:rPr><w:t>{text}</w:t></w:r>" for look, text in runs)
    (table,) = papers.read("a.docx", files.word(files.table(f"<w:tc><w:p>{words}</w:p></w:tc>"), styles=styles)).tables
    (cell,) = table.rows[0].cells
    assert (cell.text, cell.struck) == ("Sở Nội vụ¹", "Y tế và")


def test_word_counts_pages_by_the_breaks_it_has_stored() -> None:
    body = (
        files.paragraph("một")
        + '<w:p><w:r><w:br w:type="page"/><w:t>hai</w:t></w:r></w:p>'
        + files.table(files.cell("ba"))
    )
    paper = papers.read("a.docx", files.word(body))
    assert [block.page for block in paper.blocks] == [1, 2, 2]
    assert paper.pages == 2


def test_word_takes_a_table_inside_a_frame_for_a_table_and_the_frame_for_none() -> None:
    inner = files.table(
        *(files.cell(one) + files.cell(two) + files.cell("x") for one, two in (("TT", "Việc"), ("1", "A")))
    )
    frame = files.table(f"<w:tc>{files.paragraph('KẾ HOẠCH')}{inner}{files.paragraph('CHỦ TỊCH')}</w:tc>")
    paper = papers.read("a.docx", files.word(frame))
    assert [type(block).__name__ for block in paper.blocks] == ["Paragraph", "Table", "Paragraph"]
    assert grid(paper) == [["TT", "Việc", "x"], ["1", "A", "x"]]


def test_word_keeps_a_small_table_inside_a_cell_as_the_words_of_the_cell() -> None:
    inner = files.table(files.cell("- Báo cáo") + files.cell("- Tờ trình"))
    row = files.cell("1") + f"<w:tc>{files.paragraph('Sản phẩm:')}{inner}</w:tc>" + files.cell("x")
    paper = papers.read("a.docx", files.word(files.table(row)))
    assert grid(paper) == [["1", "Sản phẩm:\n- Báo cáo\n- Tờ trình", "x"]]
    assert [cell.nested for cell in next(paper.tables).rows[0].cells] == [False, True, False]


def test_word_keeps_a_table_with_columns_whose_cell_holds_a_wide_one() -> None:
    inner = files.table(files.cell("NS tỉnh") + files.cell("30") + files.cell("triệu"))
    row = files.cell("1") + files.cell("Việc") + f"<w:tc>{inner}</w:tc>"
    assert grid(papers.read("a.docx", files.word(files.table(row)))) == [["1", "Việc", "NS tỉnh\n30\ntriệu"]]


def test_word_reads_rows_cells_and_words_that_a_content_control_or_an_insertion_wraps() -> None:
    control = "<w:sdt><w:sdtContent>{}</w:sdtContent></w:sdt>"
    cells = files.cell("1") + control.format(files.cell("Việc"))
    inserted = "<w:trPr><w:ins/></w:trPr>" + files.cell("2") + files.cell("Thêm")
    deleted = "<w:trPr><w:del/></w:trPr>" + files.cell("3") + files.cell("Bỏ")
    rows = control.format(f"<w:tr>{cells}</w:tr>") + "".join(f"<w:tr>{row}</w:tr>" for row in (inserted, deleted))
    paper = papers.read("a.docx", files.word(f"<w:tbl>{rows}</w:tbl>"))
    assert grid(paper) == [["1", "Việc"], ["2", "Thêm"], ["", ""]]
    assert [cell.struck for cell in next(paper.tables).rows[2].cells] == ["3", "Bỏ"]
    assert paper.added == ("2 Thêm",)


def test_word_reads_a_text_box_once_and_leaves_hidden_words_out() -> None:
    box = f"<w:txbxContent>{files.paragraph('Số: 15/KH-UBND')}</w:txbxContent>"
    alternate = (
        '<w:r><mc:AlternateContent xmlns:mc="http://schemas.openxmlformats.org/markup-compatibility/2006">'
        f"<mc:Choice>{box}</mc:Choice><mc:Fallback>{box}</mc:Fallback></mc:AlternateContent></w:r>"
    )
    hidden = "<w:r><w:rPr><w:vanish/></w:rPr><w:t>NHÁP</w:t></w:r>"
    body = f"<w:p><w:r><w:t>ỦY BAN NHÂN DÂN</w:t></w:r>{alternate}{hidden}</w:p>"
    paper = papers.read("a.docx", files.word(body))
    assert [block.text for block in paper.paragraphs] == ["ỦY BAN NHÂN DÂN", "Số: 15/KH-UBND"]


def test_word_reads_a_text_box_in_a_cell_once() -> None:
    box = f"<w:txbxContent>{files.paragraph('Quý III')}</w:txbxContent>"
    alternate = (
        '<w:r><mc:AlternateContent xmlns:mc="http://schemas.openxmlformats.org/markup-compatibility/2006">'
        f"<mc:Choice>{box}</mc:Choice><mc:Fallback>{box}</mc:Fallback></mc:AlternateContent></w:r>"
    )
    cell = f"<w:tc><w:p><w:r><w:t>Quý I</w:t></w:r>{alternate}</w:p></w:tc>"
    assert grid(papers.read("a.docx", files.word(files.table(cell)))) == [["Quý I\nQuý III"]]


def test_word_begins_a_list_anew_where_it_says_so() -> None:
    level = '<w:lvl w:ilvl="0"><w:start w:val="1"/><w:numFmt w:val="lowerLetter"/><w:lvlText w:val="%1)"/></w:lvl>'
    anew = '<w:lvlOverride w:ilvl="0"><w:startOverride w:val="1"/></w:lvlOverride>'
    numbering = (
        f'<w:numbering {files.W}><w:abstractNum w:abstractNumId="1">{level}</w:abstractNum>'
        '<w:num w:numId="1"><w:abstractNumId w:val="1"/></w:num>'
        f'<w:num w:numId="2"><w:abstractNumId w:val="1"/>{anew}</w:num></w:numbering>'
    )
    items = [("Một", 1), ("Hai", 1), ("Ba", 2), ("Bốn", 2)]
    body = "".join(files.paragraph(text, f'<w:numPr><w:numId w:val="{number}"/></w:numPr>') for text, number in items)
    paper = papers.read("a.docx", files.word(body, numbering=numbering))
    assert [block.text for block in paper.paragraphs] == ["a) Một", "b) Hai", "a) Ba", "b) Bốn"]


# ------------------------------------------------------------------ PDF
def test_pdf_gives_ruled_tables_with_merged_cells_and_joins_broken_lines() -> None:
    from reportlab.lib import colors
    from reportlab.lib.styles import ParagraphStyle
    from reportlab.platypus import Paragraph as Text
    from reportlab.platypus import SimpleDocTemplate
    from reportlab.platypus import Table as Grid

    style = ParagraphStyle("x", fontSize=9)
    rows = [
        [Text("Co quan", style), "", Text("Han", style)],
        [Text("Chu tri", style), Text("Phoi hop", style), ""],
        [Text("- So Noi vu va cac so<br/>- So Y te", style), "x", "y"],
    ]
    table = Grid(rows, colWidths=(70, 60, 60))
    lines = ("GRID", (0, 0), (-1, -1), 0.5, colors.black)
    table.setStyle([lines, ("SPAN", (0, 0), (1, 0)), ("SPAN", (2, 0), (2, 1))])
    saved = io.BytesIO()
    SimpleDocTemplate(saved).build([Text("Truoc bang", style), table, Text("Sau bang", style)])
    paper = papers.read("a.pdf", saved.getvalue())
    assert grid(paper) == [
        ["Co quan", "Co quan", "Han"],
        ["Chu tri", "Phoi hop", "Han"],
        ["- So Noi vu va cac so\n- So Y te", "x", "y"],
    ]
    assert repeats(paper)[:2] == [[None, "left", None], [None, None, "above"]]
    assert [type(block).__name__ for block in paper.blocks] == ["Paragraph", "Table", "Paragraph"]


def test_pdf_gives_a_cell_merged_downwards_its_own_words_without_those_of_the_next() -> None:
    rules = [rule for rule in files.tight_rules(700, 12, 12, 12) if rule != (70, 688, 370, 688)]
    rules.append((70, 688, 270, 688))  # the third column is merged over the first two rows
    cells = [("1", "Viec A", "So Noi vu"), ("2", "Viec B", ""), ("3", "Viec C", "So Y te")]
    words = [(72 + 100 * x, 692 - 12 * y, text) for y, row in enumerate(cells) for x, text in enumerate(row)]
    paper = papers.read("a.pdf", files.drawn_pdf((rules, words)))
    assert grid(paper) == [["1", "Viec A", "So Noi vu"], ["2", "Viec B", "So Noi vu"], ["3", "Viec C", "So Y te"]]
    assert repeats(paper) == [[None] * 3, [None, None, "above"], [None] * 3]


def test_pdf_keeps_the_lines_close_above_and_below_a_table() -> None:
    rules = [*files.tight_rules(700, 12, 12), *files.tight_rules(664, 12, 12)]
    words = [(72, 702, "1. The che"), (72, 692, "TT"), (72, 668, "2. Thu tuc"), (72, 656, "TT"), (72, 632, "Noi nhan:")]
    paper = papers.read("a.pdf", files.drawn_pdf((rules, words)))
    said = [
        block.text if isinstance(block, papers.Paragraph) else block.rows[0].cells[0].text for block in paper.blocks
    ]
    assert said == ["1. The che", "TT", "2. Thu tuc", "TT", "Noi nhan:"]


def test_pdf_joins_what_was_broken_behind_a_hyphen_or_a_slash() -> None:
    lines = ["Cong van so 15/BNV-", "CCHC, Quy I/", "2019, Lao dong -", "Thuong binh"]
    assert joined(lines) == "Cong van so 15/BNV-CCHC, Quy I/2019, Lao dong - Thuong binh"


def test_pdf_joins_the_lines_of_a_paragraph_and_drops_page_numbers() -> None:
    from reportlab.lib.styles import ParagraphStyle
    from reportlab.platypus import Paragraph as Text
    from reportlab.platypus import SimpleDocTemplate

    long = "Thuc hien " + "cai cach hanh chinh " * 12 + "het."
    saved = io.BytesIO()
    SimpleDocTemplate(saved).build(
        [Text(long, ParagraphStyle("x")), Text("- Muc hai", ParagraphStyle("x"))],
        onFirstPage=lambda canvas, _: canvas.drawString(300, 20, "1"),
    )
    paper = papers.read("a.pdf", saved.getvalue())
    assert [block.text for block in paper.paragraphs] == [long, "- Muc hai"]


def test_a_reader_of_one_format_does_not_load_the_others() -> None:
    """A worker's memory holds what it uses: pdfplumber alone takes 30 MB."""
    import subprocess
    import sys

    program = (
        "import sys; from cchc.kernel import papers; papers.read('a.txt', b'x');"
        "sys.exit(any(name in sys.modules for name in ('pdfplumber', 'python_calamine', 'lxml', 'docx')))"
    )
    assert subprocess.run([sys.executable, "-c", program], check=False).returncode == 0
