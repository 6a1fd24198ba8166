import Database
import Domain
import HTTPTypes
import Testing

@testable import Ground
@testable import Work

@Suite("A done job that is taken up again")
struct FollowUpTests {
    private static func done(_ world: World) async throws -> String {
        let number = try await world.acceptedJob()
        _ = try await world.finishJob(number)
        return number
    }

    @Test("is followed by a job of the same machine; the first one stays as it is")
    func follow() async throws {
        let world = try await World()
        let number = try await Self.done(world)
        try await world.browse(as: .dispatcher) { browser in
            let path = "/arman/jobs/\(number)"
            #expect(try await browser.get(path).text.contains("\(path)/follow-up"))
            let version = try await world.version(of: number)
            let empty = try await browser.post("\(path)/follow-up", [("version", version), ("reason", "")])
            #expect(empty.status == .unprocessableContent)
            let form = [("version", version), ("reason", "همان صدا را می‌دهد")]
            let answer = try await browser.post("\(path)/follow-up", form)
            let new = try #require(answer.location?.split(separator: "/").last.map(String.init))
            let states = (try await world.state(of: number), try await world.state(of: new))
            #expect(states == (.done, .received) && new != number)
            let (first, second) = (
                try await browser.get(path).text, try await browser.get("/arman/jobs/\(new)").text
            )
            #expect(first.contains("دستور کار بعدی") && first.contains("/arman/jobs/\(new)\""))
            #expect(second.contains("ادامه دستور کار") && second.contains("همان صدا را می‌دهد"))
            #expect(!first.contains("\(path)/follow-up"))
            // One at a time.
            let again = try await browser.post("\(path)/follow-up", form)
            #expect(again.status == .unprocessableContent)
            #expect(again.text.contains("دستور کار دیگری که ادامه همین کار است"))
        }
        let units = try await world.arman.read { try $0.list("SELECT DISTINCT unit_id FROM job", as: Int64.self) }
        #expect(units.count == 1)
        let told = try await world.number("SELECT count(*) FROM outbox WHERE kind = 'job_followed'")
        #expect(told == 1)
        try await world.browse(as: .dealerManager) { browser in
            // The new one is nobody's yet.
            let page = try await browser.get("/arman/jobs/\(number)").text
            #expect(!page.contains("دستور کار بعدی"))
        }
    }

    @Test("can be taken up within the company's days, and by those who dispatch")
    func bounds() async throws {
        let world = try await World()
        let number = try await Self.done(world)
        let form = [("version", try await world.version(of: number)), ("reason", "x")]
        for role in [Role.reception, .auditor, .dealerManager] {
            try await world.browse(as: role) { browser in
                let answer = try await browser.post("/arman/jobs/\(number)/follow-up", form)
                #expect(answer.status == .forbidden)
            }
        }
        world.time.move(seconds: 31 * 86_400)
        try await world.browse(as: .serviceManager) { browser in
            let answer = try await browser.post("/arman/jobs/\(number)/follow-up", form)
            #expect(answer.status == .unprocessableContent && answer.text.contains("تا ۳۰ روز پس از پایان کار"))
            let page = try await browser.get("/arman/jobs/\(number)").text
            #expect(!page.contains("/follow-up"))
        }
    }
}
