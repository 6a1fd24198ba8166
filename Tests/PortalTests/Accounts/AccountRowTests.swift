import Database
import Domain
import HTTPTypes
import Testing

@testable import Base
@testable import Ground

@Suite("A row that finance writes into a dealer's account")
struct AccountRowTests {
    private static let rows = "/arman/dealers/D100/account/rows"
    private static let advance = [
        ("kind", "advance"), ("amount", "۱٬۵۰۰٬۰۰۰"), ("day", "1405/09/01"), ("note", "علی‌الحساب آذر"),
    ]

    @Test("counts once another person has confirmed it, and shows with its word on account and statement")
    func confirmed() async throws {
        let world = try await World()
        try await world.serve { client in
            let officer = try await world.browser(client, as: .financeOfficer)
            let approver = try await world.browser(client, as: .financeApprover)
            let written = try await officer.post(Self.rows, Self.advance)
            #expect(written.status == .seeOther)
            #expect(try await world.balance() == 0)
            let row = try #require(try await world.rows().first)
            let waiting = try await approver.get("/arman/account-rows").text
            #expect(waiting.contains("\(Self.rows)/\(row)/confirmation"))
            let own = try await officer.post("\(Self.rows)/\(row)/confirmation")
            #expect(own.status == .unprocessableContent)
            #expect(own.text.contains("ثبت‌کننده سند نمی‌تواند"))
            let confirmed = try await approver.post("\(Self.rows)/\(row)/confirmation")
            #expect(confirmed.status == .seeOther)
            #expect(try await world.balance() == -1_500_000)
            let again = try await approver.post("\(Self.rows)/\(row)/confirmation")
            #expect(again.status == .conflict)
            #expect(try await world.balance() == -1_500_000)
            let manager = try await world.browser(client, as: .dealerManager)
            for page in ["account", "statements/1405-9"] {
                let answer = try await manager.get("/arman/dealers/mine/\(page)")
                #expect(answer.text.contains("پیش‌پرداخت"), "\(page)")
                #expect(answer.text.contains("۱٬۵۰۰٬۰۰۰"), "\(page)")
            }
        }
        let problems = try await world.problems()
        #expect(problems == [])
    }

    @Test("is confirmed once, by whichever of two people is first")
    func race() async throws {
        let world = try await World()
        let officer = try await world.person(.financeOfficer)
        try await world.serve { client in
            let admin = try await world.browser(client, as: .administrator)
            let third = try await admin.changeRoles(try await world.person(.auditor), to: [.financeOfficer])
            #expect(third.status == .seeOther)
            let maker = try await world.browser(client, as: .financeOfficer)
            _ = try await maker.post(Self.rows, Self.advance)
            let row = try #require(try await world.rows().first)
            let first = try await world.browser(client, as: .financeApprover)
            let second = try await world.browser(client, as: .auditor)
            async let one = first.post("\(Self.rows)/\(row)/confirmation")
            async let two = second.post("\(Self.rows)/\(row)/confirmation")
            let answers = try await [one, two]
            #expect(Set(answers.map(\.status)) == [.seeOther, .conflict])
        }
        #expect(try await world.balance() == -1_500_000)
        let makers: [ID<Person>] = try await world.arman.read { try $0.list("SELECT made_by FROM ledger_entry") }
        #expect(makers == [officer])
    }

    @Test("is confirmed also where another one was confirmed from the same page before it, and each counts once")
    func samePage() async throws {
        let world = try await World()
        try await world.serve { client in
            let officer = try await world.browser(client, as: .financeOfficer)
            let approver = try await world.browser(client, as: .financeApprover)
            for _ in 1...2 { _ = try await officer.post(Self.rows, Self.advance) }
            let page = try await approver.get("/arman/account-rows").text
            let shown = page.firstMatch(of: #/name="key" value="([^"]+)"/#)
            let key = try #require(shown.map { String($0.output.1) })
            // The last one is sent twice.
            let rows = try await world.rows()
            for row in rows + rows.suffix(1) {
                let answer = try await approver.post("\(Self.rows)/\(row)/confirmation", [("key", key)])
                #expect(answer.status == .seeOther)
            }
            let rest = try await approver.get("/arman/account-rows").text
            #expect(!rest.contains("/confirmation"))
        }
        #expect(try await world.balance() == -3_000_000)
        let problems = try await world.problems()
        #expect(problems == [])
    }

    @Test("that is refused or withdrawn never counts")
    func refused() async throws {
        let world = try await World()
        try await world.serve { client in
            let officer = try await world.browser(client, as: .financeOfficer)
            let approver = try await world.browser(client, as: .financeApprover)
            for _ in 1...2 { _ = try await officer.post(Self.rows, Self.advance) }
            let rows = try await world.rows()
            let refused = try await approver.post("\(Self.rows)/\(rows[0])/refusal")
            #expect(refused.status == .seeOther)
            let others = try await approver.post("\(Self.rows)/\(rows[1])/withdrawal")
            #expect(others.status == .unprocessableContent)
            let withdrawn = try await officer.post("\(Self.rows)/\(rows[1])/withdrawal")
            #expect(withdrawn.status == .seeOther)
            for row in rows {
                let late = try await approver.post("\(Self.rows)/\(row)/confirmation")
                #expect(late.status == .conflict)
            }
        }
        #expect(try await world.balance() == 0)
    }

    @Test("that cannot be understood comes back as it was typed, with what is wrong")
    func typed() async throws {
        let world = try await World()
        try await world.browse(as: .financeOfficer) { browser in
            let bad = [
                [("kind", "fee")], [("amount", "0")], [("amount", "-5")], [("amount", "9999999999999999999999")],
                [("day", "1405/13/01")], [("day", "1405/09/03")], [("note", "")],
            ]
            for change in bad {
                let fields = Self.advance.filter { $0.0 != change[0].0 } + change
                let answer = try await browser.post(Self.rows, fields)
                #expect(answer.status == .unprocessableContent, "\(change)")
                #expect(answer.text.contains("class=\"field bad\""), "\(change)")
            }
        }
        #expect(try await world.rows().isEmpty)
    }

    @Test("releases no more than is kept back")
    func release() async throws {
        let world = try await World()
        try await world.arman.write { tx in
            let dealer: ID<Dealer> = try #require(try tx.value("SELECT id FROM dealer WHERE code = 'D100'"))
            try LedgerStore.post(
                Posting(
                    kind: .insuranceRetention, dealer: dealer, amount: Money(-50_000),
                    day: world.arman.clock.day(of: tx.now)), tx)
        }
        try await world.serve { client in
            let officer = try await world.browser(client, as: .financeOfficer)
            let approver = try await world.browser(client, as: .financeApprover)
            for (kind, amount) in [
                ("insurance_release", "30000"), ("insurance_release", "30000"), ("performance_release", "1"),
            ] {
                _ = try await officer.post(
                    Self.rows, [("kind", kind), ("amount", amount), ("day", "1405/09/02"), ("note", "مفاصاحساب")])
            }
            let rows = try await world.rows()
            let statuses = try await Self.confirm(rows, approver)
            #expect(statuses == [.seeOther, .unprocessableContent, .unprocessableContent])
        }
        #expect(try await world.balance() == -20_000)
    }

    private static func confirm(_ rows: [Int64], _ browser: Browser) async throws -> [HTTPResponse.Status] {
        var statuses: [HTTPResponse.Status] = []
        for row in rows { statuses.append(try await browser.post("\(Self.rows)/\(row)/confirmation").status) }
        return statuses
    }
}

extension World {
    /// The rows that people wrote by hand, in their order.
    func rows() async throws -> [Int64] {
        try await arman.read { try $0.list("SELECT id FROM account_row ORDER BY id") }
    }
}
