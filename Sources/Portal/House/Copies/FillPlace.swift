import Database
import Domain
import Foundation
import Ground
import Web

/// Puts what a backup holds where a company's store shall be.
struct FillPlace: Sendable {
    let companies: Companies
    let slug: String
    let backup: Backup
    let report: @Sendable (String) -> Void

    /// Into a file goes the file itself; a server, or what an earlier program made, gets row by row.
    /// - Throws: `restore.there`, `restore.unmade`, `CopyFault.occupied`.
    func store(at place: Place) async throws -> Store {
        do {
            guard case .file(let path) = place.absolute(in: companies.folder(slug)), backup.place.isFolder else {
                return try await copyRows(to: place)
            }
            try await copyFile(to: path)
            return try companies.stores.store(at: .file(path), in: companies.folder(slug), clock: companies.clock)
        } catch { throw error.said(as: "restore.unmade", place.shown) }
    }

    /// Under its name only once it is a company's store, whole and on the disk.
    private func copyFile(to path: String) async throws {
        guard !FileManager.default.fileExists(atPath: path) else { throw Complaint("restore.there", path) }
        let place = URL(fileURLWithPath: path)
        try FileManager.default.createDirectory(
            at: place.deletingLastPathComponent(), withIntermediateDirectories: true)
        try await withCopy(at: path + ".part") { half in
            try await companies.stores.alone(with: half, clock: companies.clock) { store in
                try await store.write { try BackupStore.drop($0) }
                try await companies.companySteps.apply(to: store)
                try await store.analyze()
            }
            try await putFiles()
            try await aside {
                try Blobs.flush(URL(fileURLWithPath: half))
                try FileManager.default.moveItem(atPath: half, toPath: path)
                try Blobs.flush(place.deletingLastPathComponent())
            }
        }
    }

    private func copyRows(to place: Place) async throws -> Store {
        let target = try await companies.prepareStore(at: place, of: slug)
        let path = FileManager.default.temporaryDirectory.appendingPathComponent("kardan-\(UUID().uuidString).sqlite")
            .path
        try await withCopy(at: path) { path in
            try await companies.stores.alone(with: path, clock: companies.clock) { source in
                try await companies.companySteps.apply(to: source)
                let copy = StoreCopy(companies.companySteps, leavingOut: ["seal"]) { report("\($0)\t\($1)") }
                let sent = try await copy.run(from: source, to: target, isSettled: false)
                try StoreCopy.compare(sent, try await copy.digests(of: target))
            }
        }
        try await putFiles()
        try await target.analyze()
        return target
    }

    private func putFiles() async throws {
        let blobs = companies.blobs(slug)
        _ = try await backup.forEachFile { _, bytes in _ = try blobs.put(bytes) }
    }

    /// A backup of an older program is brought to today's schema, and stays as it is: so in a copy, which is gone afterwards.
    private func withCopy(at path: String, _ work: @Sendable (String) async throws -> Void) async throws {
        let root = URL(fileURLWithPath: "/")
        try await companies.stores.remove(.file(path), in: root)
        do {
            try await aside { [backup] in try FileManager.default.copyItem(atPath: backup.place.store, toPath: path) }
            try await work(path)
            try await companies.stores.remove(.file(path), in: root)
        } catch {
            try await companies.stores.remove(.file(path), in: root)
            throw error
        }
    }
}
