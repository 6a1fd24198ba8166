import Database
import Domain
import HTTPTypes
import Testing
import Web

@testable import Ground
@testable import Treasury

@Suite("The invoice of a registered dealer")
struct InvoiceTests {
    @Test("is written once his row is paid, numbered by the year, with VAT, what was held and what was paid")
    func whole() async throws {
        let world = try await World()
        try await world.addDeduction(.insuranceRetention, "5", position: 1)
        try await world.addDeduction(.vat, "10", position: 2, isForRegistered: true)
        try await world.register("D100")
        try await world.browse(as: .administrator) { browser in
            let bad = try await browser.post(
                "/arman/payouts/rules/buyer", [("economic_code", "12"), ("national_id", "10380284792")])
            #expect(bad.status == .unprocessableContent)
            let saved = try await browser.post(
                "/arman/payouts/rules/buyer", [("economic_code", "۴۱۱۲۲۲۲۲۲۲۲۲"), ("national_id", "10380284790")])
            #expect(saved.status == .seeOther)
        }
        try await world.addApproved([1_000_000, -100_000])
        try await world.addApproved([200_000], dealer: "D200")
        let number = try await world.makePayout()
        try await world.bring(number, to: .sent)
        #expect(try await world.invoices().isEmpty)
        try await world.settle(number, .paid(on: world.today, reference: "TRX-1"))
        #expect(try await world.invoices() == ["1405-000001"])
        try await world.serve { client in
            let manager = try await world.browser(client, as: .dealerManager)
            let account = try await manager.get("/arman/dealers/mine/account").text
            #expect(account.contains("/arman/dealers/D100/invoices/1405-000001"))
            let paper = try await manager.get("/arman/dealers/mine/invoices/1405-000001")
            #expect(
                paper.text.contains("صورت‌حساب فروش خدمات \u{2066}1405-000001\u{2069}"), "the number is not turned round"
            )
            #expect(paper.status == .ok)
            for text in [
                "411111111111", "411222222222", "10380284790", "۹۰۰٬۰۰۰", "۹۰٬۰۰۰", "۹۹۰٬۰۰۰", "نهصد و نود هزار ریال",
                "−۴۵٬۰۰۰", "۹۴۵٬۰۰۰", "TRX-1",
            ] { #expect(paper.text.contains(text), "\(text)") }
            let other = try await world.browser(client, as: .dealerManager, dealer: 2)
            for path in ["D100", "mine", "D200"] {
                let answer = try await other.get("/arman/dealers/\(path)/invoices/1405-000001")
                #expect(answer.status == .notFound)
            }
        }
        let problems = try await world.problems()
        #expect(problems == [])
    }

    @Test("is cancelled where the bank gives the row back, and the next payment gets the next number")
    func cancelled() async throws {
        let world = try await World()
        try await world.addDeduction(.vat, "10", isForRegistered: true)
        try await world.register("D100")
        try await world.addApproved([1_000_000])
        for reference in ["A", "B"] {
            let number = try await world.makePayout()
            try await world.bring(number, to: .sent)
            try await world.settle(number, .paid(on: world.today, reference: reference))
            guard reference == "A" else { continue }
            try await world.settle(number, .returned(on: world.today, text: "برگشت"))
        }
        #expect(try await world.invoices() == ["1405-000001", "1405-000002"])
        try await world.browse(as: .financeOfficer) { browser in
            let first = try await browser.get("/arman/dealers/D100/invoices/1405-000001").text
            #expect(first.contains("ابطال شده است"))
            let second = try await browser.get("/arman/dealers/D100/invoices/1405-000002").text
            #expect(!second.contains("ابطال شده است"))
        }
        let problems = try await world.problems()
        #expect(problems == [])
    }

    @Test("stands beside the statement, which is there as an Excel file too, for nobody but its dealer and the office")
    func workbook() async throws {
        let world = try await World()
        try await world.addApproved([400_000, -50_000])
        try await world.serve { client in
            let path = "statements/1405-9/export"
            let manager = try await world.browser(client, as: .dealerManager)
            let own = try await manager.get("/arman/dealers/mine/\(path)")
            #expect(own.status == .ok)
            #expect(own.text.hasPrefix("PK"))
            let other = try await world.browser(client, as: .dealerManager, dealer: 2)
            let foreign = try await other.get("/arman/dealers/D100/\(path)")
            #expect(foreign.status == .notFound)
            let ahead = try await manager.get("/arman/dealers/mine/statements/1405-11/export")
            #expect(ahead.status == .notFound)
        }
    }
}

extension World {
    fileprivate func invoices() async throws -> [String] {
        try await arman.read { try $0.list("SELECT number FROM invoice ORDER BY id") }
    }
}
