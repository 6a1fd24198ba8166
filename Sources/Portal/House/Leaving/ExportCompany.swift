import Domain
import Foundation
import Ground
import Web

/// Gives a company all that is its own, in one archive that opens without the program: a table each as CSV, photos and
/// papers, a page in both languages that says what each column is, and the sums of all of it. The portal runs on.
public struct ExportCompany: Sendable {
    let companies: Companies
    let slug: String
    let path: String
    let report: @Sendable (String) -> Void

    public init(companies: Companies, slug: String, path: String, report: @escaping @Sendable (String) -> Void) {
        (self.companies, self.slug, self.path) = (companies, slug, URL(fileURLWithPath: path).path)
        self.report = report
    }

    /// - Returns: the files that rows name and that are missing or changed: all else is there.
    /// - Throws: `company.unknown`, `export.name`, `backup.exists`, `export.unmade`; `Refusal.readOnly`.
    public func run() async throws -> [String] {
        guard let company = try await companies.find(slug) else { throw Complaint("company.unknown", slug) }
        guard path.hasSuffix(".tar.gz") else { throw Complaint("export.name", path) }
        guard !FileManager.default.fileExists(atPath: path) else { throw Complaint("backup.exists", path) }
        let folder = ExportFolder(path + ".part", slug: slug)
        defer { folder.remove() }
        do {
            try folder.make()
            // Nothing leaves without its line in the history.
            let event = Event("exported", of: EventSubject("company"), in: "settings")
            try await company.write { try EventStore.add(event, by: nil, $0) }
            let missing = try await fill(folder, of: company)
            try await aside { try folder.pack(to: path) }
            report(path)
            return missing
        } catch { throw error.said(as: "export.unmade", path) }
    }

    private func fill(_ folder: ExportFolder, of company: OpenCompany) async throws -> [String] {
        let words = try ExportWords(root: companies.root)
        let now = companies.clock()
        let (tables, files, sums) = try await writeTables(of: company, into: folder)
        return try await aside {
            var (sums, missing) = (sums, [String]())
            for file in files {
                if let sum = try folder.add(file, of: company.blobs) {
                    sums.append(sum)
                } else {
                    missing.append(file.sha256)
                }
            }
            for (language, name) in [(Language.fa, "README-fa.txt"), (.en, "README-en.txt")] {
                sums.append(try folder.add(words.page(company, at: now, tables, language), named: name))
            }
            _ = try folder.add(sums.map(\.line).joined(), named: "SHA256SUMS")
            report("\(tables.count) tables, \(files.count - missing.count) files")
            return missing
        }
    }

    /// One consistent picture of the store.
    private func writeTables(
        of company: OpenCompany, into folder: ExportFolder
    ) async throws -> ([ExportedTable], [ExportedFile], [ExportFolder.Sum]) {
        let (names, clock, fittings) = (companies.companySteps.tables, company.clock, company.fittings)
        return try await company.readAtLength { tx in
            let tables = try ExportedRowList.tables(names, tx)
            let sums = try tables.map { table in
                let file = try ExportedTableFile("tables/\(table.name).csv", header: table.header, in: folder)
                try ExportedRowList.forEach(table, clock, tx) { try file.add($0) }
                return try file.end()
            }
            return (tables, try ExportedRowList.files(fittings, tx), sums)
        }
    }
}
