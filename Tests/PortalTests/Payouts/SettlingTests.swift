import Database
import Domain
import HTTPTypes
import Testing
import Web

@testable import Base
@testable import Ground
@testable import Treasury

@Suite("Settling a payout row by row")
struct SettlingTests {
    @Test("puts each paid row into its dealer's account with its deductions, and keeps what is held to be released")
    func deductions() async throws {
        let world = try await World()
        try await world.addDeduction(.insuranceRetention, "5", position: 1)
        try await world.addDeduction(.performanceRetention, "10", base: .fees, position: 2, grades: ["B"])
        try await world.addDeduction(.withholding, "3", base: .remaining, position: 3)
        try await world.addDeduction(.vat, "10", position: 4, isForRegistered: true)
        try await world.register("D100")
        try await world.addApproved([1_000_000, -100_000])
        try await world.addApproved([200_000], dealer: "D200")
        let number = try await world.makePayout()
        #expect(try await world.balance() == 900_000)
        try await world.bring(number, to: .sent)
        try await world.settle(number, .paid(on: world.today, reference: "R"))
        #expect(try await world.sum(.insuranceRetention) == -45_000)
        #expect(try await world.sum(.performanceRetention) == 0)
        #expect(try await world.sum(.withholding) == -25_650)
        #expect(try await world.sum(.vat) == 90_000)
        #expect(try await world.sum(.payment) == -919_350)
        #expect(try await world.sum(.payment, "D200") == -184_300)
        for code in World.dealerCodes { #expect(try await world.balance(code) == 0) }
        let problems = try await world.problems()
        #expect(problems == [])
        try await world.browse(as: .dealerManager) { browser in
            let account = try await browser.get("/arman/dealers/mine/account").text
            #expect(account.contains("سپرده نزد شرکت"))
            #expect(account.contains("۴۵٬۰۰۰"))
            let statement = try await browser.get("/arman/dealers/mine/statements/1405-9").text
            for text in ["سپرده بیمه", "مالیات تکلیفی", "مالیات بر ارزش افزوده"] { #expect(statement.contains(text)) }
        }
    }

    @Test(
        "frees what a returned row had gathered for the next payout, also where the bank gives it back after it was paid"
    )
    func returned() async throws {
        let world = try await World()
        try await world.addDeduction(.withholding, "10")
        try await world.addApproved([60_000])
        try await world.addApproved([70_000], dealer: "D200")
        let number = try await world.makePayout()
        try await world.bring(number, to: .sent)
        try await world.settle(number, .returned(on: world.today, text: "حساب مسدود"), dealer: "D200")
        #expect(try await world.payoutState(number) == .sent)
        #expect(try await world.balance("D200") == 70_000)
        try await world.settle(number, .paid(on: world.today, reference: "R"), dealer: "D100")
        #expect(try await world.payoutState(number) == .paid)
        try await world.settle(number, .returned(on: world.today, text: "برگشت"), dealer: "D100")
        #expect(try await world.balance() == 60_000)
        #expect(try await world.sum(.paymentReturn) == 54_000)
        #expect(try await world.sum(.withholding) == 0)
        let problems = try await world.problems()
        #expect(problems == [])
        #expect(try await world.plan().total == Money(117_000))
        let next = try await world.makePayout()
        try await world.bring(next, to: .sent)
        try await world.settle(next, .paid(on: world.today, reference: "R2"))
        for code in World.dealerCodes { #expect(try await world.balance(code) == 0) }
        let after = try await world.problems()
        #expect(after == [])
    }

    @Test("leaves a row as it is when the same answer is read again, and refuses another one")
    func again() async throws {
        let world = try await World()
        try await world.addApproved([60_000])
        let number = try await world.makePayout()
        await #expect(throws: Refusal.self) {
            try await world.settle(number, .paid(on: world.today, reference: "R"))
        }
        try await world.bring(number, to: .sent)
        #expect(try await world.settle(number, .paid(on: world.today, reference: "R")) == 1)
        #expect(try await world.settle(number, .paid(on: world.today, reference: "R")) == 0)
        await #expect(throws: Refusal.self) {
            try await world.settle(number, .paid(on: world.today, reference: "X"))
        }
        #expect(try await world.settle(number, .returned(on: world.today, text: "t")) == 1)
        #expect(try await world.settle(number, .returned(on: world.today, text: "t")) == 0)
        await #expect(throws: Refusal.self) {
            try await world.settle(number, .paid(on: world.today, reference: "R"))
        }
        #expect(try await world.balance() == 60_000)
    }

    @Test("is done from the payout's page for the chosen rows, each with what the bank said")
    func page() async throws {
        let world = try await World()
        try await world.addApproved([60_000])
        try await world.addApproved([70_000], dealer: "D200")
        try await world.serve { client in
            let officer = try await world.browser(client, as: .financeOfficer)
            let approver = try await world.browser(client, as: .financeApprover)
            let here = try await officer.makePayout()
            try await approver.approvePayout(here)
            try await approver.sendPayout(here)
            let rows = try await officer.payoutRows(here)
            #expect(rows.count == 2)
            for fields in [
                [("outcome", "paid"), ("day", "1405/09/02")], [rows[0], ("outcome", "paid"), ("day", "1405/09/02")],
                [rows[0], ("outcome", "returned"), ("day", "1405/09/02"), ("reference", "R")],
                [rows[0], ("outcome", "paid"), ("day", "x"), ("reference", "R")],
            ] {
                let answer = try await officer.post("\(here)/payment", fields)
                #expect(answer.status == .unprocessableContent, "\(fields)")
            }
            let foreign = try await officer.post(
                "\(here)/payment", [("item", "999"), ("outcome", "paid"), ("day", "1405/09/02"), ("reference", "R")])
            #expect(foreign.status == .notFound)
            let returned = try await officer.post(
                "\(here)/payment", [rows[1], ("outcome", "returned"), ("day", "1405/09/02"), ("text", "شبا مسدود")])
            #expect(returned.status == .seeOther)
            let late = try await officer.post(
                "\(here)/payment", [rows[1], ("outcome", "paid"), ("day", "1405/09/02"), ("reference", "TRX-9")])
            #expect(late.status == .conflict)
            let one = try await officer.post(
                "\(here)/payment", [rows[0], ("outcome", "paid"), ("day", "1405/09/02"), ("reference", "TRX-9")])
            #expect(one.status == .seeOther)
            let page = try await officer.get(here).text
            for text in ["شبا مسدود", "TRX-9", "برگشتی", "تسویه‌شده"] { #expect(page.contains(text), "\(text)") }
        }
    }
}

extension World {
    func register(_ code: String) async throws {
        let admin = try await person(.administrator)
        try await arman.write { tx in
            let dealer = try #require(try DealerStore.id(code, tx))
            try DealerTaxStore.set(
                DealerTax(isRegistered: true, economicCode: "411111111111"), of: dealer, by: admin, tx)
        }
    }
}
