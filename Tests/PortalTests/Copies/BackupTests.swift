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
        try await world.attach([photo], to: number)
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

    @Test("that was damaged is found out: a byte of the store, its end, a file, a digest")
    func damaged() async throws {
        let world = try await World()
        try await world.addPhoto([1, 2, 3, 4])
        try await backUp(world)
        let place = BackupPlace(path)
        let photo = try place.files.place(of: Blobs.hash(of: [1, 2, 3, 4])).path
        let digest = place.store + ".sha256"
        let size = try place.size()
        let damages: [(String, (FileHandle) throws -> Void, String)] = [
            (place.store, { try $0.flip(at: 0) }, "backup.changed"),
            (place.store, { try $0.flip(at: UInt64(size / 2)) }, "backup.changed"),
            (place.store, { try $0.flip(at: UInt64(size - 1)) }, "backup.changed"),
            (place.store, { try $0.truncate(atOffset: UInt64(size - 4096)) }, "backup.changed"),
            (digest, { try $0.flip(at: 0) }, "backup.changed"),
            (digest, { try $0.truncate(atOffset: 0) }, "backup.changed"),
            (photo, { try $0.flip(at: 3) }, "backup.file"), (photo, { try $0.truncate(atOffset: 0) }, "backup.file"),
        ]
        for (file, damage, kind) in damages {
            let before = try Data(contentsOf: URL(fileURLWithPath: file))
            let handle = try FileHandle(forUpdating: URL(fileURLWithPath: file))
            try damage(handle)
            try handle.close()
            try await expect(kind, "\(file)")
            try before.write(to: URL(fileURLWithPath: file))
        }
        _ = try await VerifyBackup(path: path).run()
    }

    @Test("of which a part was left behind is refused, and nothing is restored from it")
    func parts() async throws {
        let world = try await World()
        try await world.addPhoto([1, 2, 3, 4])
        try await backUp(world)
        let place = BackupPlace(path)
        for (part, kind) in [
            (place.store, "backup.changed"), (place.store + ".sha256", "backup.digest"),
            (try place.files.place(of: Blobs.hash(of: [1, 2, 3, 4])).path, "backup.file"),
        ] {
            try FileManager.default.moveItem(atPath: part, toPath: path + ".away")
            try await expect(kind, part)
            let complaint = await #expect(throws: Complaint.self) {
                try await RestoreBackup(companies: world.portal.companies, path: path, slug: "second") { _ in }.run()
            }
            #expect(complaint?.key == kind)
            try FileManager.default.moveItem(atPath: path + ".away", toPath: part)
        }
        let second = try await world.portal.companies.find("second")
        #expect(second == nil)
    }

    @Test("is told from what is none: a text, an empty folder, nothing at all")
    func none() async throws {
        try Data("no backup at all".utf8).write(to: URL(fileURLWithPath: path))
        await #expect(throws: Complaint("backup.none", path)) { try await VerifyBackup(path: path).run() }
        await #expect(throws: Complaint("backup.absent", path + "y")) { try await VerifyBackup(path: path + "y").run() }
        try FileManager.default.createDirectory(atPath: path + "z", withIntermediateDirectories: true)
        await #expect(throws: Complaint("backup.digest", path + "z/store.sqlite.sha256")) {
            try await VerifyBackup(path: path + "z").run()
        }
    }

    @Test("of rows from a server is held to what each table held", .enabled(if: TestEngine.server != nil))
    func rows() async throws {
        let world = try await World()
        try await world.addJob()
        try await backUp(world)
        let place = BackupPlace(path)
        let line = try await VerifyBackup(path: path).run()
        #expect(line.contains(" rows\t"))
        try await Stores().alone(with: place.store, clock: Instant.systemNow) { store in
            _ = try await store.write { try $0.execute("UPDATE job SET address = 'elsewhere'") }
        }
        try place.seal()
        try await expect("backup.table", "a changed row")
    }

    @Test("shows one moment of a store that is written meanwhile, and is not held by the seal that this one was under")
    func moment() async throws {
        let world = try await World()
        try await world.addJob()
        let seal = Task {
            while !Task.isCancelled {
                try await world.addJob()
                try await world.arman.store.write {
                    _ = try SealStore.set("mover", until: $0.now.adding(seconds: 20), $0)
                }
                try await world.arman.store.write { try SealStore.lift("mover", $0) }
            }
        }
        try await backUp(world)
        seal.cancel()
        _ = await seal.result
        _ = try await world.arman.store.write { try SealStore.set("mover", until: $0.now.adding(seconds: 20), $0) }
        let sealed = path + "-sealed"
        _ = try await BackUpCompany(companies: world.portal.companies, slug: "arman", path: sealed) { _ in }.run()
        for (slug, path) in [("second", path), ("third", sealed)] {
            try await RestoreBackup(companies: world.portal.companies, path: path, slug: slug, place: "sqlite") { _ in }
                .run()
            let company = try #require(try await world.portal.companies.find(slug))
            let problems = try await Doctor(company: company, directory: world.portal.companies.directory).problems()
            #expect(problems.isEmpty, "\(problems)")
            let left: Int? = try await company.write {
                try $0.value("SELECT count(*) FROM sqlite_master WHERE name LIKE 'backup%'")
            }
            #expect(left == 0)
        }
    }

    @Test("cannot be made where the disk says no, and says what it said")
    func unmade() async throws {
        let world = try await World()
        try Data().write(to: URL(fileURLWithPath: path))
        let under = path + "/below"
        let complaint = await #expect(throws: Complaint.self) {
            try await BackUpCompany(companies: world.portal.companies, slug: "arman", path: under) { _ in }.run()
        }
        #expect(complaint?.key == "backup.unmade" && complaint?.values.last?.contains("Not a directory") == true)
    }

    @Test("is never restored over a file, and one that was stopped half-way can be run again")
    func there() async throws {
        let world = try await World()
        try await backUp(world)
        let companies = world.portal.companies
        let place = companies.folder("second").appendingPathComponent("store.sqlite").path
        let restore = RestoreBackup(companies: companies, path: path, slug: "second", place: "sqlite") { _ in }
        try FileManager.default.createDirectory(
            at: companies.folder("second"), withIntermediateDirectories: true)
        try Data("somebody's".utf8).write(to: URL(fileURLWithPath: place))
        await #expect(throws: Complaint("restore.there", place)) { try await restore.run() }
        let kept = try String(contentsOfFile: place, encoding: .utf8)
        #expect(kept == "somebody's")
        try FileManager.default.moveItem(atPath: place, toPath: place + ".part")
        try await restore.run()
        let second = try await companies.find("second")
        #expect(second != nil)
        #expect(!FileManager.default.fileExists(atPath: place + ".part"))
    }

    private func expect(_ kind: String, _ what: String) async throws {
        let complaint = await #expect(throws: Complaint.self, "\(what)") { try await VerifyBackup(path: path).run() }
        #expect(complaint?.key == kind, "\(what)")
    }

    @Test("is never written over what is there")
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
        try await world.attach([gone, kept], to: number)
        #expect(try await backUp(world) == [gone])
        let line = try await VerifyBackup(path: path).run()
        #expect(line.hasSuffix("\t1 files"))
        try await RestoreBackup(companies: world.portal.companies, path: path, slug: "second", place: "sqlite") { _ in }
            .run()
        let second = try #require(try await world.portal.companies.find("second"))
        #expect(try second.blobs.get(kept) == [1, 2, 3])
        #expect(!FileManager.default.fileExists(atPath: path + ".part"))
    }
}

extension FileHandle {
    fileprivate func flip(at place: UInt64) throws {
        try seek(toOffset: place)
        let byte = try #require(try read(upToCount: 1)?.first)
        try seek(toOffset: place)
        try write(contentsOf: Data([byte ^ 1]))
    }
}

extension World {
    /// A job with a photo.
    fileprivate func addPhoto(_ bytes: [UInt8]) async throws {
        let number = try await addJob()
        try await attach([try arman.blobs.put(bytes)], to: number)
    }

    /// Names the files as a job's photos.
    fileprivate func attach(_ hashes: [String], to number: String) async throws {
        try await arman.write { tx in
            let job = try JobStore.find(number, .company, tx)
            for hash in hashes {
                try tx.execute(
                    """
                    INSERT INTO attachment (subject, subject_id, sha256, media_type, bytes, made_by, made_at)
                    VALUES ('job', \(job.id), \(hash), 'image/png', 4, (SELECT min(id) FROM person), 0)
                    """)
            }
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
