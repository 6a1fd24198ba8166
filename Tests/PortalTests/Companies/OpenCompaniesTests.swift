import Database
import Domain
import Foundation
import Synchronization
import Testing

@testable import Ground

@Suite("Companies whose stores are open")
struct OpenCompaniesTests {
    @Test("a store in use is never closed, also where its store alone is held; whoever finds no room is told in time")
    func inUse() async throws {
        let world = try await World()
        let held = OpenCompanies(most: 1, patience: .milliseconds(20))
        let (arman, pars) = (world.opening(world.arman), world.opening(world.pars))
        var store: Store? = try await held.company(arman.key, isVisit: true, open: arman.open).store
        await #expect(throws: DatabaseFault.self) {
            _ = try await held.company(pars.key, isVisit: true, open: pars.open)
        }
        let cities = try await store?.read { try $0.value("SELECT count(*) FROM city", as: Int.self) }
        #expect(cities ?? 0 > 0)
        store = nil
        _ = try await held.company(pars.key, isVisit: true, open: pars.open)
        #expect(held.count == 1)
        #expect(arman.count == 1 && pars.count == 1)
        _ = try await held.company(arman.key, isVisit: true, open: arman.open)
        #expect(arman.count == 2, "it was closed meanwhile")
        try held.shut()
    }

    @Test("is opened once, however many ask first; a fault reaches them all, and the next one tries anew")
    func once() async throws {
        let world = try await World()
        let held = OpenCompanies(most: 3)
        let (arman, pars) = (world.opening(world.arman), world.opening(world.pars))
        let names = try await withThrowingTaskGroup(of: String.self) { group in
            for _ in 0..<20 {
                group.addTask { try await held.company(arman.key, isVisit: true, open: arman.open).nameEn }
            }
            return try await group.reduce(into: []) { $0.append($1) }
        }
        #expect(names == Array(repeating: "Arman", count: 20) && arman.count == 1)
        await #expect(throws: DatabaseFault.noRow) {
            _ = try await held.company(pars.key, isVisit: true) { throw DatabaseFault.noRow }
        }
        #expect(held.count == 1)
        _ = try await held.company(pars.key, isVisit: true, open: pars.open)
        try held.shut()
    }

    @Test("whoever was visited last stays; what was only looked through goes first")
    func order() async throws {
        let world = try await World()
        let held = OpenCompanies(most: 2)
        let (arman, pars) = (world.opening(world.arman), world.opening(world.pars))
        let third = OpenCompanies.Key(slug: "third", place: "")
        _ = try await held.company(arman.key, isVisit: true, open: arman.open)
        _ = try await held.company(pars.key, isVisit: false, open: pars.open)
        _ = try await held.company(third, isVisit: true, open: pars.open)
        _ = try await held.company(arman.key, isVisit: true, open: arman.open)
        #expect(arman.count == 1)
        _ = try await held.company(pars.key, isVisit: true, open: pars.open)
        _ = try await held.company(arman.key, isVisit: true, open: arman.open)
        #expect(arman.count == 1 && pars.count == 3, "the third one went")
        try held.shut()
    }

    @Test("at the place that it has left a company is closed once nobody uses it there")
    func moved() async throws {
        let world = try await World()
        let held = OpenCompanies(most: 8)
        let arman = world.opening(world.arman)
        let there = OpenCompanies.Key(slug: "arman", place: "elsewhere")
        var old: OpenCompany? = try await held.company(arman.key, isVisit: true, open: arman.open)
        _ = try await held.company(there, isVisit: true, open: arman.open)
        #expect(held.count == 2)
        #expect(try await old?.read { try $0.value("SELECT 1", as: Int.self) } == 1)
        old = nil
        // Its end is another task's; whoever asks for it there waits for that.
        _ = try await held.company(arman.key, isVisit: true, open: arman.open)
        #expect(arman.count == 3)
        try held.shut()
    }
}

@Suite("More companies than may be open")
struct ManyCompaniesTests {
    @Test("are all served, at once and in turn, while a run works in one; nothing that was written is lost")
    func served() async throws {
        let world = try await World()
        let companies = try await world.restarted(mostOpen: 3)
        for slug in ["c1", "c2", "c3"] { _ = try await companies.create(slug: slug, nameFa: slug, nameEn: slug) }
        let rows = try await companies.list()
        try await withThrowingTaskGroup(of: Void.self) { group in
            for visit in 0..<60 {
                group.addTask { try await Self.visit(rows[visit % rows.count], companies) }
            }
            group.addTask {
                let company = try await companies.opened(rows[0], isVisit: false)
                try await company.write { try RunStore.add("sweep", by: nil, in: company, $0) }
                try await CompanyRuns(company, World.root).drain()
            }
            try await group.waitForAll()
        }
        #expect(companies.openCount <= 3)
        for row in rows {
            let company = try await companies.opened(row)
            #expect(try await company.read { try SettingStore.value("visits", $0) } == "12")
            #expect(try await company.read { try SettingStore.value("who", $0) } == row.slug)
        }
        let first = try await companies.opened(rows[0])
        #expect(try await first.read { try RunStore.last("sweep", of: 0, $0)?.endedAt } != nil)
        try companies.close()
    }

    private static func visit(_ row: CompanyRow, _ companies: Companies) async throws {
        let company = try await companies.opened(row)
        #expect(company.slug == row.slug)
        try await company.write { tx in
            let visits = try SettingStore.value("visits", tx).flatMap { Int($0) } ?? 0
            try SettingStore.set("visits", String(visits + 1), tx)
            try SettingStore.set("who", row.slug, tx)
        }
        #expect(try await company.read { try SettingStore.value("who", $0) } == row.slug)
    }

    @Test("show their pages to whoever goes from one to the other")
    func pages() async throws {
        let world = try await World()
        let companies = try await world.restarted(mostOpen: 1)
        try await world.serve(companies) { client in
            let (arman, pars) = (
                try await world.browser(client, as: .reception),
                try await world.browser(client, as: .reception, company: "pars")
            )
            for _ in 0..<3 {
                async let one = arman.get("/arman/jobs")
                async let other = pars.get("/pars/jobs")
                let answers = try await [one, other]
                #expect(answers.map(\.status) == [.ok, .ok])
                #expect(answers[0].text.contains("/arman/jobs") && !answers[0].text.contains("/pars/"))
            }
        }
        try companies.close()
    }

    @Test("a store that a newer program wrote keeps only its own company from working")
    func newer() async throws {
        let world = try await World()
        try await world.pars.write { tx in
            _ = try tx.execute("INSERT INTO schema_step (number, name, at, sha256) VALUES (9999, '9999_new', 0, 'x')")
        }
        let companies = try await world.restarted()
        await #expect(throws: DatabaseFault.newerSchema(found: 9999, known: companies.schemaVersion)) {
            _ = try await companies.find("pars")
        }
        try await world.serve(companies) { client in
            let arman = try await world.browser(client, as: .reception)
            let pars = try await world.browser(client, as: .reception, company: "pars")
            let (here, there) = (try await arman.get("/arman/jobs"), try await pars.get("/pars/jobs"))
            #expect(here.status == .ok)
            #expect(there.status == .serviceUnavailable && there.headers[.retryAfter] == "5")
        }
        #expect(try await world.pars.read { try $0.value("SELECT max(number) FROM schema_step", as: Int.self) } == 9999)
        try companies.close()
    }

    @Test("a company whose file is gone is refused, and no empty one takes its place")
    func gone() async throws {
        let world = try await World()
        guard case .file(let path) = try Place(world.pars.place).absolute(in: world.portal.companies.folder("pars"))
        else {
            return
        }
        try world.portal.companies.close()
        for suffix in ["", "-wal", "-shm"] { try? FileManager.default.removeItem(atPath: path + suffix) }
        let companies = try await world.restarted()
        await #expect(throws: DatabaseFault.unavailable("there is no file \(path)")) {
            _ = try await companies.find("pars")
        }
        #expect(!FileManager.default.fileExists(atPath: path))
        try companies.close()
    }
}

/// Opens a company's store beside the world, and counts how often.
final class CountedOpening: Sendable {
    let key: OpenCompanies.Key
    private let make: @Sendable () throws -> OpenCompany
    private let opened = Atomic(0)

    init(_ key: OpenCompanies.Key, _ make: @escaping @Sendable () throws -> OpenCompany) {
        (self.key, self.make) = (key, make)
    }

    var count: Int { opened.load(ordering: .relaxed) }

    @Sendable func open() async throws -> OpenCompany {
        opened.add(1, ordering: .relaxed)
        return try make()
    }
}

extension World {
    func opening(_ company: OpenCompany) -> CountedOpening {
        let companies = portal.companies
        return CountedOpening(.init(slug: company.slug, place: company.place)) {
            let store = try companies.stores.store(at: Place(company.place), in: companies.folder(company.slug))
            return company.with(store)
        }
    }

    /// The same installation, as a process finds it that begins now.
    func restarted(mostOpen: Int = 16) async throws -> Companies {
        let time = time
        return try await Companies(
            data: place.folder, root: Self.root, fittings: portal.companies.fittings, storePlaces: place.storePlaces,
            stores: Stores(limits: Self.limits), mostOpen: mostOpen, patience: .seconds(600)
        ) { time.now }
    }
}
