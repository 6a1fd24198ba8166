import Database
import Domain
import Testing

@testable import Base
@testable import Ground
@testable import Work

@Suite("Work that asks for a certificate") struct TrainingGateTests {
    private func missing(_ world: World, of code: String = "D100", service: String = "repair") async throws -> Bool {
        let open = world.arman
        return try await open.read { tx in
            let dealer = try Network(DispatchDay(in: open, at: tx.now), tx).dealers.first { $0.code == code }
            let group: ID<ProductGroup> = try #require(
                try tx.value("SELECT id FROM product_group WHERE code = 'fridge'"))
            let work = ServiceWork(service, on: group)
            return try #require(dealer).standing.untrained.contains { $0.covers(work) }
        }
    }

    private func days(_ count: Int64, _ world: World) { world.time.move(seconds: count * 86_400) }

    @Test("is kept from a dealer until somebody of his has one, from its day on, for its service alone")
    func gate() async throws {
        let world = try await World()
        let course = try await world.addCourse()
        let before = try await missing(world)
        try await world.ask(course, service: "repair", from: 2)
        let early = try await missing(world)
        days(2, world)
        let (late, other) = (try await missing(world), try await missing(world, service: "install"))
        try await world.certify(course)
        let (shown, stranger) = (try await missing(world), try await missing(world, of: "D200"))
        #expect([before, early, late, other, shown, stranger] == [false, false, true, false, false, true])
    }

    @Test("counts a certificate until its last day, while its holder works there and it is not withdrawn")
    func counts() async throws {
        let world = try await World()
        let course = try await world.addCourse(months: 1)
        try await world.ask(course)
        let certificate = try await world.certify(course)
        let holder = try await world.person(.dealerTechnician)
        func locked(_ state: String) async throws {
            try await world.arman.write {
                _ = try $0.execute("UPDATE person SET state = \(state) WHERE id = \(holder)")
            }
        }
        try await locked("locked")
        let whileLocked = try await missing(world)
        try await locked("open")
        let last = try await world.arman.read { try CertificateList.find(certificate, $0).until }
        let today = world.arman.clock.day(of: world.time.now)
        days(Int64(last.number - today.number), world)
        let onLastDay = try await missing(world)
        days(1, world)
        let after = try await missing(world)
        #expect([whileLocked, onLastDay, after] == [true, false, true])
    }

    @Test("is named on the board, and a dispatcher who chooses him all the same says why")
    func board() async throws {
        let world = try await World()
        try await world.ask(world.addCourse())
        let number = try await world.addJob()
        let tehran = try await world.city("تهران")
        let form = [("job", try await world.pick(number)), ("dealer", try await world.dealer("D100"))]
        try await world.browse(as: .dispatcher) { browser in
            let path = "/arman/board/\(tehran)/assignments"
            let refused = try await browser.post(path, form)
            #expect(refused.status == .unprocessableContent && refused.text.contains("گواهینامه معتبر ندارد: یخچال"))
            let given = try await browser.post(path, form + [("override", "کارآموز همراه دارد")])
            #expect(given.status == .seeOther)
        }
        try await world.browse(as: .dealerManager) { browser in
            let answer = try await browser.post(
                "/arman/jobs/\(number)/acceptance", [("version", try await world.version(of: number))])
            #expect(answer.status == .seeOther)
        }
        let state = try await world.state(of: number)
        #expect(state == .accepted)
    }

    @Test("whose certificate ends while an offer is open is accepted no more, and can be given back")
    func ends() async throws {
        let world = try await World()
        let course = try await world.addCourse()
        try await world.ask(course)
        let certificate = try await world.certify(course)
        let number = try await world.addJob()
        let form = [
            ("job", try await world.pick(number)), ("dealer", try await world.dealer("D100")),
        ]
        let tehran = try await world.city("تهران")
        try await world.browse(as: .dispatcher) { browser in
            let given = try await browser.post("/arman/board/\(tehran)/assignments", form)
            #expect(given.status == .seeOther)
        }
        try await world.browse(as: .serviceManager) { browser in
            let gone = try await browser.post(
                "/arman/certificates/\(certificate)/withdraw", [("version", "1"), ("reason", "تقلب در آزمون")])
            #expect(gone.status == .seeOther)
        }
        try await world.browse(as: .dealerManager) { browser in
            let answer = try await browser.post(
                "/arman/jobs/\(number)/acceptance", [("version", try await world.version(of: number))])
            #expect(answer.status == .conflict && answer.text.contains("گواهینامه معتبر ندارد"))
        }
        let state = try await world.state(of: number)
        #expect(state == .offered)
    }

    @Test("that is asked for after an offer was made does not take the offer back")
    func afterwards() async throws {
        let world = try await World()
        let number = try await world.addJob()
        let form = [("job", try await world.pick(number)), ("dealer", try await world.dealer("D100"))]
        let tehran = try await world.city("تهران")
        try await world.browse(as: .dispatcher) { browser in
            let given = try await browser.post("/arman/board/\(tehran)/assignments", form)
            #expect(given.status == .seeOther)
        }
        try await world.ask(world.addCourse())
        try await world.browse(as: .dealerManager) { browser in
            let answer = try await browser.post(
                "/arman/jobs/\(number)/acceptance", [("version", try await world.version(of: number))])
            #expect(answer.status == .seeOther)
        }
        let state = try await world.state(of: number)
        #expect(state == .accepted)
    }

    @Test("stops asking where it is ended or its course set aside, and is asked once for the same work")
    func ended() async throws {
        let world = try await World()
        let course = try await world.addCourse()
        try await world.ask(course)
        await #expect(throws: FieldRefusal.self) { try await world.ask(course) }
        let need: Int64 = try await world.arman.read { try #require(try $0.value("SELECT max(id) FROM course_need")) }
        try await world.browse(as: .serviceManager) { browser in
            let aside = try await browser.post(
                "/arman/training/\(course)/retirement", [("version", "1"), ("retired", "1")])
            #expect(aside.status == .seeOther)
            let whileAside = try await missing(world)
            _ = try await browser.post("/arman/training/\(course)/retirement", [("version", "2")])
            let again = try await missing(world)
            let ended = try await browser.post("/arman/training/needs/\(need)/end")
            let twice = try await browser.post("/arman/training/needs/\(need)/end")
            let after = try await missing(world)
            #expect([whileAside, again, after] == [false, true, false])
            #expect(ended.status == .seeOther && twice.status == .conflict)
        }
    }
}
