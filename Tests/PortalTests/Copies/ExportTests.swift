import Database
import Domain
import Foundation
import Testing

@testable import Gate
@testable import Ground
@testable import House
@testable import Work

@Suite("What a company takes with it")
struct ExportTests {
    private let folder = FileManager.default.temporaryDirectory.appendingPathComponent(
        "kardan-export-\(UUID().uuidString)")
    private var path: String { folder.appendingPathComponent("arman.tar.gz").path }

    /// Exports arman and opens the archive as anybody would. - Returns: the files that were missing.
    @discardableResult
    private func export(_ world: World, into name: String = "arman.tar.gz") async throws -> [String] {
        try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
        let archive = folder.appendingPathComponent(name).path
        let missing = try await ExportCompany(companies: world.portal.companies, slug: "arman", path: archive) { _ in }
            .run()
        try run("tar", "--extract", "--file", archive, "--directory", folder.path)
        return missing
    }

    private func run(_ command: String...) throws {
        let process = Process()
        process.executableURL = URL(fileURLWithPath: "/usr/bin/env")
        process.arguments = command
        process.standardOutput = FileHandle.nullDevice
        try process.run()
        process.waitUntilExit()
        #expect(process.terminationStatus == 0, "\(command)")
    }

    private func bytes(_ name: String) throws -> [UInt8] {
        [UInt8](try Data(contentsOf: folder.appendingPathComponent("arman/\(name)")))
    }

    private func table(_ name: String) throws -> Table { try DelimitedText.read(bytes("tables/\(name).csv")) }

    @Test("is each of its tables with days in both calendars, its files, and sums that anybody can check")
    func whole() async throws {
        let world = try await World()
        defer { try? FileManager.default.removeItem(at: folder) }
        let number = try await world.addJob()
        let photo = try world.arman.blobs.put([1, 2, 3, 4])
        try await world.attachPicture(photo, to: number)
        try await world.arman.write { _ = try $0.execute("UPDATE job SET stated_fault = '=1+1', address = 'a,\"b\"'") }
        #expect(try await export(world) == [])
        #expect(try bytes("tables/job.csv").starts(with: [0xEF, 0xBB, 0xBF]))
        let jobs = try table("job")
        let job = Dictionary(uniqueKeysWithValues: zip(jobs.header, jobs.records[0]))
        #expect(
            job["number"] == number && job["received_on"] == "2026-11-23" && job["received_on_jalali"] == "1405/09/02")
        #expect(job["received_at"] == "2026-11-23T10:00:00" && job["received_at_jalali"] == "1405/09/02 10:00:00")
        #expect(job["stated_fault"] == "'=1+1" && job["address"] == "a,\"b\"" && job["dealer_id"] == "")
        #expect(try table("customer").records[0].contains("+989121112233"))
        #expect(try bytes("files/\(photo).jpg") == [1, 2, 3, 4])
        try run("sh", "-c", "cd \(folder.path)/arman && sha256sum --check --strict --quiet SHA256SUMS")
        let sums = String(decoding: try bytes("SHA256SUMS"), as: UTF8.self)
        let named = Set(sums.split(separator: "\n").map { String($0.dropFirst(66)) })
        let there = FileManager.default.enumerator(atPath: folder.path + "/arman")?.compactMap { $0 as? String } ?? []
        #expect(named == Set(there.filter { $0.contains(".") || $0.hasPrefix("files/") }))
        #expect(try await world.number("SELECT count(*) FROM event WHERE kind = 'exported' AND room = 'settings'") == 1)
    }

    @Test("names each table and each column in both languages")
    func described() async throws {
        let world = try await World()
        defer { try? FileManager.default.removeItem(at: folder) }
        try await export(world)
        for name in ["README-fa.txt", "README-en.txt"] {
            let lines = String(decoding: try bytes(name), as: UTF8.self).split(separator: "\n")
            let empty = lines.filter { $0.hasSuffix(": ") }
            #expect(empty.isEmpty, "\(empty)")
            #expect(
                lines.contains { $0.hasPrefix("tables/job.csv: ") } && lines.contains { $0.hasPrefix("    sheba: ") })
        }
    }

    @Test("is its own alone: no row and no file of another company")
    func alone() async throws {
        let world = try await World()
        defer { try? FileManager.default.removeItem(at: folder) }
        try await world.addJob()
        try await world.addJob(company: "pars", mobile: "09351110000", serial: "OFPARS1")
        let foreign = try world.pars.blobs.put([9, 9, 9])
        try await export(world)
        try run(
            "sh", "-c", "! grep --recursive --quiet --text -e 9351110000 -e OFPARS1 -e \(foreign) \(folder.path)/arman")
        #expect(try table("customer").records.count == 1)
    }

    @Test("goes on without a file that is missing, names it, and leaves nothing half where it is refused")
    func missing() async throws {
        let world = try await World()
        defer { try? FileManager.default.removeItem(at: folder) }
        let number = try await world.addJob()
        let photo = try world.arman.blobs.put([1, 2, 3, 4])
        try await world.attachPicture(photo, to: number)
        try FileManager.default.removeItem(at: world.arman.blobs.place(of: photo))
        #expect(try await export(world) == [photo])
        let companies = world.portal.companies
        await #expect(throws: Complaint("backup.exists", path)) {
            try await ExportCompany(companies: companies, slug: "arman", path: path) { _ in }.run()
        }
        await #expect(throws: Complaint("export.name", "/tmp/arman.zip")) {
            try await ExportCompany(companies: companies, slug: "arman", path: "/tmp/arman.zip") { _ in }.run()
        }
        await #expect(throws: Complaint("company.unknown", "nobody")) {
            try await ExportCompany(companies: companies, slug: "nobody", path: path) { _ in }.run()
        }
        #expect(!FileManager.default.fileExists(atPath: path + ".part"))
    }
}

extension World {
    /// Names the file as a job's picture.
    fileprivate func attachPicture(_ hash: String, to number: String) async throws {
        try await arman.write { tx in
            let job = try JobStore.find(number, .company, tx)
            _ = try tx.execute(
                """
                INSERT INTO attachment (subject, subject_id, sha256, media_type, bytes, made_by, made_at)
                VALUES ('job', \(job.id), \(hash), 'image/jpeg', 4, (SELECT min(id) FROM person), 0)
                """)
        }
    }
}
