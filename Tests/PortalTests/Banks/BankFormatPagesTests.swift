import Database
import Domain
import HTTPTypes
import Testing
import Web

@testable import Ground
@testable import Treasury

@Suite("The designer of banks' files")
struct BankFormatPagesTests {
    /// A form as the browser would send it.
    private static func form(_ name: String, _ change: (inout BankFormat) -> Void = { _ in }) -> [(String, String)] {
        var format = BankFormat()
        format.columns = [BankColumn.Content.sheba, .amount, .reference].map { BankColumn($0, header: $0.rawValue) }
        change(&format)
        return FormBody(name, format).fields.map { ($0.key, $0.value[0]) }
    }

    @Test("offers the formats that a company starts with; where one is gone, it comes back by two people, once")
    func usualAgain() async throws {
        let world = try await World()
        try await world.arman.write { _ = try $0.execute("UPDATE bank_format SET name = 'به نام دیگر' WHERE id = 1") }
        try await world.serve { client in
            let approver = try await world.browser(client, as: .financeApprover)
            for _ in 0..<2 { #expect(try await approver.post("/arman/banks/usual").status == .seeOther) }
            #expect(try await world.count("bank_format") == 3, "it waits")
            #expect(try await world.number("SELECT count(*) FROM proposal WHERE state = 'waiting'") == 1)
            try await world.browser(client, as: .administrator).confirmProposal()
            #expect(try await world.count("bank_format") == 4)
        }
    }

    @Test("offers the formats that a company starts with, and adds none that is there")
    func usual() async throws {
        let world = try await World()
        try await world.browse(as: .financeApprover) { browser in
            let page = try await browser.get("/arman/banks")
            for name in ["فایل CSV ساده", "اکسل پایا و ساتنا", "ISO 20022 (pain.001)", "۲٬۰۰۰٬۰۰۰٬۰۰۰"] {
                #expect(page.text.contains(name), "\(name)")
            }
            for id in 1...3 {
                let shown = try await browser.get("/arman/banks/\(id)")
                #expect(shown.status == .ok)
            }
            let again = try await browser.post("/arman/banks/usual")
            #expect(again.status == .seeOther)
        }
        #expect(try await world.count("bank_format") == 3)
        #expect(try await world.count("payment_limit") == 2)
    }

    @Test("makes a format, copies it and changes it; each change is a version that stays as it was")
    func whole() async throws {
        let world = try await World()
        try await world.serve { client in
            let browser = try await world.browser(client, as: .financeApprover)
            let admin = try await world.browser(client, as: .administrator)
            let empty = try await browser.get("/arman/banks/new?kind=text")
            #expect(empty.status == .ok && empty.text.contains("name=\"content.5\""))
            let made = try await browser.post("/arman/banks", Self.form("بانک نمونه"))
            #expect(made.location == "/arman/banks")
            #expect(try await world.count("bank_format") == 3, "it waits")
            try await admin.confirmProposal()
            let twice = try await browser.post("/arman/banks", Self.form("بانک نمونه"))
            #expect(twice.status == .unprocessableContent && twice.text.contains("قالب دیگری با این نام هست"))
            let copy = try await browser.get("/arman/banks/new?from=4")
            #expect(copy.text.contains("value=\"sheba\" selected"))
            let changed = try await browser.post(
                "/arman/banks/4", Self.form("بانک نمونه") { $0.delimiter = .pipe } + [("version", "1")])
            #expect(changed.location == "/arman/banks/4")
            try await admin.confirmProposal()
            let late = try await browser.post("/arman/banks/4", Self.form("دیگر") + [("version", "1")])
            #expect(late.status == .conflict && late.text.contains("در این فاصله"))
            let page = try await browser.get("/arman/banks/4")
            #expect(page.text.contains("|4350000000|") || page.text.contains("خط عمودی"))
        }
        let layouts = try await world.arman.read { tx in
            try tx.list("SELECT layout FROM bank_format_version WHERE format_id = 4 ORDER BY version", as: String.self)
        }
        #expect(layouts.count == 2 && layouts[0].contains("comma") && layouts[1].contains("pipe"))
        #expect(try await world.count("bank_format_event") == 5)
    }

    @Test("orders its columns by buttons, keeping what was typed, and saves nothing by them")
    func columns() async throws {
        let world = try await World()
        try await world.browse(as: .administrator) { browser in
            for (deed, expected) in [
                ("look", ["sheba", "amount", "reference"]), ("up.1", ["amount", "sheba", "reference"]),
                ("down.1", ["sheba", "reference", "amount"]), ("remove.0", ["amount", "reference"]),
                ("add", ["sheba", "amount", "reference", ""]), ("up.0", ["sheba", "amount", "reference"]),
                ("down.2", ["sheba", "amount", "reference"]), ("up.99", ["sheba", "amount", "reference"]),
                ("remove.-1", ["sheba", "amount", "reference"]), ("jump.1", ["sheba", "amount", "reference"]),
            ] {
                let answer = try await browser.post("/arman/banks", Self.form("x") + [("do", deed)])
                let heads = answer.text.matches(of: #/name="header\.\d+" type="text" value="([a-z]*)"/#)
                #expect(heads.map { String($0.output.1) } == expected, "\(deed)")
            }
        }
        #expect(try await world.count("bank_format") == 3)
    }

    @Test("refuses what no file can be made of, and says it beside the field")
    func refused() async throws {
        let world = try await World()
        try await world.browse(as: .financeApprover) { browser in
            let cases: [([(String, String)], String)] = [
                (Self.form(""), "این مورد الزامی است"), (Self.form("x") { $0.columns.removeFirst() }, "ستون شبای مقصد"),
                (Self.form("x") { $0.columns.removeLast() }, "شناسه واریز باید در فایل باشد"),
                (Self.form("x") { $0.delimiter = .none }, "طول ثابت"),
                (Self.form("x").map { $0.0 == "most_orders" ? ($0.0, "0") : $0 }, "most_orders"),
                (
                    Self.form("x") { $0.columns[0] = BankColumn(.payee, header: "") }.map {
                        $0.0 == "longest.0" ? ($0.0, "۱۲x") : $0
                    }, "۱۲x"
                ),
                (Self.form("x") { $0.kind = .pain }, "نام شرکت نزد بانک را بنویسید"), ([], "f-name"),
            ]
            for (form, text) in cases {
                let answer = try await browser.post("/arman/banks", form)
                #expect(answer.status == .unprocessableContent)
                #expect(answer.text.contains(text), "\(text)")
            }
        }
        #expect(try await world.count("bank_format") == 3)
    }

    @Test("keeps limits of one order as dated rows, and shows which hold")
    func limits() async throws {
        let world = try await World()
        try await world.serve { client in
            let browser = try await world.browser(client, as: .financeApprover)
            let good = [("method", "paya"), ("from", "۱۴۰۵/۰۱/۰۱"), ("least", ""), ("greatest", "۵٬۰۰۰٬۰۰۰٬۰۰۰")]
            let added = try await browser.post("/arman/banks/limits", good)
            #expect(added.status == .seeOther)
            let wrong = good.map { $0.0 == "least" ? ($0.0, "6000000000") : $0 }
            let refused = try await browser.post("/arman/banks/limits", wrong)
            #expect(refused.status == .unprocessableContent && refused.text.contains("کف نباید"))
            try await world.browser(client, as: .administrator).confirmProposal()
        }
        let world2 = world
        let range = try await world.arman.read {
            try BankFormatList.limits(on: world2.arman.clock.day(of: world2.time.now), $0).range(of: .paya)
        }
        #expect(range == 1...5_000_000_000)
    }

    @Test("is designed by approvers and administrators, read by finance and auditors, closed for all others")
    func roles() async throws {
        let world = try await World()
        for role in Role.allCases {
            try await world.browse(as: role) { browser in
                let page = try await browser.get("/arman/banks/1")
                let form = try await browser.get("/arman/banks/1/edit")
                let sees = Roles([role]).meet(.seesMoney)
                #expect((page.status == .ok) == sees, "\(role)")
                #expect((form.status == .ok) == [.financeApprover, .administrator].contains(role), "\(role)")
                #expect(page.text.contains("/arman/banks/1/edit") == [.financeApprover, .administrator].contains(role))
            }
        }
    }
}
