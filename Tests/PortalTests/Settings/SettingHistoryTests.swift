import Domain
import HTTPTypes
import Testing

@testable import Ground
@testable import House

@Suite("The history of a setting")
struct SettingHistoryTests {
    struct Case: Sendable {
        let page: String
        let form: String
        let fields: [(String, String)]
        /// What its event is called.
        let event: String
        var role = Role.administrator
    }

    private static let cases = [
        Case(
            page: "settings/faults", form: "settings/faults",
            fields: [("kind", "symptom"), ("name_fa", "صدای زیاد"), ("name_en", "Noise")],
            event: "history.settings.fault_added"),
        Case(
            page: "settings/services", form: "settings/services",
            fields: [("name_fa", "بازدید ویژه"), ("name_en", "Check")],
            event: "history.settings.service_added"),
        Case(
            page: "settings/reasons", form: "settings/reasons",
            fields: [("kind", "decline"), ("name_fa", "راه بسته است"), ("name_en", "Road closed")],
            event: "history.settings.reason_added"),
        Case(
            page: "settings/holidays", form: "settings/holidays",
            fields: [("day", "1405/10/20"), ("name_fa", "روز شرکت"), ("name_en", "Day")],
            event: "history.settings.holiday_added"),
        Case(
            page: "payouts/rules", form: "payouts/rules/buyer",
            fields: [("economic_code", "411111111111"), ("national_id", "10380284790")],
            event: "history.settings.buyer"),
        Case(
            page: "customers/privacy", form: "customers/privacy",
            fields: [("months", "36"), ("megabytes", "500")], event: "history.settings.privacy"),
        Case(
            page: "stock/counts/limits", form: "stock/counts/limits", fields: [("value", "1000000"), ("share", "10")],
            event: "settings.event.count_limits", role: .stockManager),
    ]

    private static let timeline = "class=\"timeline\""

    @Test("stands on the page on which it is changed, and on no other's", arguments: cases)
    func shown(_ one: Case) async throws {
        let world = try await World()
        try await world.openStock()
        let words = try #require(world.portal.renderer.words[.fa])
        let title = words(one.event)
        try await world.browse(as: one.role) { browser in
            let before = try await browser.get("/arman/\(one.page)").text
            #expect(!before.contains(Self.timeline))
            let saved = try await browser.post("/arman/\(one.form)", one.fields)
            #expect(saved.status == .seeOther, "\(saved.text)")
            let page = try await browser.get("/arman/\(one.page)").text
            #expect(page.contains(Self.timeline) && page.contains(title))
        }
        try await world.browse(as: .administrator) { browser in
            let other = one.page == "settings/week" ? "settings/calendar" : "settings/week"
            let page = try await browser.get("/arman/\(other)").text
            #expect(!page.contains(Self.timeline))
        }
    }
}
