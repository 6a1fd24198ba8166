import Domain
import Testing

@testable import Ground
@testable import Work

@Suite("The settings of reception")
struct ReceptionSettingTests {
    @Test("are the days of a repeat, within bounds, and the terms of its slips; the history tells who changed them")
    func settings() async throws {
        let world = try await World()
        try await world.browse(as: .serviceManager) { browser in
            let page = try await browser.get("/arman/settings/reception").text
            #expect(page.value(of: "repeat_days") == "30")
            let saved = try await browser.post(
                "/arman/settings/reception",
                [("repeat_days", "۷"), ("follow_days", "10"), ("terms_fa", "بند یک\r\nبند دو"), ("terms_en", "")])
            #expect(saved.location == "/arman/settings/reception")
            let after = try await browser.get("/arman/settings/reception").text
            #expect(
                after.value(of: "repeat_days") == "7" && after.contains("بند یک\nبند دو")
                    && after.contains("پذیرش تغییر کرد"))
            for days in ["-1", "366", "", "x"] {
                let refused = try await browser.post(
                    "/arman/settings/reception",
                    [("repeat_days", days), ("follow_days", "10"), ("terms_fa", "نو"), ("terms_en", "")])
                #expect(refused.status == .unprocessableContent && refused.text.contains("نو"))
            }
        }
        try await world.browse(as: .reception) { browser in
            let page = try await browser.get("/arman/settings/reception")
            #expect(page.status == .notFound)
        }
    }

    @Test("the menu marks a new job alone, and the list of jobs on every other page of theirs")
    func menu() async throws {
        let world = try await World()
        let number = try await world.addJob()
        try await world.browse(as: .reception) { browser in
            for (path, current) in [
                ("/arman/jobs/new", "/arman/jobs/new"), ("/arman/jobs", "/arman/jobs"),
                ("/arman/jobs/\(number)", "/arman/jobs"),
            ] {
                let marked = try await browser.get(path).text.matches(of: #/<a href="([^"]+)" aria-current="page">/#)
                #expect(marked.map { String($0.output.1) } == [current], "\(path)")
            }
        }
    }
}
