import Database
import Domain
import Foundation
import Ground

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

    /// The file is there under its name only once it is whole.
    /// - Returns: the files that rows name and that are missing or changed: all else is in the backup.
    /// - Throws: `company.unknown`, `backup.exists`.
    public func run() async throws -> [String] {
        guard let company = try await companies.find(slug) else { throw Complaint("company.unknown", slug) }
        guard !FileManager.default.fileExists(atPath: path) else { throw Complaint("backup.exists", path) }
        let half = path + ".part"
        try await companies.stores.remove(.file(half), in: URL(fileURLWithPath: "/"))
        let file = try BackupFile(path: half, companies.stores)
        let missing: [String]
        do {
            missing = try await write(company, into: file)
            try file.store.close()
        } catch {
            try? file.store.close()
            try? await companies.stores.remove(.file(half), in: URL(fileURLWithPath: "/"))
            throw error
        }
        try Stores.settle(file: half)
        try FileManager.default.moveItem(atPath: half, toPath: path)
        report(path)
        return missing
    }

    private func write(_ company: OpenCompany, into file: BackupFile) async throws -> [String] {
        try await companies.companySteps.apply(to: file.store)
        let copy = StoreCopy(companies.companySteps, leavingOut: ["seal"]) { table, rows in report("\(table)\t\(rows)")
        }
        let digests = try await copy.run(from: company.store, to: file.store, isSettled: false)
        let about = BackupFile.About(
            slug: slug, nameFa: company.nameFa, nameEn: company.nameEn, version: Kardan.version,
            madeAt: companies.clock())
        try await file.store.write { tx in
            try BackupStore.make(tx)
            try BackupStore.add(about, tx)
            try BackupStore.add(digests, tx)
        }
        return try await addFiles(of: company, to: file)
    }

    /// Those that the copied rows name: a file is written before its row and never changes, so all of them are there. Where
    /// one is not, a disk or a person has taken it: no reason to leave the company without a backup.
    private func addFiles(of company: OpenCompany, to file: BackupFile) async throws -> [String] {
        var missing: [String] = []
        let named = try await file.store.readAtLength { try BlobList.named(.house, $0) }
        for hash in named {
            guard let bytes = try? company.blobs.get(hash), Blobs.hash(of: bytes) == hash else {
                missing.append(hash)
                continue
            }
            try await file.store.write { try BackupStore.addFile(hash, bytes, $0) }
        }
        let held = named.count - missing.count
        try await file.store.write { try BackupStore.addFileCount(held, $0) }
        report("\(held) files")
        return missing
    }
}

/// Whether a backup is whole: each table against what it held when it was copied, each file against its name.
public struct VerifyBackup: Sendable {
    let path: String

    public init(path: String) { self.path = path }

    /// - Returns: a line on what it holds. - Throws: `backup.absent`, `backup.none`, `backup.table`, `backup.file`, `backup.files`.
    public func run() async throws -> String {
        let file = try await BackupFile(reading: path)
        defer { try? file.store.close() }
        do { return try await line(on: file) } catch let fault as DatabaseFault {
            throw Complaint("backup.none", "\(fault)")
        }
    }

    private func line(on file: BackupFile) async throws -> String {
        let about = try await file.about()
        let problems = try await file.store.integrityProblems()
        guard problems.isEmpty else { throw Complaint("backup.none", problems.joined(separator: "; ")) }
        let (tables, rows) = try await checkTables(of: file)
        let files = try await checkFiles(of: file)
        return "\(about.slug)\t\(tables) tables\t\(rows) rows\t\(files) files"
    }

    private func checkTables(of file: BackupFile) async throws -> (tables: Int, rows: Int) {
        try await file.store.readAtLength { tx in
            let expected = try BackupStore.tables(tx)
            let shapes = Dictionary(uniqueKeysWithValues: try tx.tables().map { ($0.name, $0) })
            for table in expected {
                let found = try shapes[table.name].map { try tx.digest(of: $0) }
                guard found?.rows == table.rows, found?.text == table.digest else {
                    throw Complaint("backup.table", table.name)
                }
            }
            return (expected.count, expected.reduce(0) { $0 + $1.rows })
        }
    }

    private func checkFiles(of file: BackupFile) async throws -> Int {
        let held = try await file.store.readAtLength { tx in
            var held = 0
            try BackupStore.forEachFile(tx) { hash, bytes in
                guard Blobs.hash(of: bytes) == hash else { throw Complaint("backup.file", hash) }
                held += 1
            }
            return held
        }
        let expected = try await file.store.readAtLength { try BackupStore.fileCount($0) }
        if let expected, expected != held { throw Complaint("backup.files", String(expected), String(held)) }
        return held
    }
}
