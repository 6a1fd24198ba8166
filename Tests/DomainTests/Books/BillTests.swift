import Foundation
import Testing

@testable import Domain

@Suite("A bill") struct BillTests {
    @Test("is taxed line by line, with what is less than a rial left off")
    func floor() {
        let cases: [(Int64, Int, Int64)] = [
            (0, 1_000, 0), (9, 1_000, 0), (10, 1_000, 1), (19, 1_000, 1), (1_234_567, 1_000, 123_456),
            (1_234_567, 900, 111_111), (99_999, 950, 9_499), (1_000_000_000_000, 10_000, 1_000_000_000_000),
            (5_000_000, 0, 0),
        ]
        for (base, rate, tax) in cases { #expect(ValueAddedTax.tax(on: base, hundredths: rate) == tax, "\(base)") }
    }

    @Test("is taxed at the rate of its day")
    func dated() throws {
        func day(_ text: String) -> CalendarDay { CalendarDay(iso: text)! }
        let rates = [
            ValueAddedTax.Rate(from: day("2023-03-21"), hundredths: 900),
            ValueAddedTax.Rate(from: day("2024-03-20"), hundredths: 1_000),
        ]
        #expect(ValueAddedTax.rate(on: day("2023-03-20"), rates) == nil)
        #expect(ValueAddedTax.rate(on: day("2024-03-19"), rates) == 900)
        #expect(ValueAddedTax.rate(on: day("2024-03-20"), rates) == 1_000)
        #expect(try ValueAddedTax.read("۹٫۵٪") == 950 && ValueAddedTax.read("0") == 0)
        #expect(ValueAddedTax.text(950) == "9.5" && ValueAddedTax.text(0) == "0")
    }

    private static let lines: [BillLine] = [
        BillLine(.labour, "اجرت", price: 2_500_001),
        BillLine(.part, "کمپرسور", quantity: 2, price: 9_000_000, bearer: .company, reason: "گارانتی"),
        BillLine(.part, "فیلتر", quantity: 3, price: 333_333),
        BillLine(.travel, "ایاب و ذهاب", price: 400_000, isExempt: true),
    ]

    @Test("is the sum of its lines; what another bears has its value and costs nothing")
    func sums() {
        let bill = BillFigures(Self.lines, discount: 500, rate: 1_000)
        #expect(bill.value == 2_500_001 + 18_000_000 + 999_999 + 400_000)
        #expect(bill.covered == 18_000_000)
        #expect(bill.lines.map(\.discount) == [125_000, 0, 49_999, 20_000])
        #expect(bill.lines.map(\.base) == [2_375_001, 0, 950_000, 380_000])
        #expect(bill.lines.map(\.vat) == [237_500, 0, 95_000, 0])
        #expect(bill.total == bill.lines.reduce(0) { $0 + $1.total } && bill.total == bill.net + bill.vat)
        #expect(bill.net + bill.discount + bill.covered == bill.value)
    }

    @Test("is issued by whoever may let off so much, with a reason, and with a rate of its day")
    func permit() throws {
        func refused(_ lines: [BillLine], _ discount: Int, _ reason: String, limit: Int, rate: Int?) -> String? {
            do {
                _ = try MayIssueInvoice(
                    lines, usual: [], discount: discount, because: reason, limit: limit, rate: rate)
            } catch { return error.key }
            return nil
        }
        #expect(refused([], 0, "", limit: 0, rate: 1_000) == "bills.empty")
        #expect(refused(Self.lines, 0, "", limit: 0, rate: 1_000) == nil)
        #expect(refused(Self.lines, 501, "x", limit: 500, rate: 1_000) == "bills.discount.over")
        #expect(refused(Self.lines, 500, "", limit: 500, rate: 1_000) == "bills.discount.reason")
        #expect(refused(Self.lines, 500, "x", limit: 500, rate: nil) == "bills.vat.none")
        #expect(refused(Self.lines, 500, "x", limit: 500, rate: 0) == nil)
        let silent = [BillLine(.labour, "", price: 1, bearer: .company)]
        #expect(refused(silent, 0, "", limit: 0, rate: 0) == "bills.bearer.reason")
        let huge = BillLine(
            .part, "", quantity: BillLine.quantities.upperBound, price: BillLine.prices.upperBound, bearer: .company,
            reason: "x")
        #expect(refused(Array(repeating: huge, count: BillLine.most), 0, "", limit: 0, rate: 10_000) == "bills.huge")
    }

    @Test("lets off what its customer is asked for less than the lists say, whatever way it was made less")
    func spared() {
        let usual = [
            BillLine(.labour, "اجرت", price: 2_000_000), BillLine(.travel, "راه", price: 500_000),
            BillLine(.part, "فیلتر", quantity: 2, price: 500_000),
            BillLine(.part, "کمپرسور", price: 9_000_000, bearer: .company, reason: "گارانتی"),
        ]
        func refused(
            labour: Int64 = 2_000_000, way: Bearer = .customer, parts: Int = 2, more: Int64 = 0, discount: Int = 0,
            because reason: String = "x"
        ) -> String? {
            let lines = [
                BillLine(.labour, "اجرت", price: labour),
                BillLine(.travel, "راه", price: 500_000, bearer: way, reason: "x"),
                BillLine(.part, "فیلتر", quantity: parts, price: 500_000), BillLine(.part, "شیر", price: more),
            ]
            do {
                _ = try MayIssueInvoice(
                    lines, usual: usual, discount: discount, because: reason, limit: 1_000, rate: 1_000)
            } catch { return error.key }
            return nil
        }
        #expect(refused() == nil && refused(discount: 1_000) == nil)
        // A tenth of 3,500,000 may be let off.
        #expect(refused(labour: 1_650_000) == nil)
        #expect(refused(labour: 1_649_999) == "bills.spared")
        #expect(refused(labour: 1_650_000, because: "") == "bills.discount.reason")
        #expect(refused(labour: 1_900_000, discount: 1_000) == "bills.spared")
        #expect(refused(way: .company) == "bills.spared")
        #expect(refused(parts: 1) == "bills.spared" && refused(parts: 1, more: 500_000) == nil)
        #expect(refused(labour: 1_000_000, more: 1_000_000) == "bills.spared")
        #expect(refused(labour: 2_500_000, way: .company) == nil)
    }

    @Test("names its buyer as the law asks of a person, of an organisation and of whoever consumes")
    func buyers() throws {
        let person = try Buyer(.natural, name: "سارا", nationalID: "۰۴۹۹۳۷۰۸۹۹")
        #expect(person.nationalID == "0499370899")
        #expect(try Buyer(.legal, name: "شرکت", nationalID: "10380284790", economicCode: "411111111111").kind == .legal)
        #expect(try Buyer(.consumer, name: "سارا", nationalID: "1").nationalID == "")
        for (kind, number) in [
            (BuyerKind.natural, ""), (.natural, "1234567890"), (.legal, ""), (.legal, "10380284792"),
        ] {
            #expect(throws: Complaint.self) { try Buyer(kind, name: "x", nationalID: number) }
        }
        #expect(throws: Complaint.self) { try Buyer(.consumer, name: "") }
    }

    @Test("is taken back once, line by line, with a reason")
    func credit() throws {
        let known = [(place: 1, isCredited: false), (place: 2, isCredited: true), (place: 3, isCredited: false)]
        #expect(try MayCredit([3, 1], of: .invoice, known: known, because: "x").lines == [1, 3])
        let refused: [(Set<Int>, BillKind, String, String)] = [
            ([1], .credit, "x", "bills.credit.itself"), ([], .invoice, "x", "bills.credit.none"),
            ([1], .invoice, "", "bills.credit.reason"), ([1, 2], .invoice, "x", "bills.credit.twice"),
            ([9], .invoice, "x", "bills.credit.twice"),
        ]
        for (lines, kind, reason, key) in refused {
            do {
                _ = try MayCredit(lines, of: kind, known: known, because: reason)
                Issue.record("\(key) was let through")
            } catch { #expect(error.key == key) }
        }
    }

    @Test("has a number of 22 characters at the tax office, with a digit that checks it")
    func taxID() throws {
        let day = try #require(CalendarDay(iso: "2026-04-04"))
        #expect(try TaxID(memory: "a2j1p7", day: day, serial: 1_001).text == "A2J1P70504300000003E91")
        for (digits, check) in [("236", 3), ("12345", 1), ("142857", 0), ("84736430954837284567892", 2)] {
            #expect(Verhoeff.check(digits) == check)
        }
        for memory in ["", "A2J1P", "A2J1P-", "A2J1P77"] {
            #expect(throws: Complaint.self) { try TaxID(memory: memory, day: day, serial: 1) }
        }
        #expect(throws: Complaint.self) { try TaxID(memory: "A2J1P7", day: day, serial: 0) }
    }

    @Test("has the number there that others make of the same memory, day and serial")
    func judged() throws {
        let file = URL(fileURLWithPath: #filePath).deletingLastPathComponent().appendingPathComponent(
            "../../Fixtures/tax-ids.tsv")
        let rows = try String(contentsOf: file, encoding: .utf8).split(separator: "\n").filter { !$0.hasPrefix("#") }
        #expect(rows.count == 61)
        for row in rows {
            let cells = row.split(separator: "\t").map(String.init)
            let (day, serial) = (try #require(Int32(cells[1])), try #require(Int64(cells[2])))
            let text = try TaxID(memory: cells[0], day: CalendarDay(number: day), serial: serial).text
            #expect(text == cells[3], "\(row)")
        }
    }

    @Test("has an inner number that no other bill has")
    func serials() {
        #expect(TaxID.serial(ofNumber: "F1405-000123", .invoice) == 14_050_000_123)
        #expect(TaxID.serial(ofNumber: "G1405-000123", .credit) == 14_055_000_123)
        #expect(TaxID.serial(ofNumber: "KH1405-0001", .invoice) == 14_050_000_001)
        #expect(TaxID.serial(ofNumber: "1405", .invoice) == nil)
        #expect(TaxID.serial(ofNumber: "1405-5000000", .invoice) == nil)
    }
}
