import Database
import Domain
import Foundation
import Testing
import Web

@testable import Ground
@testable import House

@Suite("Moving a company")
struct MoveTests {
    /// Onto the other engine where there is one, else into another file.
    private static func target(_ world: World) throws -> String {
        TestEngine.server == nil ? "sqlite:elsewhere.sqlite" : "sqlite:store.sqlite"
    }

    private func move(_ world: World, to target: String) async throws {
        try await MoveCompany(companies: world.portal.companies, slug: "arman", target: target) { _ in }.run()
    }

    @Test("changes no page, and the work goes on in the new place")
    func pages() async throws {
        let world = try await World()
        let number = try await world.addJob()
        try await world.giveJob(number)
        try await world.serve { client in
            let manager = try await world.browser(client, as: .serviceManager)
            let paths = [
                "/arman", "/arman/jobs", "/arman/jobs/\(number)", "/arman/board", "/arman/dealers", "/arman/people",
            ]
            var before: [String] = []
            for path in paths { before.append(Self.plain(try await manager.get(path).text)) }
            try await move(world, to: try Self.target(world))
            for (path, page) in zip(paths, before) {
                let after = try await manager.get(path)
                #expect(after.status == .ok && Self.plain(after.text) == page, "\(path)")
            }
            let note = try await manager.post("/arman/jobs/\(number)/notes", [("note", "پس از جابه‌جایی")])
            #expect(note.status == .seeOther)
            let page = try await manager.get("/arman/jobs/\(number)")
            #expect(page.text.contains("پس از جابه‌جایی"))
        }
        let old: Int? = try await world.arman.store.read {
            try $0.value("SELECT count(*) FROM job_event WHERE kind = 'note'")
        }
        #expect(old == 0)
        let moved = try #require(try await world.portal.companies.find("arman"))
        let problems = try await Doctor(company: moved, directory: world.portal.companies.directory).problems()
        #expect(problems.isEmpty, "\(problems)")
    }

    @Test("leaves the old place sealed: nothing is ever written there again")
    func sealed() async throws {
        let world = try await World()
        try await move(world, to: try Self.target(world))
        world.time.move(seconds: 1_000_000)
        await #expect(throws: Refusal.self) { try await world.arman.write { _ = try $0.execute("DELETE FROM job") } }
    }

    @Test("lets people read meanwhile, and tells whoever wants to change something why he must wait")
    func readOnly() async throws {
        let world = try await World()
        let number = try await world.addJob()
        let seal = HeldSeal(company: world.arman, directory: world.portal.companies.directory)
        try await world.serve { client in
            let reception = try await world.browser(client, as: .reception)
            let other = try await world.browser(client, as: .reception, company: "pars")
            let sentence = world.portal.renderer.words[.fa]!("error.read_only")
            try await seal.during { seal in
                try await seal.extend()
                let page = try await reception.get("/arman/jobs/\(number)")
                #expect(page.status == .ok && page.text.contains(sentence))
                let note = try await reception.post("/arman/jobs/\(number)/notes", [("note", "یادداشتی که نماند")])
                #expect(note.status == .serviceUnavailable && note.text.contains(sentence))
                let pars = try await other.get("/pars/jobs")
                #expect(pars.status == .ok && !pars.text.contains(sentence))
                return nil
            }
            let page = try await reception.get("/arman/jobs/\(number)")
            #expect(!page.text.contains(sentence) && !page.text.contains("یادداشتی که نماند"))
            let note = try await reception.post("/arman/jobs/\(number)/notes", [("note", "شد")])
            #expect(note.status == .seeOther)
        }
    }

    @Test("that dies leaves the company open again after twenty seconds, by itself")
    func died() async throws {
        let world = try await World()
        // A mover that was killed never lifts its seal.
        try await world.arman.store.write { tx in
            _ = try SealStore.set("dead", until: tx.now.adding(seconds: 20), tx)
        }
        await #expect(throws: Refusal.self) {
            try await world.arman.write { _ = try $0.execute("DELETE FROM holiday") }
        }
        await #expect(throws: Complaint("company.sealed", "arman")) {
            try await move(world, to: try Self.target(world))
        }
        world.time.move(seconds: 21)
        _ = try await world.arman.write { try $0.execute("DELETE FROM holiday") }
        try await move(world, to: try Self.target(world))
    }

    @Test("is not switched where its seal ran out while the rows were copied")
    func lost() async throws {
        let world = try await World()
        let seal = HeldSeal(company: world.arman, directory: world.portal.companies.directory)
        await #expect(throws: Complaint("company.seal_lost", "arman")) {
            try await seal.during { seal in
                world.time.move(seconds: 60)
                try await seal.extend()
                return try Place("never.sqlite")
            }
        }
    }

    @Test("is refused where there is no such company, or it is there already")
    func refused() async throws {
        let world = try await World()
        await #expect(throws: Complaint("company.unknown", "nobody")) {
            try await MoveCompany(companies: world.portal.companies, slug: "nobody", target: "sqlite") { _ in }.run()
        }
        let here = world.arman.place
        await #expect(throws: Complaint.self) { try await move(world, to: here) }
        _ = try await world.arman.write { try $0.execute("DELETE FROM holiday") }
    }

    @Test("is refused onto another company's store, and onto the directory")
    func taken() async throws {
        let world = try await World()
        let companies = world.portal.companies
        let pars = world.pars.place
        let absolute = try Place(pars).absolute(in: companies.folder("pars")).text
        let directory = try companies.storePlaces.directory().absolute(in: companies.data).text
        for place in [absolute, directory] {
            await #expect(throws: Complaint.self, "\(place)") { try await move(world, to: place) }
            await #expect(throws: Complaint.self, "\(place)") {
                _ = try await ReaddressCompany(companies: companies, slug: "arman", target: place).run()
            }
            await #expect(throws: Complaint.self, "\(place)") {
                _ = try await companies.create(slug: "third", nameFa: "سوم", nameEn: "Third", at: place)
            }
        }
        #expect(try await companies.list().map(\.slug) == ["arman", "pars"])
        _ = try await world.arman.write { try $0.execute("DELETE FROM holiday") }
    }

    @Test("by its address alone is for a store that is there, and copies nothing")
    func readdressed() async throws {
        let world = try await World()
        let companies = world.portal.companies
        await #expect(throws: Complaint.self) {
            _ = try await ReaddressCompany(companies: companies, slug: "arman", target: "sqlite:nothing.sqlite").run()
        }
        #expect(try await companies.find("arman")?.place == world.arman.place)
        _ = try await ReaddressCompany(companies: companies, slug: "arman", target: world.arman.place).run()
        #expect(try await companies.find("arman")?.place == world.arman.place)
        // What a move left behind is nobody's address any more.
        try await move(world, to: try Self.target(world))
        let moved = try await companies.find("arman")?.place
        await #expect(throws: Complaint("company.address.left", try Place(world.arman.place).shown)) {
            _ = try await ReaddressCompany(companies: companies, slug: "arman", target: world.arman.place).run()
        }
        #expect(try await companies.find("arman")?.place == moved)
    }

    /// A page without what differs each time it is shown.
    private static func plain(_ text: String) -> String {
        text.replacing(#/value="[A-Za-z0-9_-]{43,}"/#, with: "TOKEN")
    }
}

@Suite("Copying the directory")
struct CopyDirectoryTests {
    @Test("takes companies, logins and sessions along, and refuses a place that is taken")
    func copied() async throws {
        let world = try await World()
        let target = "sqlite:other-directory.sqlite"
        let copy = CopyDirectory(companies: world.portal.companies, target: target) { _ in }
        try await world.browse(as: .reception) { _ in
            try await copy.run()
            let places = StorePlaces(directory: target)
            let other = try await Companies(
                data: world.portal.companies.data, root: World.root, storePlaces: places)
            let slugs = try await other.list().map(\.slug)
            #expect(slugs == ["arman", "pars"])
            for table in ["login", "membership", "session"] {
                let statement = SQL(trusted: "SELECT count(*) FROM \(table)")
                let (here, there): (Int?, Int?) = (
                    try await world.portal.companies.directory.read { try $0.value(statement) },
                    try await other.directory.read { try $0.value(statement) }
                )
                #expect(here == there && here ?? 0 > 0, "\(table)")
            }
            await #expect(throws: CopyFault.self) { try await copy.run() }
        }
    }
}

@Suite("A company whose server is gone")
struct AbsentCompanyTests {
    @Test("keeps nobody else from working, and says so on its own pages")
    func absent() async throws {
        let world = try await World()
        let gone = "postgres://kardan@127.0.0.1:1/kardan?schema=gone"
        try await world.portal.companies.directory.write { try DirectoryStore.setPlace(world.pars.id, gone, $0) }
        try await world.serve { client in
            let (arman, pars) = (
                try await world.browser(client, as: .reception),
                try await world.browser(client, as: .reception, company: "pars")
            )
            let here = try await arman.get("/arman/jobs")
            #expect(here.status == .ok)
            let there = try await pars.get("/pars/jobs")
            #expect(there.status == .serviceUnavailable && there.headers[.retryAfter] == "5")
            #expect(there.text.contains(world.portal.renderer.words[.fa]!("error.unavailable")))
        }
    }
}
