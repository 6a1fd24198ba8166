import Database
import Domain
import HTTPTypes
import Testing

@testable import Ground
@testable import Treasury

@Suite("The rules of settling")
struct DeductionPageTests {
    private static let rule = [
        ("kind", "withholding"), ("percent", "۳٫۵"), ("position", "2"), ("base", "gross"), ("grade", "A"),
        ("from", "1405/09/02"),
    ]

    @Test("are added by an approver from today on, and end today; those who only read them have no form")
    func rules() async throws {
        let world = try await World()
        try await world.serve { client in
            let approver = try await world.browser(client, as: .financeApprover)
            let empty = try await approver.get("/arman/payouts/rules").text
            #expect(empty.contains("کسوراتی تعریف نشده است"))
            let added = try await approver.post("/arman/payouts/rules", Self.rule)
            #expect(added.status == .seeOther)
            let admin = try await world.browser(client, as: .administrator)
            try await admin.confirmProposal()
            let page = try await approver.get("/arman/payouts/rules").text
            #expect(page.contains("۳٫۵٪"))
            let officer = try await world.browser(client, as: .financeOfficer)
            let read = try await officer.get("/arman/payouts/rules")
            #expect(read.status == .ok)
            #expect(!read.text.contains("name=\"percent\""))
            let denied = try await officer.post("/arman/payouts/rules", Self.rule)
            #expect(denied.status == .forbidden)
            let id: Int64? = try await world.arman.read { try $0.value("SELECT id FROM deduction_rule") }
            let ended = try await approver.post("/arman/payouts/rules/\(try #require(id))/end")
            #expect(ended.status == .seeOther)
            try await admin.confirmProposal()
            let again = try await approver.post("/arman/payouts/rules/\(try #require(id))/end")
            #expect(again.status == .conflict)
        }
        try await world.addApproved([100_000])
        #expect(try await world.plan().total == Money(96_500))
        world.time.move(seconds: 86_400)
        #expect(try await world.plan().total == Money(100_000))
    }

    @Test("come back as they were typed where they cannot be, and begin never in the past")
    func refused() async throws {
        let world = try await World()
        try await world.browse(as: .administrator) { browser in
            for change in [
                ("kind", "fee"), ("percent", "0"), ("percent", "101"), ("percent", "1.234"), ("position", "0"),
                ("base", "net"), ("from", "1405/09/01"), ("from", "1405/13/01"), ("to", "1405/09/01"),
            ] {
                let fields = Self.rule.filter { $0.0 != change.0 } + [change]
                let answer = try await browser.post("/arman/payouts/rules", fields)
                #expect(answer.status == .unprocessableContent, "\(change)")
                #expect(answer.text.contains("class=\"field bad\""), "\(change)")
            }
        }
        let count: Int? = try await world.arman.read { try $0.value("SELECT count(*) FROM deduction_rule") }
        #expect(count == 0)
    }

    @Test("that change after a payout was made leave it as it is")
    func frozen() async throws {
        let world = try await World()
        try await world.addDeduction(.withholding, "10")
        try await world.addApproved([100_000])
        let mark = try await world.plan().mark
        try await world.addDeduction(.insuranceRetention, "5", position: 2)
        #expect(try await world.plan().mark != mark)
        let number = try await world.makePayout()
        _ = try await world.arman.write { try $0.execute("UPDATE deduction_rule SET percent = 9000") }
        try await world.bring(number, to: .sent)
        try await world.settle(number, .paid(on: world.today, reference: "R"))
        #expect(try await world.sum(.payment) == -85_000)
        let problems = try await world.problems()
        #expect(problems == [])
    }
}
