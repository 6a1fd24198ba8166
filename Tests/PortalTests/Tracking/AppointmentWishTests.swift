import Database
import Domain
import Testing

@testable import Ground
@testable import Post
@testable import Work

@Suite("A customer who cannot be there then")
struct AppointmentWishPageTests {
    /// The path of a job's link, of a job with an appointment the day after tomorrow.
    private func tracked(_ world: World) async throws -> (number: String, path: String) {
        let number = try await world.addJob()
        try await world.giveJob(number)
        try await agree(world, number, in: 2)
        let company = world.arman
        let maker = try await world.person(.reception)
        let path = try await company.write { tx -> String in
            let job = try JobStore.find(number, .company, tx)
            return try #require(try JobLinkStore.path(.track, of: job.id, by: maker, in: company, tx))
        }
        return (number, path)
    }

    private func agree(_ world: World, _ number: String, in days: Int) async throws {
        let day = world.arman.clock.day(of: world.time.now).adding(days: days)
        try await world.browse(as: .dealerManager) { browser in
            let version = try await world.version(of: number)
            let agreed = try await browser.post(
                "/arman/jobs/\(number)/appointment",
                [
                    ("day", "other"), ("on", world.arman.clock.calendar.text(day)), ("from", "9"), ("to", "12"),
                    ("version", version),
                ])
            #expect(agreed.status == .seeOther, "\(agreed.text)")
        }
    }

    private func told(_ world: World) async throws -> Int {
        try await world.number("SELECT count(*) FROM outbox WHERE kind = 'appointment_refused'")
    }

    @Test("he says once when he could be there; dealer and office are told and read it on the job")
    func wish() async throws {
        let world = try await World()
        let (number, path) = try await tracked(world)
        let day = world.arman.clock.day(of: world.time.now).adding(days: 4)
        try await world.serve { client in
            let stranger = Browser(client)
            let page = try await stranger.get(path)
            #expect(page.text.contains("آن زمان نیستم"))
            let shown = try #require(page.text.firstMatch(of: #/name="appointment" value="([^"]+)"/#))
            let appointment = String(shown.1)
            let half = try await stranger.post(
                path, [("appointment", appointment), ("day", day.isoText), ("part", "")])
            #expect(half.status == .unprocessableContent)
            let other = try await stranger.post(
                path, [("appointment", "2020-01-01 540"), ("day", day.isoText), ("part", "noon")])
            #expect(other.status == .conflict && other.text.contains("زمان قرار در این فاصله تغییر کرده"))
            for part in ["afternoon", "noon"] {
                let sent = try await stranger.post(
                    path, [("appointment", appointment), ("day", day.isoText), ("part", part)])
                #expect(sent.location == path)
            }
            let after = try await stranger.get(path).text
            #expect(after.contains("عصر") && !after.contains("name=\"part\""))
            let wrong = try await stranger.post(
                path.replacing("/track/", with: "/track/0"), [("day", day.isoText), ("part", "noon")])
            #expect(wrong.status == .notFound)
            for role in [Role.dealerManager, .dispatcher] {
                let job = try await world.browser(client, as: role).get("/arman/jobs/\(number)").text
                #expect(job.contains("مشتری زمان دیگری می‌خواهد"), "\(role)")
            }
        }
        let customer = try await world.number("SELECT customer_id FROM job WHERE number = \(number)")
        try await world.browse(as: .administrator) { browser in
            let dossier = try await browser.get("/arman/customers/\(customer)/data")
            #expect(dossier.text.contains("آن زمان نیستم"))
        }
        let people = try await world.number(
            "SELECT count(DISTINCT person_id) FROM outbox WHERE kind = 'appointment_refused'")
        #expect(people >= 2)
        let all = try await told(world)
        #expect(all == people)
        // Another appointment is another question.
        try await agree(world, number, in: 4)
        try await world.serve { client in
            let again = try await Browser(client).get(path).text
            #expect(again.contains("name=\"part\""))
        }
    }

    @Test("who should have come already is not put off, and without an appointment nothing is asked")
    func late() async throws {
        let world = try await World()
        let (_, path) = try await tracked(world)
        world.time.move(seconds: 3 * 86_400)
        try await world.serve { client in
            let stranger = Browser(client)
            let page = try await stranger.get(path)
            #expect(page.status == .ok && !page.text.contains("name=\"part\""))
            let day = world.arman.clock.day(of: world.time.now).adding(days: 1)
            let sent = try await stranger.post(path, [("day", day.isoText), ("part", "noon")])
            #expect(sent.status == .conflict)
        }
        let none = try await told(world)
        #expect(none == 0)
    }

    @Test("the message at a job's end asks nothing where no link can be made to answer by")
    func withoutOrigin() async throws {
        let world = try await World()
        try await world.usePost("http://127.0.0.1:9") { $0.origin = "" }
        let number = try await world.addJob()
        try await world.arman.write { tx in
            let job = try JobStore.find(number, .company, tx)
            try JobStore.tell("job_finished", job.id, number, to: job.customer, tx)
        }
        let body: String? = try await world.arman.read {
            try $0.value("SELECT body FROM message WHERE event = 'job_finished'")
        }
        #expect(body?.contains("به پایان رسید.") == true && body?.contains("چگونه") == false, "\(body ?? "")")
    }

    @Test("the message at a job's end holds the link by which it is rated")
    func rating() async throws {
        let world = try await World()
        try await world.addTariff()
        try await FakeProvider.serve { fake, address in
            try await world.usePost(address)
            let number = try await world.addJob()
            let maker = try await world.person(.reception)
            try await world.arman.write { _ = try $0.execute("UPDATE job SET made_by = \(maker)") }
            try await world.giveJob(number)
            _ = try await world.finishJob(number)
            try await world.arman.write { tx in
                let job = try JobStore.find(number, .company, tx)
                try JobStore.tell("job_finished", job.id, number, to: job.customer, tx)
            }
            try await world.sendMessages()
            let text = try #require(fake.taken.compactMap { $0.fields["message"] }.first { $0.contains("/rate/") })
            let path = String(try #require(text.firstMatch(of: #/kardan\.example(\/\S+)/#)).1)
            try await world.serve { client in
                let page = try await Browser(client).get(path)
                #expect(page.status == .ok && page.text.contains("کار ما چگونه بود"))
            }
        }
    }
}
