import Database
import Domain
import HTTPTypes
import Testing

@testable import Base
@testable import Fees
@testable import Ground
@testable import Treasury

@Suite("A dealer's account")
struct DealerAccountTests {
    @Test("shows what waits, what is approved and what was paid, each leading to its claims")
    func figures() async throws {
        let world = try await World()
        _ = try await world.addClaim([11_000])
        try await world.addApproved([220_000])
        try await world.serve { client in
            let officer = try await world.browser(client, as: .financeOfficer)
            let approver = try await world.browser(client, as: .financeApprover)
            let here = try await officer.makePayout()
            try await approver.approvePayout(here)
            try await approver.sendPayout(here)
            _ = try await officer.payPayout(here, reference: "R-9")
            let unpaid = try await world.addApproved([3_300])
            let manager = try await world.browser(client, as: .dealerManager)
            let mine = try await manager.get("/arman/dealers/mine/account")
            for amount in ["۱۱٬۰۰۰", "۳٬۳۰۰", "۲۲۰٬۰۰۰"] { #expect(mine.text.contains(amount)) }
            #expect(mine.text.contains("/arman/dealers/D100/statements/1405-9"))
            #expect(mine.text.contains("<div class=\"long\"><dt>"), "the bank account in a row of its own")
            let list = try await manager.get("/arman/claims?state=unpaid&dealer=D100")
            #expect(list.text.contains(unpaid.number))
            #expect(list.text.matches(of: #/claims\/\d+"><bdi/#).count == 1)
        }
    }

    @Test("counts as unpaid what stands and was not paid: nothing of a claim taken back, an appeal until it is paid")
    func unpaid() async throws {
        let world = try await World()
        let (officer, approver) = (try await world.actor(.financeOfficer), try await world.actor(.financeApprover))
        let back = try await world.addApproved([100_000])
        try await world.reverse(back, officer, approver)
        let none = try await world.standing()
        #expect(none.unpaid == 0)
        #expect(none.unpaidCount == 0)
        #expect(try await world.months().map(\.approved) == [0])
        let appeal = try await world.addAppeal()
        let open = world.arman
        try await open.write {
            try DecideAppeal(appeal: appeal, version: 1, granted: 90_000, answer: "درست است").run(
                by: approver, in: open, $0)
        }
        let granted = try await world.standing()
        #expect(granted.unpaid == 90_000)
        let number = try await world.makePayout()
        try await world.bring(number, to: .sent)
        try await world.settle(number, .paid(on: world.today, reference: "R"))
        let paid = try await world.standing()
        #expect(paid.unpaid == 0)
        #expect(paid.balance == 0)
        let problems = try await world.problems()
        #expect(problems == [])
    }

    @Test("is his own alone: another dealer's does not exist for him, nor any for his technician")
    func foreign() async throws {
        let world = try await World()
        try await world.serve { client in
            let manager = try await world.browser(client, as: .dealerManager)
            let other = try await world.browser(client, as: .dealerManager, dealer: 2)
            let technician = try await world.browser(client, as: .dealerTechnician)
            let stranger = try await world.browser(client, as: .financeOfficer, company: "pars")
            let officer = try await world.browser(client, as: .financeOfficer)
            for path in ["account", "statements/1405-9"] {
                let (own, office) = ("/arman/dealers/D100/\(path)", "/arman/dealers/mine/\(path)")
                for (browser, path, expected) in [
                    (manager, own, 200), (manager, office, 200), (officer, own, 200), (other, own, 404),
                    (technician, own, 404), (technician, office, 404), (stranger, own, 404), (officer, office, 404),
                ] {
                    let answer = try await browser.get(path)
                    #expect(answer.status.code == expected, "\(path)")
                }
            }
            for period in ["1405-13", "1405-10", "x", "9999-1"] {
                let answer = try await officer.get("/arman/dealers/D100/statements/\(period)")
                #expect(answer.status == .notFound)
            }
        }
    }

    @Test("shows a year at a time, each page closing with what the newer one opens with")
    func pages() async throws {
        let world = try await World()
        for month in 1...14 {
            try await world.addApproved([Int64(month) * 1_000])
            world.time.move(seconds: 31 * 86_400)
        }
        let arman = world.arman
        let load = { @Sendable (query: String) async throws -> ShowDealerAccount.Loaded in
            try await arman.read {
                try ShowDealerAccount.load("D100", AccountFilter(Asked(query: query)), .company, arman, $0)
            }
        }
        let newest = try await load("")
        let next = try #require(newest.slice.next)
        let oldest = try await load("before=\(next)")
        #expect(newest.slice.lines.count == 12 && oldest.slice.next == nil)
        #expect(newest.months.last?.statement.closing.minor == newest.standing.balance)
        #expect(newest.months.first?.statement.opening == oldest.months.last?.statement.closing)
        #expect(oldest.months.first?.statement.opening == .zero)
        #expect(newest.months.count + oldest.months.count == 14 && newest.works.count + oldest.works.count == 14)
        let previous = try #require(oldest.slice.previous)
        let back = try await load("after=\(previous)")
        #expect(back.slice.lines == newest.slice.lines)
        let nothing = try await load("before=1300-1")
        #expect(nothing.slice.lines == newest.slice.lines)
        try await world.serve { client in
            let manager = try await world.browser(client, as: .dealerManager)
            let first = try await manager.get("/arman/dealers/mine/account")
            let link = #/href="(\/arman\/dealers\/mine\/account\?before=[^"]+)"/#
            let older = try #require(first.text.firstMatch(of: link))
            let second = try await manager.get(String(older.1))
            let statement = #/statements\/(\d+-\d+)"/#
            let months = [first, second].map { page in Set(page.text.matches(of: statement).map { String($0.1) }) }
            #expect(months.map(\.count) == [newest.months.count, oldest.months.count])
            #expect(months[0].isDisjoint(with: months[1]))
            #expect(second.text.contains("/arman/dealers/mine/account?after="))
        }
    }

    @Test("is read on paper: jobs with lines, what was refused and why, payments, the balance in words")
    func paper() async throws {
        let world = try await World()
        let paid = try await world.addApproved([400_000, 275_000])
        let refused = try await world.addClaim([90_000])
        try await world.decide(.reject, [refused], reason: "duplicate")
        try await world.serve { client in
            let manager = try await world.browser(client, as: .dealerManager)
            let page = try await manager.get("/arman/dealers/mine/statements/1405-9")
            #expect(page.status == .ok)
            for text in [
                paid.number, refused.number, "۴۰۰٬۰۰۰", "درخواست کارمزد تکراری", "ششصد و هفتاد و پنج هزار ریال",
                "نماینده بستانکار است",
            ] { #expect(page.text.contains(text), "\(text)") }
            let empty = try await manager.get("/arman/dealers/mine/statements/1405-8")
            #expect(empty.text.contains("صفر ریال"))
        }
    }

    @Test("adds up: over any history each statement is the sum of its jobs' lines and payments, and leads to the next")
    func history() async throws {
        let world = try await World()
        var chance = Chance(state: 14_051_405)
        for _ in 1...5 {
            try await month(in: world, &chance)
            world.time.move(seconds: 31 * 86_400)
        }
        for code in World.dealerCodes {
            let periods = (9...12).map { Period(year: 1405, month: $0) } + (1...3).map { Period(year: 1406, month: $0) }
            var balance = Money.zero
            for period in periods {
                let loaded = try await world.arman.read {
                    try ShowStatement.load(code, period, .company, world.arman, $0)
                }
                #expect(loaded.opening == balance)
                for work in try loaded.jobs() {
                    #expect(work.amount.minor == (loaded.lines[work.job.claim] ?? []).map(\.approved).reduce(0, +))
                }
                balance = try loaded.sums().closing
            }
            let ledger = try await world.balance(code)
            #expect(balance == Money(ledger))
        }
    }

    /// A month's work: some claims approved, some rejected, some left; then perhaps a payout, paid or withdrawn.
    private func month(in world: World, _ chance: inout Chance) async throws {
        for _ in 1...6 {
            let dealer = World.dealerCodes.randomElement(using: &chance)!
            let amounts = (1...3).map { _ in Int64.random(in: -200_000...900_000, using: &chance) }
            let claim = try await world.addClaim(amounts, dealer: dealer)
            switch Int.random(in: 1...4, using: &chance) {
            case 1: try await world.decide(.reject, [claim], reason: "other")
            case 2, 3: try await world.decide(.approve, [claim])
            default: break
            }
        }
        let fate = Int.random(in: 1...3, using: &chance)
        guard fate > 1, try await !world.plan().items.isEmpty else { return }
        let number = try await world.makePayout()
        let (officer, company) = (try await world.actor(.financeOfficer), world.arman)
        guard fate > 2 else {
            return try await company.write { tx in
                try WithdrawPayout(number: number, version: 1).run(by: officer, in: company, tx)
            }
        }
        try await world.bring(number, to: .sent)
        try await world.settle(number, .paid(on: world.today, reference: "B"))
    }
}

extension World {
    fileprivate func standing() async throws -> LedgerList.Standing {
        try await arman.read { try LedgerList.standing(of: #require(try DealerStore.id("D100", $0)), $0) }
    }

    fileprivate func months() async throws -> [LedgerList.Month] {
        let month = Period(of: today, in: .jalali)
        return try await arman.read {
            try LedgerList.months(of: #require(try DealerStore.id("D100", $0)), in: [month], $0)
        }
    }
}
