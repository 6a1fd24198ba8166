import Database
import Domain
import HTTPTypes
import Testing

@testable import Ground
@testable import Work

@Suite("The deeds of a job's page")
struct JobDeedTests {
    @Test func aNoteAndThenACancellationFromTheSamePageAreBothDone() async throws {
        let world = try await World()
        let number = try await world.addJob()
        try await world.browse(as: .reception) { browser in
            let place = "/arman/jobs/\(number)"
            let page = try await browser.get(place).text
            let (key, version) = (page.value(of: "key"), page.value(of: "version"))
            let noted = try await browser.post(place + "/notes", [("note", "مشتری سفر است"), ("key", key)])
            #expect(noted.location == place)
            let cancelled = try await browser.post(
                place + "/cancellation", [("reason", "customer"), ("version", version), ("key", key)])
            #expect(cancelled.location == place)
        }
        #expect(try await world.state(of: number) == .cancelled)
        let events = try await world.arman.read { tx in
            try tx.list("SELECT kind FROM job_event WHERE kind IN ('note', 'cancel') ORDER BY id", as: String.self)
        }
        #expect(events == ["note", "cancel"])
    }

    @Test func theSameFormWithAnotherContentIsNotDoneAndSaysSoWithoutLosingIt() async throws {
        let world = try await World()
        let number = try await world.addJob()
        try await world.browse(as: .reception) { browser in
            let place = "/arman/jobs/\(number)/notes"
            let first = try await browser.post(place, [("note", "صبح بیایید"), ("key", "page")])
            #expect(first.status == .seeOther)
            let other = try await browser.post(place, [("note", "عصر بیایید"), ("key", "page")])
            #expect(other.status == .conflict)
            #expect(other.text.contains("با محتوای دیگری فرستاده شده"))
            #expect(other.text.contains("عصر بیایید</textarea>"))
            let again = try await browser.post(place, [("note", "صبح بیایید"), ("key", "page")])
            #expect(again.status == .seeOther)
            let fresh = try await browser.post(place, [("note", "عصر بیایید")])
            #expect(fresh.status == .seeOther)
        }
        #expect(try await world.number("SELECT count(*) FROM job_event WHERE kind = 'note'") == 2)
    }

    @Test func aCancellationSentAgainForAnotherReasonIsAnswered409() async throws {
        let world = try await World()
        let number = try await world.addJob()
        try await world.browse(as: .reception) { browser in
            for (reason, status) in [("duplicate", HTTPResponse.Status.seeOther), ("customer", .conflict)] {
                let answer = try await browser.post(
                    "/arman/jobs/\(number)/cancellation", [("version", "1"), ("reason", reason), ("key", "page")])
                #expect(answer.status == status, "\(reason)")
            }
        }
        #expect(try await world.number("SELECT count(*) FROM job_event WHERE kind = 'cancel'") == 1)
    }

    @Test func noDeedOfTheOfficeIsReadWithoutTheVersionItWasDecidedOn() async throws {
        let world = try await World()
        let number = try await world.acceptedJob()
        let versions: [[(String, String)]] = [[], [("version", "")], [("version", "x")]]
        try await world.browse(as: .dispatcher) { browser in
            for (deed, reason) in [("cancellation", "customer"), ("withdrawal", "delay")] {
                for version in versions {
                    let answer = try await browser.post("/arman/jobs/\(number)/\(deed)", [("reason", reason)] + version)
                    #expect(answer.status == .badRequest, "\(deed) \(version)")
                }
            }
        }
        #expect(try await world.state(of: number) == .accepted)
    }

    @Test func noDeedOfADealerIsReadWithoutTheVersionItWasDecidedOn() async throws {
        let world = try await World()
        let (offered, accepted) = (try await world.addJob(), try await world.acceptedJob())
        try await world.offerJob(offered)
        let technician = try await world.person(.dealerTechnician).description
        let deeds: [(path: String, fields: [(String, String)])] = [
            ("jobs/\(offered)/acceptance", []), ("jobs/\(offered)/decline", [("reason", "capacity")]),
            ("jobs/\(accepted)/appointment", [("day", "tomorrow"), ("from", "9"), ("to", "12")]),
            ("jobs/\(accepted)/technician", [("technician", technician)]),
            ("today/technician", [("job", accepted), ("technician", technician)]),
            ("jobs/\(accepted)/visits", World.visit().filter { $0.0 != "version" }),
        ]
        try await world.browse(as: .dealerManager) { browser in
            for (path, fields) in deeds {
                let answer = try await browser.post("/arman/\(path)", fields)
                #expect(answer.status == .badRequest, "\(path)")
            }
        }
        #expect(try await world.state(of: offered) == .offered)
        #expect(try await world.state(of: accepted) == .accepted)
        #expect(try await world.number("SELECT count(*) FROM visit") == 0)
        #expect(try await world.number("SELECT count(*) FROM job WHERE technician_id IS NOT NULL") == 0)
    }
}
