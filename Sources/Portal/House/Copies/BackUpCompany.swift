import Database
import Domain
import Foundation
import Ground
import Web

/// Writes a company's backup while the portal runs: one consistent picture of its store, on either engine, and the files
/// that its rows name.
public struct BackUpCompany: Sendable {
    let companies: Companies
    let slug: String
    let path: String
    let report: @Sendable (String) -> Void

    public init(companies: Companies, slug: String, path: String, report: @escaping @Sendable (String) -> Void) {
        (self.companies, self.slug, self.path) = (companies, slug, URL(fileURLWithPath: path).path)
        self.report = report
    }

    /// The backup is there under its name only once it is whole and on the disk.
    /// - Returns: the files that rows name and that are missing or changed: all else is in the backup.
    /// - Throws: `company.unknown`, `backup.exists`, `backup.unmade`.
    public func run() async throws -> [String] {
        guard let company = try await companies.find(slug) else { throw Complaint("company.unknown", slug) }
        guard !FileManager.default.fileExists(atPath: path) else { throw Complaint("backup.exists", path) }
        let half = BackupPlace(path + ".part", isFolder: true)
        do {
            try? FileManager.default.removeItem(atPath: half.path)
            try FileManager.default.createDirectory(atPath: half.path, withIntermediateDirectories: true)
            let missing = try await write(company, into: half)
            try await finish(half)
            report(path)
            if !missing.isEmpty { await tellFailed(company) }
            return missing
        } catch {
            try? FileManager.default.removeItem(atPath: half.path)
            await tellFailed(company)
            throw error.said(as: "backup.unmade", path)
        }
    }

    /// Whoever waits for a backup in the morning learns that there is none, or none that is whole. Where even that cannot be
    /// written down, the command's own end says it.
    private func tellFailed(_ company: OpenCompany) async {
        try? await company.write { tx in
            try OutboxStore.add(
                Notice("backup_failed", about: EventSubject("backup"), on: "\(tx.now.seconds)"),
                to: .office([.administrator]), but: nil, tx)
        }
    }

    private func finish(_ half: BackupPlace) async throws {
        try await aside {
            try half.seal()
            // All of them at once: a flush of each photo would take longer than to copy it.
            sync()
            try FileManager.default.moveItem(atPath: half.path, toPath: path)
            try Blobs.flush(URL(fileURLWithPath: path).deletingLastPathComponent())
        }
    }

    private func write(_ company: OpenCompany, into half: BackupPlace) async throws -> [String] {
        let isFile = try await company.store.copyFile(to: half.store)
        return try await companies.stores.alone(with: half.store, clock: companies.clock) { store in
            let digests = isFile ? [:] : try await copyRows(of: company, to: store)
            let (missing, held) = try await copyFiles(of: company, as: store, to: half)
            let about = Backup.About(
                slug: slug, nameFa: company.nameFa, nameEn: company.nameEn, version: Kardan.version,
                madeAt: companies.clock())
            try await store.write { tx in
                try SealStore.clear(tx)
                try BackupStore.make(tx)
                try BackupStore.add(about, tx)
                try BackupStore.add(digests, tx)
                try BackupStore.add(files: held, tx)
            }
            return missing
        }
    }

    private func copyRows(of company: OpenCompany, to store: Store) async throws -> [String: TableDigest] {
        try await companies.companySteps.apply(to: store)
        let copy = StoreCopy(companies.companySteps, leavingOut: ["seal"]) { report("\($0)\t\($1)") }
        return try await copy.run(from: company.store, to: store, isSettled: false)
    }

    /// Those that the copied rows name: a file is written before its row and never changes, so all of them are there. Where
    /// one is not, a disk or a person has taken it: no reason to leave the company without a backup.
    private func copyFiles(
        of company: OpenCompany, as store: Store, to half: BackupPlace
    ) async throws -> (missing: [String], held: [String]) {
        let named = try await store.readAtLength { try BlobList.named(.house, $0) }
        let missing = try await aside {
            try named.filter { hash in
                guard let bytes = try? company.blobs.get(hash), Blobs.hash(of: bytes) == hash else { return true }
                try half.add(bytes, named: hash)
                return false
            }
        }
        let gone = Set(missing)
        report("\(named.count - gone.count) files")
        return (missing, named.filter { !gone.contains($0) })
    }
}
