import Database
import Domain
import Testing

@testable import Base
@testable import Ground
@testable import Work

@Suite("The passport of a machine")
struct PassportTests {
    @Test("tells its visits, the parts that were fitted, what was said of its jobs, and whose it was from when to when")
    func whole() async throws {
        let world = try await World()
        let number = try await world.acceptedJob(serial: "N1")
        let visit = try await world.answer(as: .dealerManager) {
            try await $0.upload("/arman/jobs/\(number)/visits", World.visit(), files: [])
        }
        #expect(visit.status == .seeOther, "\(visit.text.suffix(2000))")
        try await rate(number, world)
        try await world.addJob(mobile: "09351234567", serial: "N1")
        let page = try await world.answer(as: .reception) { try await $0.get("/arman/units/N1") }.text
        for text in [
            "نتیجه و نماینده", "نمایندگی تهران", "قطعه‌های نصب‌شده", "P-100", "۴ از ۵", "خوش‌برخورد", "مالکان دستگاه",
            "تا ۱۴۰۵/۰۹/۰۲",
            "از ۱۴۰۵/۰۹/۰۲", "مالک پیشین",
        ] {
            #expect(page.contains(text), "\(text)")
        }
    }

    @Test("of a machine that nobody has visited yet shows none of these")
    func empty() async throws {
        let world = try await World()
        try await world.addJob(serial: "N1")
        let page = try await world.answer(as: .reception) { try await $0.get("/arman/units/N1") }.text
        for text in ["نتیجه و نماینده", "قطعه‌های نصب‌شده", "مالکان دستگاه"] { #expect(!page.contains(text), "\(text)") }
    }

    private func rate(_ number: String, _ world: World) async throws {
        try await world.serve { client in
            let reception = try await world.browser(client, as: .reception)
            let made = try await reception.post("/arman/jobs/\(number)/link", [("purpose", "rate")])
            #expect(made.status == .seeOther)
            let page = try await reception.get("/arman/jobs/\(number)").text
            let path = try #require(page.firstMatch(of: #/\/arman\/front\/rate\/[0-9a-f]{40}/#)).output
            let customer = Browser(client)
            #expect(try await customer.get(String(path)).status == .ok)
            let said = try await customer.post(String(path), [("stars", "4"), ("text", "خوش‌برخورد")])
            #expect(said.status == .seeOther)
        }
    }
}
