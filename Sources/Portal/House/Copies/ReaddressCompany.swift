import Database
import Domain
import Ground
import Web

/// Writes down where a company's store is now, after its server was renamed or a replica took its place; nothing is
/// copied.
public struct ReaddressCompany: Sendable {
    let companies: Companies
    let slug: String
    let target: String

    public init(companies: Companies, slug: String, target: String) {
        (self.companies, self.slug, self.target) = (companies, slug, target)
    }

    /// - Returns: the place, for people. - Throws: `company.unknown`; `company.address.none` where no store is there;
    ///   `company.address.left` where it was left by a move, and what was written since is elsewhere.
    public func run() async throws -> String {
        guard let row = try await companies.list().first(where: { $0.slug == slug }) else {
            throw Complaint("company.unknown", slug)
        }
        let place = try companies.place(of: slug, at: target)
        try await companies.checkFree(place, for: slug)
        do {
            let store = try companies.stores.store(at: place, in: companies.folder(slug), clock: companies.clock)
            _ = try await companies.companySteps.version(of: store)
            try await store.read { try SealStore.check($0) }
        } catch Refusal.readOnly {
            throw Complaint("company.address.left", place.shown)
        } catch let fault as DatabaseFault { throw Complaint("company.address.none", place.shown, "\(fault)") }
        try await companies.directory.write { try DirectoryStore.setPlace(row.id, place.text, $0) }
        return place.shown
    }
}
