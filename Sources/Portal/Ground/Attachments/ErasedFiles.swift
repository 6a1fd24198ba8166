import Database
import Domain
import Foundation
import Web

/// Takes the bytes of files off the disk that nobody names any more, small pictures too: their rows went with the deed that
/// asked for it.
package struct ErasedFiles: RunKind {
    static let name = "erased_files"
    package var name: String { Self.name }

    /// - Parameters:
    ///   - files: by their SHA-256; one that another row names stays.
    ///   - subject: whose they were, by number.
    package static func add(
        _ files: [String], of subject: Int64, by person: ID<Person>?, in company: OpenCompany, _ tx: Transaction
    ) throws {
        guard !files.isEmpty else { return }
        let names = Set(files).sorted().joined(separator: " ")
        try RunStore.add(name, of: subject, from: names, by: person, in: company, tx)
    }

    package func open(_ run: RunRow, in company: OpenCompany, _: Root) async throws -> any RunWork {
        Work(company: company)
    }

    private struct Work: RunWork {
        let company: OpenCompany

        /// - Parameter step: the files' names.
        mutating func next(after step: String) async throws -> RunStep {
            let company = company
            let files = step.split(separator: " ").map(String.init)
            // One that somebody puts again from now on is younger, and stays.
            let now = Instant.systemNow()
            let named = try await company.readAtLength { try BlobList.named(among: files, company.fittings, $0) }
            try await aside {
                for file in files where !named.contains(file) {
                    _ = try company.blobs.remove(file, before: now)
                    try? FileManager.default.removeItem(at: company.blobs.thumbnail(of: file))
                }
            }
            return .end { _ in }
        }
    }
}
