import Domain
import Foundation
import Testing

@testable import Spreadsheets

/// What is no workbook, or one that somebody means harm with, is refused in words, soon, and in little memory.
@Suite struct WorkbookRefusalTests {
    static let row = "<row>\(cell("A1", "الف"))\(cell("B1", "ب"))</row><row>\(cell("A2", "1"))</row>"

    @Test("The old format, a password, other formats and damaged files are refused as what they are")
    func formats() throws {
        let old: [UInt8] = [0xD0, 0xCF, 0x11, 0xE0, 0xA1, 0xB1, 0x1A, 0xE1] + [UInt8](repeating: 0, count: 600)
        #expect(complaint(about: old) == "table.workbook.old")
        #expect(
            complaint(about: old + "EncryptedPackage".utf8.flatMap { [$0, 0] as [UInt8] }) == "table.workbook.locked")
        #expect(try complaint(about: SampleBook(Self.row).bytes(password: "راز")) == "table.workbook.locked")
        var other = SampleBook("")
        other.parts = [("mimetype", "application/vnd.oasis.opendocument.spreadsheet"), ("content.xml", "<a/>")]
        #expect(try complaint(about: other.bytes()) == "table.workbook.other")
        other.parts = [
            ("_rels/.rels", SampleBook.relations([("r", "officeDocument", "xl/workbook.bin")])),
            ("xl/workbook.bin", "1"),
        ]
        #expect(try complaint(about: other.bytes()) == "table.workbook.other")
        other.parts = [
            ("_rels/.rels", SampleBook.relations([("r", "officeDocument", "word/document.xml")])),
            ("word/document.xml", "<document/>"),
        ]
        #expect(try complaint(about: other.bytes()) == "table.workbook.other")
        let whole = try SampleBook(Self.row).bytes()
        #expect(complaint(about: whole) == nil)
        #expect(complaint(about: Array(whole.dropLast(40))) == "table.workbook.broken")
        #expect(complaint(about: [0x50, 0x4B, 0x03, 0x04]) == "table.workbook.broken")
    }

    @Test("Wherever a workbook is damaged, it is read, or refused in words; nothing stops")
    func damaged() throws {
        let whole = try SampleBook(
            Self.row, texts: "<si><t>یک</t></si>", formats: #"<cellXfs><xf numFmtId="14"/></cellXfs>"#
        ).bytes()
        for place in stride(from: 0, to: whole.count, by: 3) {
            var bytes = whole
            bytes[place] ^= 0xFF
            _ = complaint(about: bytes)
            _ = complaint(about: Array(whole.prefix(place)))
        }
    }

    @Test(
        "A document type is refused: no file is opened, no entity grows",
        arguments: [
            #"<!DOCTYPE a [<!ENTITY x SYSTEM "file:///etc/passwd">]><worksheet><sheetData>&x;</sheetData></worksheet>"#,
            #"<!DOCTYPE a [<!ENTITY x "ha"><!ENTITY y "&x;&x;&x;">]><worksheet>&y;</worksheet>"#,
            #"<!DOCTYPE worksheet SYSTEM "http://127.0.0.1/x.dtd"><worksheet/>"#,
        ])
    func entities(sheet: String) throws {
        var book = SampleBook(Self.row)
        book.parts[3].text = sheet
        #expect(try complaint(about: book.bytes()) == "table.workbook.entities")
    }

    @Test("What is small only while it is packed is refused before it fills the memory")
    func bombs() throws {
        var book = SampleBook(Self.row)
        let filling = String(repeating: " ", count: Bound.unpacked)
        book.parts[3].text = "<worksheet>\(filling)</worksheet>"
        let bytes = try book.bytes()
        #expect(bytes.count < 1 << 20)
        #expect(complaint(about: bytes) == "table.workbook.large")
        // One tag that never ends, and elements within elements.
        book.parts[3].text = "<worksheet a=\"" + String(repeating: "x", count: 4 << 20) + "\"/>"
        #expect(try complaint(about: book.bytes()) == "table.workbook.broken")
        book.parts[3].text = String(repeating: "<a>", count: 100_000)
        #expect(try complaint(about: book.bytes()) == "table.workbook.broken")
        // A long text that many cells share.
        let shared = String(repeating: "x", count: 60_000)
        let cells = (1...2_000).map { #"<row r="\#($0)"><c t="s"><v>0</v></c><c t="s"><v>0</v></c></row>"# }.joined()
        book = SampleBook(cells, texts: "<si><t>\(shared)</t></si>")
        #expect(try complaint(about: book.bytes()) == "table.workbook.large")
    }

    @Test("A million empty rows are passed over, or are an empty file")
    func emptyRows() throws {
        let empty = (3...1_000_002).map { #"<row r="\#($0)" spans="1:2"><c r="A\#($0)" s="0"/></row>"# }.joined()
        let table = try SampleBook(Self.row + empty).table()
        #expect(table.records == [["1", ""]])
        #expect(try complaint(about: SampleBook(empty).bytes()) == "table.empty")
    }

    @Test("Columns beyond the bound, and cells far apart in many rows, are refused; empty ones do no harm")
    func columns() throws {
        let empty = #"<c r="XFD2" s="0"/>"#
        #expect(
            try SampleBook("<row>\(cell("A1", "الف"))\(cell("B1", "ب"))</row><row>\(empty)</row>").table().header.count
                == 2)
        let wide = "<row>" + (0..<16_384).map { _ in "<c><v>1</v></c>" }.joined() + "</row>"
        #expect(try complaint(about: SampleBook(wide).bytes()) == "table.columns.many")
        #expect(try complaint(about: SampleBook("<row>\(cell("XFE1", "1"))</row>").bytes()) == "table.workbook.broken")
        let far = (1...50_000).map { #"<row r="\#($0)"><c r="SF\#($0)"><v>1</v></c></row>"# }.joined()
        #expect(try complaint(about: SampleBook(far).bytes()) == "table.workbook.large")
        let long = (1...200_021).map { #"<row r="\#($0)"><c><v>1</v></c></row>"# }.joined()
        #expect(try complaint(about: SampleBook(long).bytes()) == "table.records.many")
    }

    @Test("A cell that is too long, one that stands before another, and a text that is not there are refused")
    func cells() throws {
        let text = String(repeating: "x", count: DelimitedText.longestCell + 1)
        #expect(try complaint(about: SampleBook("<row>\(cell("A1", text))</row>").bytes()) == "table.cell.long")
        let back = "<row>\(cell("B1", "ب"))\(cell("A1", "الف"))</row>"
        #expect(try complaint(about: SampleBook(back).bytes()) == "table.workbook.broken")
        let absent = #"<row><c t="s"><v>7</v></c></row>"#
        #expect(try complaint(about: SampleBook(absent, texts: "<si><t>a</t></si>").bytes()) == "table.workbook.broken")
        let rows = #"<row r="2"><c><v>1</v></c></row><row r="1"><c><v>1</v></c></row>"#
        #expect(try complaint(about: SampleBook(rows).bytes()) == "table.workbook.broken")
    }
}
