import Domain
import Testing

@Suite("Delimited files, as people hand them over")
struct DelimitedTextTests {
    private func read(_ text: String) throws -> Table { try DelimitedText.read(Array(text.utf8)) }

    private func complaint(about bytes: [UInt8]) -> String? {
        do throws(Complaint) {
            _ = try DelimitedText.read(bytes)
            return nil
        } catch {
            return error.key
        }
    }

    @Test("A mark at the start of UTF-8 is no part of the first column's name")
    func byteOrderMark() throws {
        #expect(try DelimitedText.read([0xEF, 0xBB, 0xBF] + Array("کد,نام\n1,آب".utf8)).header == ["کد", "نام"])
    }

    @Test("UTF-16 of either order is read by its mark")
    func utf16() throws {
        let units = Array("کد;نام\r\n1;آب 🚰\r\n".utf16)
        let little: [UInt8] = [0xFF, 0xFE] + units.flatMap { [UInt8($0 & 0xFF), UInt8($0 >> 8)] }
        let big: [UInt8] = [0xFE, 0xFF] + units.flatMap { [UInt8($0 >> 8), UInt8($0 & 0xFF)] }
        for bytes in [little, big] {
            let table = try DelimitedText.read(bytes)
            #expect(table.header == ["کد", "نام"])
            #expect(table.records == [["1", "آب 🚰"]])
        }
        #expect(complaint(about: Array(little.dropLast())) == "table.encoding")
    }

    @Test("An export of Persian Windows is read by its own code page")
    func windows1256() throws {
        let table = try DelimitedText.read(try Arman.bytes("products.csv"))
        let header = "کد مدل;نام مدل;گروه کالا;ماه گارانتي;شروع گارانتي از;سرويس دوره اي هر چند ماه"
        #expect(table.header == header.split(separator: ";").map(String.init))
        #expect(table.records.count == 44)
        #expect(table.records[0][0] == "FR-951B0")
        #expect(table.records.allSatisfy { $0.count == 6 })
        let letters = try DelimitedText.read([0x81, 0x8D, 0x8E, 0x90, 0x98, 0xED, 0x9D, 0xDF, 0x0A])
        #expect(letters.header == ["پچژگکي\u{200C}ك"])
    }

    @Test("The delimiter is the one that divides the header most often, outside of quotes")
    func delimiter() throws {
        #expect(try read("a;b,c;d\n1;2;3").header == ["a", "b,c", "d"])
        #expect(try read("a\tb\n1\t2").records == [["1", "2"]])
        #expect(try read("\"a,b,c\";d\n1;2").header == ["a,b,c", "d"])
        #expect(try read("alone\n1").header == ["alone"])
    }

    @Test("Line breaks of every kind end a record, and a quoted one stays in its cell")
    func lineBreaks() throws {
        for end in ["\n", "\r\n", "\r"] {
            let table = try read(["a,b", "1,\"x\(end)y\"", "2,z"].joined(separator: end))
            #expect(table.records == [["1", "x\(end)y"], ["2", "z"]])
            #expect(table.lines == [2, 4])
        }
    }

    @Test("Quotes are undoubled, empty cells stay, and what follows a closing quote is kept")
    func quotes() throws {
        #expect(try read("a,b,c\n\"say \"\"yes\"\"\",,\"\"").records == [["say \"yes\"", "", ""]])
        #expect(try read("a,b\n\"x\"y,5\" pipe").records == [["xy", "5\" pipe"]])
        #expect(complaint(about: Array("a,b\n1,2\n3,\"open\n4,5\n".utf8)) == "table.quote.open")
    }

    @Test("Blank lines at the end are dropped, one in the middle is a ragged record")
    func blankLines() throws {
        let table = try read("a,b\n1,2\n\n3,4\n,\n  \n\n")
        #expect(table.records == [["1", "2"], [""], ["3", "4"]])
        #expect(table.raggedness(of: table.records[1]) == Complaint("table.ragged", "1", "2"))
        #expect(table.raggedness(of: table.records[2]) == nil)
    }

    @Test("A record with more cells than the header is ragged, not cut")
    func raggedRecords() throws {
        let table = try read("a,b\n1,2,3\n1")
        #expect(table.records == [["1", "2", "3"], ["1"]])
        #expect(table.raggedness(of: table.records[0]) == Complaint("table.ragged", "3", "2"))
    }

    @Test("Spreadsheets, pictures, documents and NUL bytes are refused as what they are")
    func binaries() {
        #expect(complaint(about: [0x50, 0x4B, 0x03, 0x04, 0x14]) == "table.binary")
        #expect(complaint(about: [0xD0, 0xCF, 0x11, 0xE0, 0xA1]) == "table.binary")
        #expect(complaint(about: Array("%PDF-1.7".utf8)) == "table.binary")
        #expect(complaint(about: [0x89, 0x50, 0x4E, 0x47, 0x0D]) == "table.binary")
        #expect(complaint(about: Array("a,b\n1,\0".utf8)) == "table.binary")
        #expect(complaint(about: [0xEF, 0xBB, 0xBF, 0x61, 0xFF]) == "table.encoding")
        #expect(complaint(about: []) == "table.empty")
        #expect(complaint(about: Array("\n\n".utf8)) == "table.empty")
    }

    @Test("The limits of records and of a cell are kept to the last one")
    func limits() throws {
        let most = "a\n" + String(repeating: "1\n", count: DelimitedText.mostRecords)
        #expect(try read(most).records.count == DelimitedText.mostRecords)
        #expect(complaint(about: Array((most + "1").utf8)) == "table.records.many")
        let widest = String(repeating: ",", count: DelimitedText.mostColumns - 1)
        #expect(try read("a\n" + widest + "b").records[0].count == DelimitedText.mostColumns)
        #expect(complaint(about: Array("a\n\(widest),b".utf8)) == "table.columns.many")
        let longest = String(repeating: "x", count: DelimitedText.longestCell)
        #expect(try read("a\n" + longest).records == [[longest]])
        #expect(complaint(about: Array("a\nx\(longest)".utf8)) == "table.cell.long")
        #expect(complaint(about: [0x61] + Array(repeating: 0x0A, count: 500_000)) == "table.records.many")
    }

    @Test("Arman's requests keep their 3,000 records, line breaks in cells and all")
    func armanRequests() throws {
        let table = try DelimitedText.read(try Arman.bytes("service_requests.csv"))
        #expect(table.records.count == 3_000)
        #expect(table.records.allSatisfy { $0.count == table.header.count })
        #expect(table.records.contains { $0.contains { $0.contains("\n") } })
    }

    @Test("What is written reads back as it was, whatever stands in the cells")
    func roundTrip() throws {
        var dice = Dice(seed: 7)
        let alphabet = [
            "a", "۵", "ی", "\"", ",", ";", "\t", "\n", "\r", "\r\n", " ", "'", "=", "\u{301}", "\u{200C}", "🚰",
        ]
        for _ in 0..<2_000 {
            let width = dice.roll(1...5)
            let delimiter = dice.pick([",", ";", "\t"] as [Character])
            let header = (0..<width).map { "column\($0)" }
            let records = (0..<dice.roll(0...4)).map { _ in
                ["x"]
                    + (0..<width - 1).map { _ in
                        (0..<dice.roll(0...6)).map { _ in dice.pick(alphabet) }.joined()
                    }
            }
            let text = DelimitedText.write(header: header, records: records, delimiter: delimiter)
            // Without a second column there is no delimiter to be found.
            guard width > 1 || delimiter == "," else { continue }
            let table = try read(text)
            try #require(table.header == header)
            try #require(table.records.map { $0.map { Array($0.utf8) } } == records.map { $0.map { Array($0.utf8) } })
        }
    }

    @Test(
        "A cell that a spreadsheet would run gets an apostrophe; numbers and telephone numbers do not",
        arguments: [
            ("=1+1", "'=1+1"), ("+98912", "+98912"), ("-569943", "-569943"), ("-12.5", "-12.5"), ("-", "'-"),
            ("+cmd|' /C calc'!A0", "'+cmd|' /C calc'!A0"), ("@SUM(A1)", "'@SUM(A1)"), ("\tx", "'\tx"),
            ("\r=1", "'\r=1"),
            ("-1+2", "'-1+2"), ("−5", "−5"), ("آب", "آب"), ("", ""), ("-1.", "'-1."), ("+۹۸۹۱۲", "+۹۸۹۱۲"),
        ])
    func formulas(cell: String, safe: String) {
        #expect(DelimitedText.safeCell(cell) == safe)
    }
}
