import Database
import Domain
import HTTPTypes
import Testing

@testable import Fees
@testable import Ground
@testable import House
@testable import Treasury

@Suite("A change of the rules of money")
struct ProposalTests {
    private static let limits = [
        ("limit_finance_officer", "5000"), ("limit_finance_approver", ""), ("automatic_limit", "1000"),
    ]

    private func automatic(_ world: World) async throws -> Int64 {
        try await world.arman.read { try ClaimSettingStore.all($0).automaticLimit }
    }

    @Test("holds once another person has confirmed it: not whoever wrote it, and nobody who may not write rules")
    func two() async throws {
        let world = try await World()
        let before = try await automatic(world)
        try await world.serve { client in
            let admin = try await world.browser(client, as: .administrator)
            #expect(try await admin.post("/arman/claims/limits", Self.limits).status == .seeOther)
            #expect(try await self.automatic(world) == before)
            let list = try await admin.get("/arman/proposals").text
            #expect(list.contains("این تغییر را خودتان نوشته‌اید") && !list.contains("/confirmation\""))
            #expect(try await admin.get("/arman/claims/rules").text.contains("تغییرهای در انتظار تأیید نفر دوم: ۱"))
            let path = "/arman/proposals/1/confirmation"
            let own = try await admin.post(path)
            #expect(own.status == .unprocessableContent && own.text.contains("همکار دیگری آن را تأیید می‌کند"))
            let officer = try await world.browser(client, as: .financeOfficer)
            #expect(try await officer.get("/arman/proposals").status == .ok)
            #expect(try await officer.post(path).status == .forbidden)
            let reception = try await world.browser(client, as: .reception)
            #expect(try await reception.get("/arman/proposals").status == .notFound)
            let approver = try await world.browser(client, as: .financeApprover)
            #expect(try await approver.get("/arman").text.contains("قاعده در انتظار تأیید"))
            try await approver.confirmProposal()
            #expect(try await self.automatic(world) == 1_000)
            #expect(try await approver.post(path).status == .conflict)
            #expect(try await approver.get("/arman/proposals/9/confirmation").status == .notFound)
            let auditor = try await world.browser(client, as: .auditor)
            let history = try await auditor.get("/arman/history?room=proposals").text
            #expect(history.contains("تغییر قاعده نوشته شد") && history.contains("تغییر قاعده تأیید شد"))
            #expect(history.contains("سقف‌های تأیید درخواست کارمزد"))
        }
    }

    @Test("that is refused changes nothing, and a newer one about the same thing takes the place of one that waits")
    func refused() async throws {
        let world = try await World()
        let before = try await automatic(world)
        try await world.serve { client in
            let admin = try await world.browser(client, as: .administrator)
            let approver = try await world.browser(client, as: .financeApprover)
            for amount in ["2000", "3000"] {
                let form = Self.limits.filter { $0.0 != "automatic_limit" } + [("automatic_limit", amount)]
                #expect(try await admin.post("/arman/claims/limits", form).status == .seeOther)
            }
            let list = try await approver.get("/arman/proposals").text
            #expect(list.matches(of: #/\/confirmation"/#).count == 1)
            #expect(list.contains("درخواست جدیدتری آمد"))
            #expect(try await approver.post("/arman/proposals/1/confirmation").status == .conflict)
            #expect(try await approver.post("/arman/proposals/2/refusal").status == .seeOther)
            #expect(try await self.automatic(world) == before)
            #expect(try await approver.post("/arman/proposals/2/confirmation").status == .conflict)
        }
    }

    @Test("is not put into force where what it was written against was changed in the meantime")
    func stale() async throws {
        let world = try await World()
        try await world.serve { client in
            let admin = try await world.browser(client, as: .administrator)
            let approver = try await world.browser(client, as: .financeApprover)
            #expect(try await admin.post("/arman/claims/limits", Self.limits).status == .seeOther)
            try await world.arman.write { try ClaimSettingStore.set(.automaticLimit, to: 9_999, $0) }
            #expect(try await approver.post("/arman/proposals/1/confirmation").status == .conflict)
            #expect(try await self.automatic(world) == 9_999)
        }
    }

    @Test("of a lone administrator is confirmed by himself while the operator lets him, and the reason stays with it")
    func eased() async throws {
        let world = try await World()
        _ = try await EaseCompany(company: world.arman, until: "1405/09/10", reason: "راه‌اندازی").run()
        _ = try await world.arman.write { tx in
            try tx.execute("UPDATE person SET state = 'locked' WHERE roles LIKE '%finance%'")
        }
        try await world.serve { client in
            let admin = try await world.browser(client, as: .administrator)
            #expect(try await admin.post("/arman/claims/limits", Self.limits).status == .seeOther)
            #expect(try await admin.get("/arman/proposals").text.contains("راه‌اندازی"))
            try await admin.confirmProposal()
            #expect(try await admin.get("/arman/proposals").text.contains("با یک نفر، به اجازه راهبر سرور"))
        }
        #expect(try await automatic(world) == 1_000)
        let reasons: [String] = try await world.arman.read { try $0.list("SELECT eased FROM proposal") }
        #expect(reasons == ["راه‌اندازی"])
    }

    @Test("of deductions begins at the earliest on the day on which it is confirmed")
    func day() throws {
        let day = CalendarDay(number: 20_000)
        let rule = AddDeduction(
            kind: .vat, position: 1, percent: try Percent("10"), base: .gross, grades: [], isForRegistered: true,
            from: day, to: day.adding(days: 3))
        #expect(try rule.beginning(onOrAfter: day).from == day)
        #expect(try rule.beginning(onOrAfter: day.adding(days: 2)).from == day.adding(days: 2))
        #expect(throws: Complaint("deductions.day.past")) { try rule.beginning(onOrAfter: day.adding(days: 4)) }
    }
}
