import Database
import Domain
import Testing

@testable import Base
@testable import Care
@testable import Ground
@testable import House
@testable import Work

@Suite("Topics of what customers say, on their pages")
struct SurveyTopicPageTests {
    @Test("managers write them; what is refused comes back as typed; one that is set aside is offered no more")
    func written() async throws {
        let world = try await World()
        try await world.browse(as: .serviceManager) { browser in
            let bad = try await browser.post("/arman/surveys/topics", [("name_fa", ""), ("words", "گران")])
            #expect(bad.status == .unprocessableContent && bad.text.contains("گران") && bad.text.contains("f-name_fa"))
            let added = try await browser.post("/arman/surveys/topics", [("name_fa", "بسته‌بندی"), ("words", "جعبه")])
            #expect(added.status == .seeOther)
            let list = try await browser.get("/arman/surveys/topics").text
            #expect(list.contains("بسته‌بندی") && list.contains("قدردانی"))
            let changed = try await browser.post(
                "/arman/surveys/topics/1", [("version", "1"), ("name_fa", "تأخیر"), ("words", "دیر")])
            #expect(changed.status == .seeOther)
            let stale = try await browser.post(
                "/arman/surveys/topics/1", [("version", "1"), ("name_fa", "وقت"), ("words", "")])
            #expect(stale.status == .conflict)
            let retired = try await browser.post(
                "/arman/surveys/topics/1/retirement", [("version", "2"), ("retired", "1")])
            #expect(retired.status == .seeOther)
            #expect(try await browser.get("/arman/surveys/topics/1").text.contains("موضوع کنار گذاشته شد"))
            #expect(try await browser.get("/arman/surveys/topics/999").status == .notFound)
        }
        try await world.browse(as: .surveyAgent) { browser in
            #expect(try await browser.get("/arman/surveys/topics").status == .notFound)
            let denied = try await browser.post("/arman/surveys/topics", [("name_fa", "من")])
            #expect(denied.status == .forbidden)
        }
    }

    @Test(
        "what was said is suggested by words and sorted by people, waits until it is, and is told apart in the scores")
    func sorted() async throws {
        let world = try await World()
        try await world.addSurveyRule()
        try await world.addDone(3)
        try await world.listSurveys()
        let id = try await world.makeCall(.complete, World.good, words: "خیلی دیر آمد ولی راضی هستم")
        try await world.makeCall(.complete, World.bad)
        try await world.makeCall(.complete, World.good)
        let topics = try await world.arman.read { try SurveyTopicStore.all($0) }
        let (late, praise) = (topics[0].id, try #require(topics.last).id)
        let version = try await world.number("SELECT version FROM survey WHERE id = \(id)")
        try await world.browse(as: .surveyAgent) { browser in
            // The second one said in an answer what was not good.
            let waiting = try await browser.get("/arman/surveys?tab=unsorted").text
            #expect(waiting.matches(of: #/surveys\/calls\/\d+/#).count == 2)
            let page = try await browser.get("/arman/surveys/calls/\(id)").text
            for (topic, isChosen) in [(late, true), (praise, true), (topics[3].id, false)] {
                let box = try #require(
                    page.firstMatch(of: try Regex("<input[^>]*name=\"topic\"[^>]*value=\"\(topic)\"[^>]*>")))
                #expect(String(page[box.range]).contains("checked") == isChosen, "\(topic)")
            }
            let place = "/arman/surveys/calls/\(id)/topics"
            let strange = try await browser.post(place, [("version", "\(version)"), ("topic", "99")])
            #expect(strange.status == .badRequest)
            let saved = try await browser.post(place, [("version", "\(version)"), ("topic", "\(late)")])
            #expect(saved.status == .seeOther)
            let stale = try await browser.post(place, [("version", "\(version)"), ("topic", "\(praise)")])
            #expect(stale.status == .conflict)
            let left = try await browser.get("/arman/surveys?tab=unsorted").text
            #expect(left.matches(of: #/surveys\/calls\/\d+/#).count == 1)
            let scores = try await browser.get("/arman/surveys/scores?by=topic").text
            let link = try #require(scores.firstMatch(of: #/href="(\/arman\/surveys\?tab=scored[^"]+)"/#))
            let list = try await browser.get(String(link.1).replacing("&amp;", with: "&")).text
            #expect(list.matches(of: #/surveys\/calls\/\d+/#).count == 1 && scores.contains(topics[0].names.fa))
        }
        try await world.browse(as: .auditor) { browser in
            let page = try await browser.get("/arman/surveys/calls/\(id)").text
            #expect(page.contains(topics[0].names.fa) && !page.contains("name=\"topic\""))
        }
    }
}
