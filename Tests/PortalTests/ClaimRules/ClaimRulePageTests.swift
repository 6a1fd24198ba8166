import Database
import Domain
import HTTPTypes
import Testing

@testable import Fees
@testable import Ground

@Suite("A company's rules for claims, on their pages")
struct ClaimRulePageTests {
    private static let distance = [
        ("version", "1"), ("rank", "۳"), ("severity", "high"), ("disposition", "deny"), ("percent", "50"), ("km", "۲۰"),
        ("reason", "other"), ("is_on", "1"),
    ]

    @Test("A new company has them all, and nothing that decides by itself")
    func defaults() async throws {
        let world = try await World()
        let (rules, settings) = try await world.pars.read { tx in
            (try ClaimRuleStore.rows(tx).value().map(\.rule), try ClaimSettingStore.all(tx))
        }
        #expect(Set(rules.map(\.code)) == Set(ClaimRuleCode.allCases))
        #expect(rules.map(\.rank) == Array(1...rules.count))
        #expect(rules.allSatisfy { $0.disposition == .look && $0.isOn })
        #expect((settings.sendAfterDays, settings.automaticLimit, settings.appealDays) == (0, 0, 15))
    }

    @Test("An approver changes a rule once another confirms it, and the page says who did and what it was before")
    func change() async throws {
        let world = try await World()
        try await world.serve { client in
            let approver = try await world.browser(client, as: .financeApprover)
            let answer = try await approver.post("/arman/claims/rules/distance", Self.distance)
            #expect(answer.location == "/arman/claims/rules")
            let waiting = try await world.arman.read { try ClaimRuleStore.find("distance", $0).version }
            #expect(waiting == 1)
            try await world.browser(client, as: .administrator).confirmProposal()
            let page = try await approver.get("/arman/claims/rules").text
            #expect(page.contains("finance_approver") && page.contains("۵۰٪ بیشتر") && page.contains("۳۰٪ بیشتر"))
            let again = try await approver.post("/arman/claims/rules/distance", Self.distance)
            #expect(again.status == .conflict)
        }
        let rule = try await world.arman.read { try ClaimRuleStore.find("distance", $0).rule }
        #expect((rule.rank, rule.disposition, rule.parameters) == (3, .deny, [.percent: 50, .km: 20]))
    }

    @Test(
        "What makes no sense comes back as it was typed",
        arguments: [
            ("percent", "-1"), ("percent", "1.5"), ("km", "9999999999999999999"), ("rank", ""), ("severity", "grave"),
            ("disposition", ""), ("reason", "photo"),
        ])
    func refused(name: String, typed: String) async throws {
        let world = try await World()
        try await world.browse(as: .administrator) { browser in
            let fields = Self.distance.map { $0.0 == name ? (name, typed) : $0 }
            let answer = try await browser.post("/arman/claims/rules/distance", fields)
            #expect(answer.status == .unprocessableContent)
            #expect(answer.text.contains("aria-invalid"))
            #expect(try await browser.get("/arman/claims/rules/nothing").status == .notFound)
        }
        #expect(try await world.arman.read { try ClaimRuleStore.find("distance", $0).version } == 1)
    }

    @Test("Only an administrator sets the limits of approval, and whoever looks sees them")
    func limits() async throws {
        let world = try await World()
        try await world.serve { client in
            let approver = try await world.browser(client, as: .financeApprover)
            let own = try await approver.post("/arman/claims/limits", [("limit_finance_approver", "")])
            #expect(own.status == .forbidden)
            let administrator = try await world.browser(client, as: .administrator)
            let answer = try await administrator.post(
                "/arman/claims/limits",
                [("limit_finance_officer", "۵٬۰۰۰٬۰۰۰"), ("limit_finance_approver", ""), ("automatic_limit", "1000")])
            #expect(answer.status == .seeOther)
            try await approver.confirmProposal()
            #expect(try await approver.get("/arman/claims/rules").text.contains("۵٬۰۰۰٬۰۰۰"))
            let bad = try await administrator.post("/arman/claims/limits", [("limit_finance_officer", "-5")])
            #expect(bad.status == .unprocessableContent)
        }
        let values = try await world.arman.read { try ClaimSettingStore.all($0).values }
        #expect(values[.limitOfficer] == 5_000_000 && values[.limitApprover] == nil && values[.automaticLimit] == 1_000)
    }

    @Test("Days and standard times are kept, an empty time is not measured, and a foreign cell changes nothing")
    func others() async throws {
        let world = try await World()
        let group: Int64 = try await world.arman.read {
            try $0.value("SELECT id FROM product_group WHERE code = 'fridge'")!
        }
        try await world.serve { client in
            let browser = try await world.browser(client, as: .serviceManager)
            let days = try await browser.post(
                "/arman/claims/settings",
                [("send_after_days", "3"), ("automatic_limit", "1000"), ("appeal_days", "10"), ("score_days", "۷")])
            #expect(days.status == .seeOther)
            let minutes = try await browser.post(
                "/arman/claims/minutes", [("minutes-repair-\(group)", "۶۰"), ("minutes-repair-99999", "5")])
            #expect(minutes.status == .seeOther)
            try await world.browser(client, as: .administrator).confirmProposal()
            let bad = try await browser.post("/arman/claims/minutes", [("minutes-repair-\(group)", "2000")])
            #expect(bad.status == .unprocessableContent)
            let missing = try await browser.post("/arman/claims/settings", [("send_after_days", "")])
            #expect(missing.status == .unprocessableContent)
        }
        let (times, settings) = try await world.arman.read { tx in
            (try ClaimSettingStore.standardMinutes(tx), try ClaimSettingStore.all(tx))
        }
        #expect(times == [StandardTime(service: "repair", group: ID(group)): 60])
        #expect(settings.sendAfterDays == 3 && settings.scoreDays == 7 && settings.automaticLimit == 0)
    }
}
