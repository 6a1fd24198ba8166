import Domain
import Testing

@testable import Ground

@Suite("Why a fee line applies")
struct LineGroundsTests {
    /// A repair that took fifty hours, 12 km within the city.
    private func lateJob(_ world: World) async throws -> String {
        try await world.activateTariff()
        let number = try await world.acceptedJob()
        world.time.move(seconds: 50 * 3600)
        try await world.browse(as: .dealerManager) { browser in
            let visit = World.visit(["day": "1405/09/04", "time": "12:00", "km": "12"])
            let answer = try await browser.upload("/arman/jobs/\(number)/visits", visit, files: [])
            try #require(answer.status == .seeOther, "\(answer.text)")
        }
        return number
    }

    @Test("is said in words to the dealer: what it is called, for which jobs, what was measured, from when to when")
    func grounds() async throws {
        let world = try await World()
        let number = try await lateJob(world)
        let claim = try await world.number("SELECT id FROM claim")
        try await world.browse(as: .dealerManager) { browser in
            for path in ["jobs/\(number)", "claims/\(claim)"] {
                let page = try await browser.get("/arman/\(path)").text
                for words in [
                    "delay over 48 hours", "در این کار ۵۰", "پذیرش ۱۴۰۵/۰۹/۰۲ ۱۰:۰۰، پایان ۱۴۰۵/۰۹/۰۴ ۱۲:۰۰",
                    "تعمیر، یخچال", "۱۲ کیلومتر: داخل شهر است و پرداخت ندارد.",
                ] {
                    #expect(page.contains(words), "\(path): \(words)")
                }
                #expect(!page.contains("هم منطبق بود"), "which rules lost is for those who write tariffs")
            }
        }
        try await world.browse(as: .financeOfficer) { browser in
            let page = try await browser.get("/arman/claims/\(claim)").text
            #expect(page.contains("هم منطبق بود"))
        }
    }
}
