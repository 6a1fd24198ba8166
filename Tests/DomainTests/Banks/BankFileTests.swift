import Domain
import Testing

@Suite("A bank's file")
struct BankFileTests {
    static let day = CalendarDay(iso: "2026-11-23")!
    static let facts = BankFileFacts(
        payout: "P1405-000012", period: "آذر 1405", day: day, madeAt: Instant(seconds: 1_795_415_400), currency: .irr)
    static let limits = try! OrderLimits(
        [
            OrderLimit(method: .paya, from: day, least: nil, greatest: 2_000_000_000),
            OrderLimit(method: .satna, from: day, least: 1_000_000_000, greatest: nil),
        ], on: day)
    static let rows = [
        PaymentRow(
            sheba: "IR820540102680020817909002", amount: 1_250_000, payee: "رضایی, الهام",
            reference: "14050000120001", nationalID: "0499370899", dealer: "D100"),
        PaymentRow(
            sheba: "IR550570022080013447370101", amount: 3_000_000_000, payee: "=1+1", reference: "14050000120002",
            dealer: "D200"),
    ]

    static func format(_ change: (inout BankFormat) -> Void = { _ in }) -> BankFormat {
        var format = BankFormat()
        format.columns = [
            BankColumn(.row, header: "ردیف"), BankColumn(.sheba, header: "شبا"), BankColumn(.amount, header: "مبلغ"),
            BankColumn(.payee, header: "نام"), BankColumn(.reference, header: "شناسه"),
        ]
        change(&format)
        return format
    }

    static func text(_ format: BankFormat, _ rows: [PaymentRow] = rows) throws -> [String] {
        let plan = try BankFilePlan(rows, format: format, limits: limits)
        return try plan.parts.map {
            String(decoding: try BankSheet($0, of: plan, format: format, facts: facts).bytes(), as: UTF8.self)
        }
    }

    @Test("has these bytes, and the same ones whenever it is made")
    func bytes() throws {
        let text = """
            \u{FEFF}ردیف,شبا,مبلغ,نام,شناسه\r
            1,IR820540102680020817909002,1250000,"رضایی, الهام",14050000120001\r
            2,IR550570022080013447370101,3000000000,'=1+1,14050000120002\r

            """
        #expect(try Self.text(Self.format()) == [text])
        #expect(try Self.text(Self.format()) == Self.text(Self.format()))
    }

    @Test("has parts of a row under references of their own, and its control line")
    func split() throws {
        let format = Self.format { format in
            format.methods = [.paya]
            (format.hasHeader, format.controlLine, format.encoding, format.lineEnd) = (false, .last, .utf8, .lf)
        }
        #expect(
            try Self.text(format) == [
                """
                1,IR820540102680020817909002,1250000,"رضایی, الهام",14050000120001
                2,IR550570022080013447370101,2000000000,'=1+1,1405000012000201
                3,IR550570022080013447370101,1000000000,'=1+1,1405000012000202
                3,,3001250000,,

                """
            ])
    }

    @Test("is several files where rows, sum or method ask for it")
    func parts() throws {
        let by = { (change: @escaping (inout BankFormat) -> Void) in
            try BankFilePlan(Self.rows, format: Self.format(change), limits: Self.limits)
        }
        #expect(try by { $0.isOneMethodPerFile = true }.parts.map(\.sums.total) == [1_250_000, 3_000_000_000])
        let ones = try by { ($0.methods, $0.mostOrders) = ([.paya], 1) }
        #expect(ones.parts.map(\.orders.count) == [1, 1, 1])
        #expect(ones.parts.map(\.number) == [1, 2, 3])
        #expect(ones.sums.rows == 2 && ones.sums.orders == 3 && ones.sums.total == 3_001_250_000)
        let sums = try by { ($0.methods, $0.greatestSum) = ([.paya], 1_500_000_000) }
        #expect(sums.parts.map(\.sums.total) == [1_250_000, 1_500_000_000, 1_500_000_000])
    }

    @Test("writes columns of a fixed width, numbers with zeros in front")
    func fixedWidth() throws {
        let format = Self.format { format in
            (format.delimiter, format.hasHeader, format.encoding) = (.none, false, .utf8)
            for (place, width) in [3, 26, 12, 4, 16].enumerated() { format.columns[place].width = width }
        }
        let lines = try Self.text(format)[0].split(separator: "\r\n").map(String.init)
        #expect(lines[0] == "001IR820540102680020817909002000001250000رضای0014050000120001")
        #expect(lines.allSatisfy { $0.unicodeScalars.count == 61 })
    }

    @Test("cuts a name between letters and never a number")
    func cutting() throws {
        // Two letters, the second with two marks: three code points that belong together.
        let row = PaymentRow(sheba: Self.rows[0].sheba, amount: 55, payee: "آبُّ", reference: "1")
        let cut = { (longest: Int) in
            try Self.text(
                Self.format { format in
                    format.columns = [
                        BankColumn(.sheba, header: ""), .init(.amount, header: ""), .init(.payee, header: ""),
                    ]
                    format.columns.append(.init(.reference, header: ""))
                    (format.columns[2].longest, format.encoding, format.hasHeader) = (longest, .utf8, false)
                }, [row])[0].split(separator: ",")[2]
        }
        #expect(try cut(4) == "آبُّ")
        #expect(try cut(3) == "آ")
        #expect(throws: Complaint("banks.column.long", "مبلغ", "1250000")) {
            try Self.text(Self.format { $0.columns[2].longest = 6 })
        }
    }

    @Test(
        "quotes as its bank wants it",
        arguments: [
            (BankFormat.Quoting.needed, BankFormat.Delimiter.semicolon, "a\"b;c", "\"a\"\"b;c\""),
            (.needed, .tab, "a;b", "a;b"), (.always, .comma, "ab", "\"ab\""), (.never, .pipe, "a|b\"c", "a b c"),
            (.never, .comma, "a,b", "a b"), (.needed, .pipe, "-2", "-2"), (.needed, .comma, "@x", "'@x"),
        ])
    func quoting(_ quoting: BankFormat.Quoting, _ delimiter: BankFormat.Delimiter, _ name: String, _ cell: String)
        throws
    {
        let format = Self.format { format in
            (format.quoting, format.delimiter, format.hasHeader, format.encoding) = (quoting, delimiter, false, .utf8)
            format.columns = [.payee, .sheba, .amount, .reference].map { BankColumn($0, header: "") }
        }
        let row = PaymentRow(sheba: Self.rows[0].sheba, amount: 1, payee: name, reference: "7")
        #expect(try Self.text(format, [row])[0].hasPrefix(cell + delimiter.text))
    }

    @Test("is written in the letters of old Windows, and says which letter those do not have")
    func windows() throws {
        let format = { (unwritable: BankFormat.Unwritable) in
            Self.format { ($0.encoding, $0.unwritable, $0.hasHeader) = (.windows1256, unwritable, false) }
        }
        let bytes = { (name: String, unwritable: BankFormat.Unwritable) in
            let format = format(unwritable)
            let rows = [PaymentRow(sheba: Self.rows[0].sheba, amount: 1, payee: name, reference: "7")]
            let plan = try BankFilePlan(rows, format: format, limits: Self.limits)
            return try BankSheet(plan.parts[0], of: plan, format: format, facts: Self.facts).bytes()
        }
        let known = try bytes("علی گچ ۱۲", .refuse)
        #expect(String(decoding: known.filter { $0 < 0x80 }, as: UTF8.self).hasSuffix(",1,  12,7\r\n"))
        #expect(known.contains(0xED) && known.contains(0x90) && known.contains(0x8D))
        #expect(try bytes("م漢", .replace).contains(UInt8(ascii: "?")))
        #expect(throws: Complaint("banks.letter.unwritable", "漢", "1,IR820540102680020817909002,1,م漢,7")) {
            try bytes("م漢", .refuse)
        }
    }

    @Test("writes digits, dates and methods as its columns say")
    func contents() throws {
        var day = BankColumn(.date, header: "")
        day.text = "yyyy/MM/dd"
        var gregorian = day
        (gregorian.text, gregorian.calendar, gregorian.digits) = ("yyMMdd", .gregorian, .persian)
        var method = BankColumn(.method, header: "")
        method.text = "پایا|ساتنا"
        var amount = BankColumn(.amount, header: "")
        amount.digits = .persian
        let format = Self.format { format in
            (format.hasHeader, format.encoding, format.description) = (false, .utf8, "{payout} {dealer} {period}")
            format.columns = [
                day, gregorian, method, amount, .init(.shebaDigits, header: ""), .init(.nationalID, header: ""),
            ]
            format.columns += [
                .init(.description, header: ""), .init(.reference, header: ""), .init(.empty, header: ""),
            ]
        }
        #expect(
            try Self.text(format)[0].split(separator: "\r\n").first
                == "1405/09/02,۲۶۱۱۲۳,پایا,۱۲۵۰۰۰۰,820540102680020817909002,0499370899,P1405-000012 D100 آذر 1405,14050000120001,"
        )
    }

    @Test("is never made from a format that lacks what a bank needs")
    func checks() {
        let cases: [(String, (inout BankFormat) -> Void)] = [
            ("banks.format.columns", { $0.columns.remove(at: 1) }),
            ("banks.format.columns", { $0.columns.remove(at: 2) }),
            ("banks.format.reference", { $0.columns.removeLast() }), ("banks.format.methods", { $0.methods = [] }),
            ("banks.format.orders", { $0.mostOrders = 0 }), ("banks.format.sum", { $0.greatestSum = 0 }),
            ("banks.format.width", { $0.delimiter = .none }),
            ("banks.column.pattern", { $0.columns.append(BankColumn(.date, header: "")) }),
            ("banks.pain.name", { $0.kind = .pain }),
        ]
        for (key, change) in cases {
            let complaint = #expect(throws: Complaint.self) { try Self.format(change).check() }
            #expect(complaint?.key == key)
        }
    }
}
