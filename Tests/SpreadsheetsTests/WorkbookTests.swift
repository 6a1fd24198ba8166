import Domain
import Testing

@testable import Spreadsheets

/// What a workbook's cells say, as texts of a table.
@Suite struct WorkbookTests {
    @Test("Texts of all kinds come as they are read: shared, joined from runs, without their pronunciation")
    func texts() throws {
        let table = try SampleBook(
            #"""
            <row r="1"><c r="A1" t="s"><v>0</v></c><c r="B1" t="s"><v>1</v></c><c r="C1" t="inlineStr"><is><t>سه</t></is></c></row>
            <row r="2"><c r="A2" t="s"><v>2</v></c><c r="B2" t="str"><f>A1</f><v>از فرمول</v></c><c r="C2" t="s"><v>3</v></c></row>
            """#,
            texts: """
                <si><t>یک</t></si><si><r><t>د</t></r><r><rPr><b/></rPr><t>و</t></r></si>
                <si><t>課</t><rPh sb="0" eb="1"><t>か</t></rPh></si><si><t>a_x000D_b &amp; _x005F_c</t></si>
                """
        ).table()
        #expect(table.header == ["یک", "دو", "سه"])
        #expect(table.records == [["課", "از فرمول", "a\rb & _c"]])
    }

    @Test("A truth value, an error and a formula without a result stay visible")
    func others() throws {
        let table = try SampleBook(
            """
            <row r="1">\(cell("A1", "a"))\(cell("B1", "b"))\(cell("C1", "c"))\(cell("D1", "d"))</row>
            <row r="2"><c r="A2" t="b"><v>1</v></c><c r="B2" t="e"><v>#N/A</v></c><c r="C2"><f>SUM(A1:A2)</f></c>\
            <c r="D2" t="d"><v>2026-11-23T00:00:00</v></c></row>
            """
        ).table()
        #expect(table.records == [["TRUE", "#N/A", "=SUM(A1:A2)", "2026-11-23"]])
    }

    @Test("Rows and cells may be missing, above, between and at the ends; each record knows its line")
    func gaps() throws {
        let table = try SampleBook(
            """
            <row r="3">\(cell("B3", "کد"))\(cell("C3", "نام"))\(cell("E3", "شهر"))</row><row r="4"/>
            <row r="5">\(cell("C5", "ب"))</row><row r="6"><c r="A6" s="0"/>\(cell("B6", " "))</row>
            <row r="9">\(cell("B9", "۹"))\(cell("E9", "یزد"))\(cell("G9", "بیرون"))</row><row r="2000"><c r="A2000"/></row>
            """
        ).table()
        #expect(table.header == ["", "کد", "نام", "", "شهر"])
        #expect(table.records == [["", "", "ب", "", ""], ["", "۹", "", "", "یزد", "", "بیرون"]])
        #expect(table.lines == [5, 9])
    }

    @Test("Rows and cells without their places follow one another; elements may have a prefix")
    func unplaced() throws {
        var book = SampleBook("")
        book.parts[3].text = """
            <x:worksheet><x:sheetData><x:row><x:c t="inlineStr"><x:is><x:t>الف</x:t></x:is></x:c>\
            <x:c t="inlineStr"><x:is><x:t>ب</x:t></x:is></x:c></x:row><x:row><x:c><x:v>1</x:v></x:c></x:row>\
            </x:sheetData></x:worksheet>
            """
        let table = try book.table()
        #expect(table.header == ["الف", "ب"])
        #expect(table.records == [["1", ""]])
    }

    @Test("A title and the day of printing above a table are none of its head")
    func titles() throws {
        let table = try SampleBook(
            """
            <row r="1">\(cell("A1", "فهرست نمایندگان"))</row><row r="2">\(cell("A2", "تاریخ"))\(cell("D2", "1405/09/07"))</row>
            <row r="4">\(cell("A4", "کد"))\(cell("B4", "نام"))\(cell("C4", "شهر"))\(cell("D4", "همراه"))\(cell("E4", "شبا"))</row>
            <row r="5">\(cell("A5", "1"))\(cell("B5", "الف"))</row>
            """, after: #"<mergeCells><mergeCell ref="A1:E1"/></mergeCells>"#
        ).table()
        #expect(table.header == ["کد", "نام", "شهر", "همراه", "شبا"])
        #expect(table.lines == [5])
    }

    @Test(
        "A head over two rows is read as one, joined downwards or to the side",
        arguments: [
            #"<mergeCell ref="A1:A2"/><mergeCell ref="B1:C1"/><mergeCell ref="D1:D2"/>"#, #"<mergeCell ref="B1:C1"/>"#,
        ])
    func mergedHeads(merges: String) throws {
        let table = try SampleBook(
            """
            <row r="1">\(cell("A1", "کد"))\(cell("B1", "قرارداد"))\(cell("D1", "نام"))</row>
            <row r="2">\(cell("B2", "شروع"))\(cell("C2", "پایان"))</row>
            <row r="3">\(cell("A3", "7"))\(cell("B3", "1405/01/01"))\(cell("C3", "1405/12/29"))\(cell("D3", "الف"))</row>
            """, after: "<mergeCells>\(merges)</mergeCells>"
        ).table()
        #expect(table.header == ["کد", "قرارداد شروع", "قرارداد پایان", "نام"])
        #expect(table.records == [["7", "1405/01/01", "1405/12/29", "الف"]])
    }

    @Test("The first sheet that can be seen and holds something is read, or the one that is asked for")
    func sheets() throws {
        let rows = { (text: String) in
            (rows: "<row>\(cell("A1", text))\(cell("B1", "ب"))</row><row>\(cell("A2", "1"))</row>", after: "")
        }
        let book = SampleBook([rows("پنهان"), ("", ""), rows("یک"), rows("دو")], hidden: [0])
        let file = try TableFile.read(book.bytes())
        #expect(file.sheets == ["برگه 1", "برگه 2", "برگه 3"])
        #expect(file.sheet == 1)
        #expect(file.table.header == ["یک", "ب"])
        #expect(try book.table(sheet: 2).header == ["دو", "ب"])
        #expect(try book.table(sheet: 9).header == ["یک", "ب"])
        #expect(throws: Complaint("table.empty")) { try book.table(sheet: 0) }
    }

    @Test("A sheet with rows is read before one that has a line alone, which is read where there is no other")
    func notes() throws {
        let line = (rows: "<row>\(cell("A1", "برای"))\(cell("B1", "ما"))</row>", after: "")
        let rows = (rows: line.rows + "<row>\(cell("A2", "1"))</row>", after: "")
        #expect(try TableFile.read(SampleBook([line, rows]).bytes()).sheet == 1)
        #expect(try TableFile.read(SampleBook([line, line]).bytes()).sheet == 0)
    }

    @Test("A file of text is read as ever")
    func text() throws {
        let file = try TableFile.read(Array("a;b\n1;2\n".utf8))
        #expect(file.table.records == [["1", "2"]])
        #expect(file.sheets.isEmpty)
    }
}
