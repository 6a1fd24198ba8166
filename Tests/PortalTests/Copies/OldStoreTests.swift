import Domain
import Foundation
import Testing

@testable import Database
@testable import Gate
@testable import Ground
@testable import House

@Suite("A store that an earlier version made")
struct OldStoreTests {
    private static let stores = [OldStore(version: "0.1.0", schema: 13)]

    @Test("is brought to the newest schema and found in order, with the same counts and sums", arguments: stores)
    func upgraded(_ old: OldStore) async throws {
        let world = try await World()
        let company = try await world.open(old)
        try await check(company, is: old, world)
    }

    @Test("comes back from its backup in order, with the same counts and sums", arguments: stores)
    func restored(_ old: OldStore) async throws {
        let world = try await World()
        let path = try old.unpack(into: world.place.folder)
        try await RestoreBackup(companies: world.portal.companies, path: path, slug: "old") { _ in }.run()
        try await check(#require(try await world.portal.companies.find("old")), is: old, world)
    }

    @Test(
        "is told from a damaged one in its backup, which is one file: a row, a table, a file, or the whole",
        arguments: stores)
    func damaged(_ old: OldStore) async throws {
        let folder = FileManager.default.temporaryDirectory.appendingPathComponent(UUID().uuidString)
        try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
        defer { try? FileManager.default.removeItem(at: folder) }
        let changes: [(SQL, String)] = [
            ("UPDATE job SET address = 'elsewhere'", "backup.table"), ("DELETE FROM number_series", "backup.table"),
            ("INSERT INTO backup_file (sha256, bytes) VALUES ('00', x'01')", "backup.file"),
            ("INSERT INTO backup_file (sha256, bytes) VALUES ('00', 'text')", "backup.none"),
            ("DELETE FROM backup_about", "backup.none"),
        ]
        for (change, kind) in changes {
            let path = try old.unpack(into: folder)
            _ = try await VerifyBackup(path: path).run()
            let store = try Stores().store(at: .file(path), in: folder)
            _ = try await store.write { try $0.execute(change) }
            try store.close()
            let complaint = await #expect(throws: Complaint.self) { try await VerifyBackup(path: path).run() }
            #expect(complaint?.key == kind, "\(change.text)")
        }
    }

    private func check(_ company: OpenCompany, is old: OldStore, _ world: World) async throws {
        let companies = world.portal.companies
        let version = try await companies.companySteps.version(of: company.store)
        #expect(version == companies.schemaVersion)
        let problems = try await Doctor(company: company, directory: companies.directory).problems()
        #expect(problems == [])
        let figures = try await company.read { try StoreFigures.all($0) }
        #expect(try figures == old.figures())
    }
}

/// A backup among the fixtures.
struct OldStore: Sendable, CustomTestStringConvertible {
    let version: String
    let schema: Int
    var testDescription: String { version }

    private func file(_ ending: String) -> URL { World.root("Tests/Fixtures/store-\(version).\(ending)") }

    /// - Returns: the path of the plain file.
    func unpack(into folder: URL) throws -> String {
        let plain = folder.appendingPathComponent("old.kardan")
        _ = FileManager.default.createFile(atPath: plain.path, contents: nil)
        let gzip = Process()
        gzip.executableURL = URL(fileURLWithPath: "/usr/bin/gzip")
        gzip.arguments = ["-dc", file("kardan.gz").path]
        gzip.standardOutput = try FileHandle(forWritingTo: plain)
        try gzip.run()
        gzip.waitUntilExit()
        try #require(gzip.terminationStatus == 0)
        return plain.path
    }

    func figures() throws -> [String] {
        try String(contentsOf: file("tsv"), encoding: .utf8).split(separator: "\n").map(String.init)
    }

    /// The steps that there were then: a step that was handed out never changes.
    func steps(into folder: URL) throws -> Migrations {
        let steps = folder.appendingPathComponent("steps-\(version)")
        try FileManager.default.createDirectory(at: steps, withIntermediateDirectories: true)
        let all = try FileManager.default.contentsOfDirectory(
            at: World.root("Migrations/company"), includingPropertiesForKeys: nil)
        for file in all where Int(file.lastPathComponent.prefix(4))! <= schema {
            try FileManager.default.copyItem(at: file, to: steps.appendingPathComponent(file.lastPathComponent))
        }
        return try Migrations(folder: steps)
    }
}

extension World {
    /// The store as it was, on this run's engine, and then opened by the program of today.
    fileprivate func open(_ old: OldStore) async throws -> OpenCompany {
        let companies = portal.companies
        let backup = try await Backup(reading: old.unpack(into: self.place.folder))
        let place = try companies.place(of: "old", at: nil)
        let steps = try old.steps(into: self.place.folder)
        try await companies.stores.prepare(place)
        let store = try companies.stores.store(at: place, in: companies.folder("old"), clock: companies.clock)
        try await steps.apply(to: store)
        try await StoreCopy(steps, leavingOut: ["seal"]).run(from: backup.store, to: store, isSettled: false)
        let blobs = companies.blobs("old")
        _ = try await backup.forEachFile { _, bytes in _ = try blobs.put(bytes) }
        let company = try await companies.enter(slug: "old", nameFa: "قدیم", nameEn: "Old", at: place)
        try await letIn(company)
        return company
    }

    private func letIn(_ company: OpenCompany) async throws {
        let members = try await company.read { try PersonStore.all($0) }
        try await portal.companies.directory.write { tx in
            for member in members {
                try LoginStore.restore(member, tx)
                try MembershipStore.set(member, in: company.id, tx)
            }
        }
    }
}
