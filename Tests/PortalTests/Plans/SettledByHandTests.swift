import Domain
import Testing

@testable import Ground

@Suite("A service that a job made by hand settles")
struct SettledByHandTests {
    @Test(
        "nobody calls about it any more; a job of another kind, one that was refused and one before its days settle nothing"
    )
    func settled() async throws {
        let (world, ids) = try await World.withServicesDue()
        try await end("repair", "S10000", .completed, world)
        try await end("periodic", "S10000", .refused, world)
        try await end("periodic", "S10001", .completed, world)
        try await end("periodic", "S10001", .completed, world)
        let states: [String] = try await world.arman.read {
            try $0.list("SELECT state FROM plan_service WHERE id IN (\(ids)) ORDER BY unit_id")
        }
        #expect(states == ["due", "done"])
        #expect(try await world.number("SELECT count(*) FROM plan_service WHERE state = 'done'") == 1)
        try await world.browse(as: .reception) { browser in
            let list = try await browser.get("/arman/plans?tab=all").text
            #expect(list.contains("services/\(ids[0])\"") && !list.contains("services/\(ids[1])\""))
            let page = try await browser.get("/arman/plans/services/\(ids[1])").text
            #expect(page.contains("دستی ثبت شده بود"))
        }
    }

    private func end(_ service: String, _ serial: String, _ outcome: VisitOutcome, _ world: World) async throws {
        let number = try await world.addJob(service: service, serial: serial)
        try await world.giveJob(number)
        try await PlanJourneyTests().finish(number, outcome, world)
    }
}

extension World {
    /// Two machines whose first service is due; the services of both, by machine.
    static func withServicesDue() async throws -> (World, [Int64]) {
        let world = try await World()
        for _ in 1...2 { try await world.addJob() }
        try await world.arman.write { tx in
            let day = try CalendarSystem.jalali.parse("1405/03/05")
            _ = try tx.execute("UPDATE unit SET installed_on = \(day)")
        }
        try await world.browse(as: .serviceManager) { browser in
            _ = try await browser.post("/arman/plans/templates", PlanJourneyTests.written)
        }
        try await world.work()
        let ids: [Int64] = try await world.arman.read {
            try $0.list("SELECT id FROM plan_service WHERE state = 'due' ORDER BY unit_id")
        }
        return (world, ids)
    }
}
