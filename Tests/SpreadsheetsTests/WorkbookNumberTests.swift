import Domain
import Testing

@testable import Spreadsheets

/// What the numbers of a workbook say: amounts to the last digit, days as days.
@Suite struct WorkbookNumberTests {
    @Test(
        "A number is written out digit by digit",
        arguments: [
            ("15000000", "15000000"), ("1.5E7", "15000000"), ("1.5e+07", "15000000"), ("-2.50", "-2.5"), ("0", "0"),
            ("-0", "0"), ("007", "7"), ("0.001", "0.001"), ("1E-3", "0.001"), ("12.0", "12"), (".5", "0.5"),
            ("1234.5599999999999", "1234.56"), ("0.30000000000000004", "0.3"),
            ("99999999999999.995", "100000000000000"),
            ("0.99999999999999989", "1"), ("123456789012345", "123456789012345"),
            ("9007199254740993", "9007199254740993"), ("1.2345678901234501E+17", "1.2345678901234501E17"),
            ("3.3012E23", "3.3012E23"), ("1E14", "100000000000000"), ("1E300", "1E300"), ("1E-300", "1E-300"),
        ])
    func numbers(stored: String, written: String) throws {
        #expect(try #require(WrittenNumber(stored)).text() == written)
    }

    @Test("What is no number is none", arguments: ["", "-", ".", "1,5", "NaN", "0x1F", "1E", "۱۲"])
    func noNumber(stored: String) {
        #expect(WrittenNumber(stored) == nil)
    }

    @Test(
        "A format makes a number a day, a time, a percentage, or pads it",
        arguments: [
            ("General", .plain), ("#,##0", .plain), (#"#,##0 "day""#, .plain), (#"0\d"#, .plain),
            ("[Red]#,##0;[Blue]-#,##0", .plain), ("0.00E+00", .plain), ("0%", .percent), ("0.00%", .percent),
            ("00000", .padded(5)), ("yyyy/mm/dd", .moment(showsDay: true, showsTime: false)),
            ("[$-fa-IR,16]yyyy/mm/dd;@", .moment(showsDay: true, showsTime: false)),
            ("[$-3000401]d mmmm yyyy", .moment(showsDay: true, showsTime: false)),
            (#"yyyy\-mm\-dd\ hh:mm"#, .moment(showsDay: true, showsTime: true)),
            ("h:mm AM/PM", .moment(showsDay: false, showsTime: true)),
            ("mm:ss", .moment(showsDay: false, showsTime: true)),
            ("mmm", .moment(showsDay: true, showsTime: false)), ("[h]:mm", .duration), ("[mm]:ss", .duration),
        ] as [(String, NumberFormat)])
    func formats(code: String, format: NumberFormat) {
        #expect(NumberFormat(code) == format)
    }

    @Test(
        "Days are counted from 1900 or 1904; the day that 1900 never had stays what it is",
        arguments: [
            (1.0, "1900-01-01", "1904-01-02"), (59, "1900-02-28", "1904-02-29"), (60, "1900-02-29", "1904-03-01"),
            (61, "1900-03-01", "1904-03-02"), (46_349, "2026-11-23", "2030-11-24"),
            (46_349.9, "2026-11-23", "2030-11-24"),
        ])
    func days(serial: Double, since1900: String, since1904: String) {
        #expect(SerialDates.since1900.text(serial, showsDay: true, showsTime: false) == since1900)
        #expect(SerialDates.since1904.text(serial, showsDay: true, showsTime: false) == since1904)
    }

    @Test("Times are to the second, and a number that is no day is no day")
    func times() {
        let dates = SerialDates.since1900
        #expect(dates.text(46_349.604166666664, showsDay: true, showsTime: true) == "2026-11-23 14:30")
        #expect(dates.text(0.999999999, showsDay: false, showsTime: true) == "1900-01-01 00:00")
        #expect(dates.text(0.5, showsDay: false, showsTime: true) == "12:00")
        #expect(dates.text(0.50001157407, showsDay: false, showsTime: true) == "12:00:01")
        #expect(SerialDates.duration(1.09375) == "26:15")
        for serial in [-1.0, 0, 2_958_467, .infinity, .nan] {
            #expect(dates.text(serial, showsDay: true, showsTime: false) == nil, "\(serial)")
        }
    }

    @Test("Cells come as they are shown: days as days, codes with their zeros, percentages as such, amounts exactly")
    func cells() throws {
        let heads = ["A", "B", "C", "D", "E", "F"].map { cell("\($0)1", $0) }.joined()
        let values = ["46349", "7", "0.25", "1.5E7", "46349.5", "-3"]
        let row = zip(["A", "B", "C", "D", "E", "F"], values).enumerated().map { place, pair in
            #"<c r="\#(pair.0)2" s="\#(place)"><v>\#(pair.1)</v></c>"#
        }.joined()
        let table = try SampleBook(
            "<row>\(heads)</row><row>\(row)</row>",
            formats: #"""
                <numFmts><numFmt numFmtId="164" formatCode="000"/><numFmt numFmtId="165" formatCode="yyyy/mm/dd hh:mm"/></numFmts>
                <cellStyleXfs><xf numFmtId="14"/></cellStyleXfs>
                <cellXfs><xf numFmtId="14"/><xf numFmtId="164"/><xf numFmtId="9"/><xf numFmtId="3"/><xf numFmtId="165"/><xf numFmtId="14"/></cellXfs>
                """#
        ).table()
        #expect(table.records == [["2026-11-23", "007", "25%", "15000000", "2026-11-23 12:00", "-3"]])
    }
}
