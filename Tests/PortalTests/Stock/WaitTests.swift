import Database
import Domain
import Testing

@testable import Ground
@testable import Stock
@testable import Work

@Suite("What a missing part costs in waiting days")
struct WaitTests {
    @Test("each request of a job counts from when it was asked to when it came or was wanted no more")
    func waited() async throws {
        let world = try await World()
        for code in ["P-1", "P-2"] { try await world.addPart(code) }
        let store = try await world.addPlace(.central, "C1")
        let sub = try await world.addPlace(.sub, "S1", dealer: "D100")
        try await world.receive("P-1", 20, at: store)
        let (one, two) = (try await world.acceptedJob(), try await world.acceptedJob())
        let came = try await world.ask([("P-1", 1)], to: sub, for: one)
        let open = try await world.ask([("P-1", 1), ("P-2", 1)], to: sub, for: two)
        _ = try await world.ask([("P-2", 5)], to: sub)
        world.time.move(seconds: 4 * 86_400)
        try await world.approve(came, from: store)
        try await world.pick(came, [1: [RequestPick(quantity: 1)]])
        let paper = try await world.sendRequest(came)
        let manager = try await world.member(.dealerManager)
        try await world.arman.write { tx in
            let row = try PaperList.find(paper, .company, tx)
            try PaperDeedStore.receive(row, at: row.version, counts: [:], by: manager, in: world.arman, tx)
        }
        world.time.move(seconds: 3 * 86_400)
        let known = try await world.arman.read { tx in
            let since = tx.now.adding(seconds: -90 * 86_400)
            let filter = WaitFilter(place: nil, part: nil, days: 90)
            let total = try WaitList.total(filter, since: since, .company, tx)
            let sums = try WaitList.sums(filter, since: since, .company, tx)
            let late = try WaitList.total(
                WaitFilter(place: store, part: nil, days: 90), since: tx.now.adding(seconds: -86_400), .company, tx)
            return (
                total: [Int64(total.jobs), total.wait.days], late: [Int64(late.jobs), late.wait.days],
                sums: sums.map { "\($0.part.code) \($0.place.code) \($0.jobs) \($0.wait.days)" }
            )
        }
        // Of the one that came four days, of the one that is still open seven.
        #expect(known.total == [2, 11] && known.sums == ["P-1 S1 2 11", "P-2 S1 1 7"])
        #expect(known.late == [0, 0])
        for role in [Role.storekeeper, .serviceManager, .dealerManager] {
            try await world.browse(as: role) { browser in
                let page = try await browser.get("/arman/stock/waits?days=90").text
                #expect(page.contains("P-1") && page.contains("/arman/stock/waits/jobs?"), "\(role)")
                let jobs = try await browser.get("/arman/stock/waits/jobs?days=90").text
                #expect(jobs.contains(one) && jobs.contains(two) && jobs.contains(came) && jobs.contains(open))
            }
        }
        try await world.browse(as: .storekeeper) { browser in
            let file = try await browser.get("/arman/stock/waits/export?days=90").text
            #expect(file.contains(came) && file.contains(open))
            #expect(try await browser.get("/arman/stock/replenishment?place=\(sub)").text.contains("/stock/waits?"))
        }
        let number = try await world.request(open)
        try await world.arman.write { tx in
            try RequestDeedStore.refuse(
                number, at: number.version, because: "نیست",
                by: try Actor(
                    person: manager.person, name: "", roles: Roles([.stockManager]), dealer: nil), tx)
        }
        world.time.move(seconds: 30 * 86_400)
        let after = try await world.arman.read { tx in
            try WaitList.total(
                WaitFilter(place: sub, part: nil, days: 90), since: tx.now.adding(seconds: -90 * 86_400), .company, tx)
        }
        #expect(after.wait.days == 11)
    }

    @Test("a job that waited for several requests at a time waited once")
    func once() async throws {
        let world = try await World()
        for code in ["P-1", "P-2"] { try await world.addPart(code) }
        let sub = try await world.addPlace(.sub, "S1", dealer: "D100")
        let (one, two) = (try await world.acceptedJob(), try await world.acceptedJob())
        // One job: two days of the first alone, three of both, five of the second alone; another job beside it.
        let first = try await world.ask([("P-1", 1)], to: sub, for: one)
        _ = try await world.ask([("P-1", 1)], to: sub, for: two)
        world.time.move(seconds: 2 * 86_400)
        _ = try await world.ask([("P-1", 1), ("P-2", 1)], to: sub, for: one)
        world.time.move(seconds: 3 * 86_400)
        try await refuse(first, world)
        world.time.move(seconds: 5 * 86_400)
        let known = try await world.arman.read { tx in
            let since = tx.now.adding(seconds: -90 * 86_400)
            let filter = WaitFilter(place: nil, part: nil, days: 90)
            let total = try WaitList.total(filter, since: since, .company, tx)
            return (
                total: [Int64(total.jobs), total.wait.days],
                sums: try WaitList.sums(filter, since: since, .company, tx).map {
                    "\($0.part.code) \($0.jobs) \($0.wait.days)"
                }
            )
        }
        #expect(known.total == [2, 20] && known.sums == ["P-1 2 20", "P-2 1 8"])
    }

    private func refuse(_ request: String, _ world: World) async throws {
        let row = try await world.request(request)
        let manager = try await world.person(.stockManager)
        try await world.arman.write { tx in
            try RequestDeedStore.refuse(
                row, at: row.version, because: "نیست",
                by: try Actor(person: manager, name: "", roles: Roles([.stockManager]), dealer: nil), tx)
        }
    }
}
