import Domain
import Testing

@Suite("A bank's answer")
struct BankAnswerTests {
    private static let today = CalendarDay(iso: "2026-11-23")!
    private static let layout: AnswerLayout = {
        var layout = AnswerLayout()
        (layout.reference, layout.state, layout.amount) = ("شناسه واریز", "وضعیت", "مبلغ")
        (layout.day, layout.tracking, layout.text) = ("تاریخ", "شماره پیگیری", "علت")
        (layout.paidWords, layout.returnedWords) = (["موفق", "واریز شد"], ["برگشتی"])
        return layout
    }()
    private static let orders = [
        BankAnswer.Order(reference: "101", row: 1, amount: 1_500_000, state: .waiting),
        BankAnswer.Order(reference: "10201", row: 2, amount: 2_000_000_000, state: .waiting),
        BankAnswer.Order(reference: "10202", row: 2, amount: 5, state: .waiting),
        BankAnswer.Order(reference: "103", row: 3, amount: 7, state: .paid),
    ]

    private static func read(_ records: [[String]], orders: [BankAnswer.Order] = orders) throws -> BankAnswer {
        let table = Table(header: ["شناسه  واریز", "وضعيت", "مبلغ", "تاریخ", "شماره پیگیری", "علت"], records: records)
        return try BankAnswer(
            table, places: layout.places(in: table.header), layout: layout, orders: orders, otherwise: today,
            days: today.adding(days: -3)...today)
    }

    @Test(
        "says of each line what it means",
        arguments: [
            (["۱۰۱", "موفق", "۱٬۵۰۰٬۰۰۰", "۱۴۰۵/۰۹/۰۱", "77", ""], "paid"),
            (["'101", "واریز‌شد", "1,500,000", "2026-11-22", "77", ""], "paid"),
            (["101", "موفق", "", "", "", ""], "paid"),
            (["101", "موفق", "1500000", "14050901", "", ""], "paid"),
            (["101", "موفق", "", "1405/09/02 12:30", "", ""], "paid"),
            (["١٠١", "برگشتي", "1500000", "", "", "حساب مسدود"], "returned"),
            (["101", "موفق", "1500001", "", "", ""], "amount"), (["999", "موفق", "", "", "", ""], "unknown"),
            (["103", "موفق", "7", "", "", ""], "settled"), (["103", "برگشتی", "7", "", "", ""], "returned"),
            (["101", "در حال بررسی", "", "", "", ""], "undecided"), (["101", "", "", "", "", ""], "undecided"),
            (["101", "موفق", "1.5", "", "", ""], "unreadable"),
            (["101", "موفق", "", "1405/13/01", "", ""], "unreadable"),
            (["101", "موفق", "", "1405/09/03", "", ""], "unreadable"),
            (["101", "موفق", "", "1404/09/02", "", ""], "unreadable"),
            (["1.405E+13", "موفق", "", "", "", ""], "unreadable"),
            (["", "موفق", "", "", "", ""], "unknown"), (["101"], "undecided"),
        ])
    func lines(_ record: [String], _ finding: String) throws {
        #expect(try Self.read([record]).lines.map(\.finding.key) == [finding])
    }

    @Test("settles a row once all of its orders are, and leaves what is paid in part")
    func rows() throws {
        let first = [["10201", "موفق", "", "1405/08/30", "A1", ""], ["101", "برگشتی", "", "", "", "حساب مسدود"]]
        let some = try Self.read(first)
        #expect(RowOutcome.all(of: some, orders: Self.orders).map(\.row) == [1])
        #expect(
            RowOutcome.all(of: some, orders: Self.orders).first?.what == .returned(on: Self.today, text: "حساب مسدود"))
        let whole = try Self.read(first + [["10202", "موفق", "", "1405/09/01", "A2", ""]])
        let last = try #require(RowOutcome.all(of: whole, orders: Self.orders).last)
        #expect(last.row == 2)
        #expect(last.what == .paid(on: CalendarDay(iso: "2026-11-22")!, tracking: "A1,A2"))
        let mixed = try Self.read([["10201", "موفق", "", "", "", ""], ["10202", "برگشتی", "", "", "", ""]])
        #expect(RowOutcome.all(of: mixed, orders: Self.orders).isEmpty)
        #expect(RowOutcome.mixed(of: mixed, orders: Self.orders) == [2])
    }

    @Test("settles a row whose other order an earlier answer had paid")
    func later() throws {
        let orders = [
            BankAnswer.Order(reference: "10201", row: 2, amount: 2_000_000_000, state: .paid),
            BankAnswer.Order(reference: "10202", row: 2, amount: 5, state: .waiting),
        ]
        let answer = try Self.read([["10202", "موفق", "5", "", "A2", ""]], orders: orders)
        #expect(RowOutcome.all(of: answer, orders: orders).map(\.row) == [2])
    }

    @Test("counts a line that stands twice once, and believes neither of two that contradict each other")
    func twice() throws {
        let paid = ["101", "موفق", "", "", "", ""], returned = ["101", "برگشتی", "", "", "", ""]
        #expect(try Self.read([paid, paid]).lines.map(\.finding.key) == ["paid", "twice"])
        #expect(try Self.read([paid, returned]).lines.map(\.finding.key) == ["contradicts", "contradicts"])
        #expect(try RowOutcome.all(of: Self.read([paid, returned]), orders: Self.orders).isEmpty)
    }

    @Test("is no answer without its column of references, and all is paid where the bank lists nothing else")
    func columns() throws {
        let table = Table(header: ["شناسه واریز", "x"], records: [["101", "?"]])
        let read = { (header: [String], isListOfPaid: Bool) in
            var layout = Self.layout
            layout.isListOfPaid = isListOfPaid
            return try BankAnswer(
                Table(header: header, records: table.records), places: layout.places(in: header), layout: layout,
                orders: Self.orders, otherwise: Self.today, days: Self.today...Self.today)
        }
        #expect(throws: Complaint("banks.answer.reference")) { try read(["نام", "x"], true) }
        #expect(try read(table.header, true).lines.map(\.finding) == [.paid])
        #expect(try read(table.header, false).lines.map(\.finding) == [.undecided])
    }
}
