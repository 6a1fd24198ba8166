import Database
import Domain
import Foundation
import Testing

@testable import Gate
@testable import Ground
@testable import House
@testable import Work

@Suite("A backup")
struct BackupTests {
    private let path = FileManager.default.temporaryDirectory.appendingPathComponent("\(UUID().uuidString).kardan").path

    @discardableResult
    private func backUp(_ world: World) async throws -> [String] {
        try await BackUpCompany(companies: world.portal.companies, slug: "arman", path: path) { _ in }.run()
    }

    private func digests(_ company: OpenCompany, _ world: World) async throws -> [String: TableDigest] {
        try await StoreCopy(world.portal.companies.companySteps, leavingOut: ["seal"]).digests(of: company.store)
    }

    @Test("holds every table and file, and becomes a company of another name that is the same")
    func round() async throws {
        let world = try await World()
        let number = try await world.addJob()
        let photo = try world.arman.blobs.put([1, 2, 3, 4])
        try await world.arman.write { tx in
            let job = try JobStore.find(number, .company, tx)
            try tx.execute(
                """
                INSERT INTO attachment (subject, subject_id, sha256, media_type, bytes, made_by, made_at)
                VALUES ('job', \(job.id), \(photo), 'image/png', 4, (SELECT min(id) FROM person), 0)
                """)
        }
        try await backUp(world)
        let line = try await VerifyBackup(path: path).run()
        #expect(line.hasPrefix("arman\t") && line.hasSuffix("\t1 files"))
        // From a server into a file, and where there is none into a second file.
        try await RestoreBackup(companies: world.portal.companies, path: path, slug: "second", place: "sqlite") { _ in }
            .run()
        let second = try #require(try await world.portal.companies.find("second"))
        try StoreCopy.compare(try await digests(world.arman, world), try await digests(second, world))
        #expect(try second.blobs.get(photo) == [1, 2, 3, 4])
        let problems = try await Doctor(company: second, directory: world.portal.companies.directory).problems()
        #expect(problems.isEmpty, "\(problems)")
        // The same people may enter, and the numbers go on.
        try await world.serve { client in
            let reception = try await world.browser(client, as: .reception)
            let page = try await reception.get("/second/jobs/\(number)")
            #expect(page.status == .ok)
        }
    }

    @Test("of a file becomes a company on a server", .enabled(if: TestEngine.server != nil))
    func ontoServer() async throws {
        let world = try await World()
        try await world.addJob()
        try await MoveCompany(companies: world.portal.companies, slug: "arman", target: "sqlite") { _ in }.run()
        try await backUp(world)
        let place = try world.portal.companies.place(of: "third", at: nil)
        try await RestoreBackup(companies: world.portal.companies, path: path, slug: "third") { _ in }.run()
        let (file, server) = (
            try #require(try await world.portal.companies.find("arman")),
            try #require(try await world.portal.companies.find("third"))
        )
        #expect(file.place == "store.sqlite" && server.place == place.text)
        try StoreCopy.compare(try await digests(file, world), try await digests(server, world))
        try await world.portal.companies.stores.remove(place, in: world.portal.companies.data)
    }

    @Test("takes the place of a company only when told to, and brings back what was lost")
    func replaced() async throws {
        let world = try await World()
        let number = try await world.addJob()
        try await backUp(world)
        let lost = try await world.addJob()
        await #expect(throws: Complaint("restore.taken", "arman")) {
            try await RestoreBackup(companies: world.portal.companies, path: path) { _ in }.run()
        }
        try await RestoreBackup(
            companies: world.portal.companies, path: path, place: "sqlite:restored.sqlite", replaces: true
        ) { _ in }.run()
        let arman = try #require(try await world.portal.companies.find("arman"))
        let numbers: [String] = try await arman.read { try $0.list("SELECT number FROM job ORDER BY id") }
        #expect(numbers == [number])
        #expect(lost != number)
    }

    @Test("brings nobody in who was locked or is not in its book, and leaves him lockable")
    func people() async throws {
        let world = try await World()
        try await backUp(world)
        let newcomer = "09127778899"
        try await AddMember(portal: world.portal).run(
            company: world.arman, mobile: MobileNumber(newcomer), name: "تازه", roles: [.reception], dealer: nil,
            password: World.password)
        try await world.serve { client in
            let admin = try await world.browser(client, as: .administrator)
            for role in [Role.auditor, .dispatcher] { try await admin.lock(World.mobile(role), in: world) }
            try await RestoreBackup(
                companies: world.portal.companies, path: path, place: "sqlite:restored.sqlite", replaces: true
            ) { _ in }.run()
            let gone = Browser(client)
            _ = try await gone.signIn(newcomer)
            let auditor = Browser(client)
            _ = try await auditor.signIn(World.mobile(.auditor))
            for browser in [gone, auditor] {
                let page = try await browser.get("/arman/jobs")
                #expect(page.status == .notFound)
            }
            // Whom an administrator locks from now on is locked.
            let reception = try await world.browser(client, as: .reception)
            let before = try await reception.get("/arman/jobs")
            #expect(before.status == .ok)
            try await admin.lock(World.mobile(.reception), in: world)
            let after = try await reception.get("/arman/jobs")
            #expect(after.status == .notFound)
        }
        let arman = try #require(try await world.portal.companies.find("arman"))
        let problems = try await Doctor(company: arman, directory: world.portal.companies.directory).problems()
        #expect(problems.isEmpty, "\(problems)")
    }

    @Test("that was damaged is found out: a row, a file, a table, or the whole")
    func damaged() async throws {
        let world = try await World()
        try await world.addJob()
        try await backUp(world)
        let stores = Stores()
        let changes: [(SQL, String)] = [
            ("UPDATE job SET address = 'elsewhere'", "backup.table"), ("DELETE FROM number_series", "backup.table"),
            ("INSERT INTO backup_file (sha256, bytes) VALUES ('00', x'01')", "backup.file"),
            ("INSERT INTO backup_file (sha256, bytes) VALUES ('00', 'text')", "backup.none"),
            ("DELETE FROM backup_about", "backup.none"),
        ]
        for (change, kind) in changes {
            let copy = path + UUID().uuidString
            try FileManager.default.copyItem(atPath: path, toPath: copy)
            let store = try stores.store(at: .file(copy), in: URL(fileURLWithPath: "/"))
            _ = try await store.write { try $0.execute(change) }
            try store.close()
            do {
                _ = try await VerifyBackup(path: copy).run()
                Issue.record("\(change.text) was not found")
            } catch let complaint as Complaint { #expect(complaint.key == kind, "\(change.text)") }
        }
        try Data("no backup at all".utf8).write(to: URL(fileURLWithPath: path + "x"))
        await #expect(throws: Complaint("backup.none", path + "x")) { try await VerifyBackup(path: path + "x").run() }
        await #expect(throws: Complaint("backup.absent", path + "y")) { try await VerifyBackup(path: path + "y").run() }
    }

    @Test("is never written over a file")
    func whole() async throws {
        let world = try await World()
        try await backUp(world)
        await #expect(throws: Complaint("backup.exists", path)) { try await backUp(world) }
    }

    @Test("goes on where a file is missing, says which, and becomes a company without it")
    func missing() async throws {
        let world = try await World()
        let number = try await world.addJob()
        let kept = try world.arman.blobs.put([1, 2, 3])
        let gone = String(repeating: "0", count: 64)
        try await world.arman.write { tx in
            let job = try JobStore.find(number, .company, tx)
            for hash in [gone, kept] {
                try tx.execute(
                    """
                    INSERT INTO attachment (subject, subject_id, sha256, media_type, bytes, made_by, made_at)
                    VALUES ('job', \(job.id), \(hash), 'image/png', 4, (SELECT min(id) FROM person), 0)
                    """)
            }
        }
        #expect(try await backUp(world) == [gone])
        let line = try await VerifyBackup(path: path).run()
        #expect(line.hasSuffix("\t1 files"))
        try await RestoreBackup(companies: world.portal.companies, path: path, slug: "second", place: "sqlite") { _ in }
            .run()
        let second = try #require(try await world.portal.companies.find("second"))
        #expect(try second.blobs.get(kept) == [1, 2, 3])
        for suffix in [".part", ".part-wal", ".part-shm"] {
            #expect(!FileManager.default.fileExists(atPath: path + suffix))
        }
    }
}

extension Browser {
    /// Locks a member as an administrator does, on his page.
    func lock(_ mobile: String, in world: World) async throws {
        let number = try MobileNumber(mobile)
        let arman = try #require(try await world.portal.companies.find("arman"))
        let member = try #require(try await arman.read { try PersonStore.find(number, $0) })
        let answer = try await post("/arman/people/\(member.id)/lock", [("version", "\(member.version)")])
        try #require(answer.status == .seeOther, "\(answer.text)")
    }
}
