import Domain
import Testing

@Suite("What holds of every page's markup")
struct MarkupTests {
    /// Between them they may open every page.
    private static let roles: [Role] = [
        .administrator, .serviceManager, .financeOfficer, .financeApprover, .dealerManager,
    ]

    @Test(
        "no page has an id twice, a number that turns round in Persian, or a fault in a form that nobody has sent",
        arguments: roles)
    func pages(_ role: Role) async throws {
        let (world, things) = try await World.withBelongings()
        let rows = world.memberRoutes.filter { $0.method == .get && $0.access.allows(Roles([role])) }
        try await world.browse(as: role) { browser in
            for step in rows.compactMap({ Step($0, role, .own, things[.own]!) }) {
                let answer = try await browser.get(step.path)
                guard answer.headers[.contentType]?.hasPrefix("text/html") == true else { continue }
                let page = Markup(answer.text)
                #expect(page.repeatedIDs == [], "\(role) \(step.path)")
                #expect(page.turnedTexts == [], "\(role) \(step.path)")
                // Of a form that nobody has sent nothing is wrong yet; of an import its file was.
                guard !step.row.path.hasSuffix("/imports/:import") else { continue }
                #expect(!answer.text.contains("aria-invalid=\"true\""), "\(role) \(step.path)")
            }
        }
    }

    @Test(
        "a number turns round after Persian letters unless it is isolated",
        arguments: [
            ("<h1>صورت‌حساب 1405-000004</h1>", true), ("<h1>صورت‌حساب <b>1405-000004</b></h1>", true),
            ("<p>تلفن ۰۹۱۲ ۱۲۳ ۴۵۶۷</p>", true), ("<h1>صورت‌حساب <bdi dir=\"ltr\">1405-000004</bdi></h1>", false),
            ("<p>صورت‌حساب \u{2066}1405-000004\u{2069}</p>", false), ("<td>صورت‌حساب</td><td>1405-000004</td>", false),
            ("<p>کار AR-12999 و ۱۴۰۵/۰۹/۰۷</p>", false), ("<p>پله ۰–۲۰</p>", false),
        ])
    func numbers(_ html: String, _ isTurned: Bool) {
        #expect(!Markup(html).turnedTexts.isEmpty == isTurned)
    }
}
