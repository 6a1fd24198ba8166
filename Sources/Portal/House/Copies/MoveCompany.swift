import Database
import Domain
import Foundation
import Ground

/// Carries a company's store to another place, on either engine, while the portal runs: read-only meanwhile, compared on
/// both sides, then switched in the directory. The store that was left stays where it was, sealed for ever.
public struct MoveCompany: Sendable {
    let companies: Companies
    let slug: String
    let target: String
    /// A line on what is being done.
    let report: @Sendable (String) -> Void

    /// - Parameter target: `sqlite`, a file's path, or a server's address with or without a schema, see `Place`.
    public init(
        companies: Companies, slug: String, target: String, report: @escaping @Sendable (String) -> Void
    ) {
        (self.companies, self.slug, self.target) = (companies, slug, target)
        self.report = report
    }

    /// - Throws: a complaint (`company.…`), `CopyFault`, or what an engine says; then everything is as it was.
    public func run() async throws {
        guard let company = try await companies.find(slug) else { throw Complaint("company.unknown", slug) }
        let place = try companies.place(of: slug, at: target)
        guard try place != Place(company.place) else { throw Complaint("company.move.there", place.shown) }
        try await companies.checkFree(place, for: slug)
        let store = try await companies.prepareStore(at: place, of: slug)
        try await HeldSeal(company: company, directory: companies.directory).during { _ in
            try await copy(company.store, to: store)
            try await companies.checkBlobs(of: company, report)
            return place
        }
        try await store.analyze()
        report("\(slug) → \(place.shown)")
    }

    private func copy(_ source: Store, to target: Store) async throws {
        let copy = StoreCopy(companies.companySteps, leavingOut: ["seal"]) { table, rows in report("\(table)\t\(rows)")
        }
        let sent = try await copy.run(from: source, to: target, isSettled: true)
        let arrived = try await copy.digests(of: target)
        try StoreCopy.compare(sent, arrived)
        report("\(arrived.count) tables, \(arrived.values.reduce(0) { $0 + $1.rows }) rows: the same on both sides")
    }
}

extension Companies {
    /// The files stay where they are; each that a row names must be there and be what its name says.
    func checkBlobs(of company: OpenCompany, _ report: @Sendable (String) -> Void) async throws {
        let named = try await company.store.readAtLength { try BlobList.named(.house, $0) }
        for hash in named where try company.blobs.hash(ofFile: hash) != hash { throw Complaint("company.blob", hash) }
        report("\(named.count) files: all there")
    }
}
