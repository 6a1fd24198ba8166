import Database
import Domain

extension Companies {
    package func place(of slug: String, at text: String?) throws -> Place { try storePlaces.company(slug, at: text) }

    /// A store belongs to one company, and the directory's to none.
    /// - Throws: `company.place.taken`.
    package func checkFree(_ place: Place, for slug: String) async throws {
        var taken = try await list().filter { $0.slug != slug }
            .compactMap { row in (try? Place(row.place))?.absolute(in: folder(row.slug)) }
        taken.append(try storePlaces.directory().absolute(in: data))
        guard !taken.contains(place.absolute(in: folder(slug))) else {
            throw Complaint("company.place.taken", place.shown)
        }
    }

    /// A store that is there and has the newest schema.
    package func prepareStore(at place: Place, of slug: String) async throws -> Store {
        try await stores.prepare(place, onWorker: true)
        let store = try stores.store(at: place, in: folder(slug), clock: clock)
        try await companySteps.apply(to: store)
        return store
    }
}
