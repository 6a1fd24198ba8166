import Database
import Domain
import Foundation
import Logging
import Synchronization
import Web

/// All companies of this installation: the directory beside them, and each one's store, opened when first asked for.
public final class Companies: Sendable {
    public let directory: Store
    public let data: URL
    public let root: Root
    package let stores: Stores
    package let companySteps: Migrations
    /// Where new companies' stores are made, see `StorePlaces`.
    package let storePlaces: StorePlaces
    package let fittings: Fittings
    package let clock: @Sendable () -> Instant
    package let calls = Calls()
    let secret: ServerSecret
    private let held: OpenCompanies
    /// How long somebody waits for room, where all companies that may be open are in use.
    package static let patience = Duration.seconds(5)
    /// Those whose book the directory has followed since this process began.
    private let followed = Mutex<Set<ID<Company>>>([])

    /// Opens the directory and brings it to the newest schema.
    /// - Parameters:
    ///   - fittings: what the wings have put into each other's slots.
    ///   - mostOpen: companies whose stores are open at once.
    ///   - patience: how long somebody waits for room.
    /// - Throws: `DatabaseFault.place` where a place cannot be read, `.unavailable` where its server is not there.
    package init(
        data: URL, root: Root, fittings: Fittings, storePlaces: StorePlaces = StorePlaces(), stores: Stores = Stores(),
        mostOpen: Int = 16, patience: Duration = Companies.patience,
        clock: @escaping @Sendable () -> Instant = Instant.systemNow
    ) async throws {
        self.data = data
        self.root = root
        self.fittings = fittings
        self.storePlaces = storePlaces
        self.stores = stores
        self.clock = clock
        secret = try ServerSecret(in: data)
        held = OpenCompanies(most: mostOpen, patience: patience)
        companySteps = try Migrations(folder: root("Migrations/company"))
        let place = try storePlaces.directory()
        try await stores.prepare(place)
        directory = try stores.store(at: place, in: data, clock: clock)
        try await Migrations(folder: root("Migrations/directory")).apply(to: directory)
    }

    /// The newest schema this program knows, of a company's store.
    public var schemaVersion: Int { companySteps.latest }

    public func list() async throws -> [CompanyRow] {
        try await directory.read { try DirectoryStore.companies($0) }
    }

    /// - Parameter isVisit: false for whoever is no member: what he opens is the first to go.
    /// - Returns: nil where no open company has this slug.
    public func find(_ slug: String, isVisit: Bool = true) async throws -> OpenCompany? {
        guard let row = try await directory.read({ try DirectoryStore.company(slug: slug, $0) }) else { return nil }
        return try await opened(row, isVisit: isVisit).named(row)
    }

    /// The company as the directory has just said it is, opened where it is not.
    /// - Parameter isVisit: false for whoever looks through all companies.
    package func opened(_ row: CompanyRow, isVisit: Bool = true) async throws -> OpenCompany {
        try await held.company(.init(slug: row.slug, place: row.place), isVisit: isVisit) { [self] in
            do { return try await open(row) } catch let fault as DatabaseFault where fault.isOfSchema {
                Logger(label: "kardan").error(
                    "a company is refused", metadata: ["company": "\(row.slug)", "cause": "\(fault)"])
                throw fault
            }
        }
    }

    private func open(_ row: CompanyRow) async throws -> OpenCompany {
        let (stores, place, folder, clock) = (stores, try Place(row.place), folder(row.slug), clock)
        let store = try await aside { try stores.store(at: place, in: folder, mayBegin: false, clock: clock) }
        try await companySteps.apply(to: store)
        let settings = try await store.read { try SettingStore.all($0) }
        let company = OpenCompany(
            row, settings, store: store, blobs: blobs(row.slug), fittings: fittings, secret: secret
        ) { [weak self] in self?.wake(row.id) }
        for mend in fittings[CompanySlots.opened] { try await mend(root, company) }
        if !hasFollowed(row.id) {
            for mend in fittings[CompanySlots.mended] { try await mend(company, directory) }
            followed.withLock { _ = $0.insert(row.id) }
        }
        return company
    }

    /// Whether what the directory says of the company's people is good: not before a crash of an earlier process is made up
    /// for, which is done when the company is first opened.
    func hasFollowed(_ id: ID<Company>) -> Bool { followed.withLock { $0.contains(id) } }

    /// How many companies may be open at once, and how many are.
    package var mostOpen: Int { held.most }
    package var openCount: Int { held.count }

    /// Makes the company's row, its store, its cities, reasons and service types.
    /// - Parameter place: where its store shall be; nil for the usual place.
    /// - Throws: `company.slug.bad`, `company.slug.taken`.
    public func create(
        slug: String, nameFa: String, nameEn: String, at place: String? = nil
    ) async throws -> OpenCompany {
        try Self.check(slug)
        guard try await find(slug) == nil else { throw Complaint("company.slug.taken", slug) }
        let place = try storePlaces.company(slug, at: place)
        try await checkFree(place, for: slug)
        let store = try await prepareStore(at: place, of: slug)
        let files = try FirstRowStore.Files(root: root)
        let (root, others) = (root, fittings[CompanySlots.made])
        do {
            try await store.write { tx in
                if try FirstRowStore.areWaiting(tx) { return }
                try FirstRowStore.write(files, tx)
                for add in others { try add(root, tx) }
            }
        } catch DatabaseFault.unique {
            throw CopyFault.occupied("province")
        }
        let company = try await enter(slug: slug, nameFa: nameFa, nameEn: nameEn, at: place)
        try await company.store.write { try FirstRowStore.enter($0) }
        return company
    }

    /// - Throws: `company.slug.bad`.
    package static func check(_ slug: String) throws {
        guard slug.wholeMatch(of: #/[a-z][a-z0-9-]{1,30}/#) != nil, !Paths.reserved.contains(slug) else {
            throw Complaint("company.slug.bad", slug)
        }
    }

    /// Writes the company into the directory and opens its store.
    /// - Parameter along: what is written there with it.
    /// - Throws: `company.slug.taken`.
    @discardableResult
    package func enter(
        slug: String, nameFa: String, nameEn: String, at place: Place,
        _ along: @escaping @Sendable (CompanyRow, Transaction) throws -> Void = { _, _ in }
    ) async throws -> OpenCompany {
        let row = try await directory.write { tx in
            let row = try Self.add(slug: slug, nameFa: nameFa, nameEn: nameEn, at: place, tx)
            try along(row, tx)
            return row
        }
        return try await opened(row)
    }

    private static func add(
        slug: String, nameFa: String, nameEn: String, at place: Place, _ tx: Transaction
    ) throws -> CompanyRow {
        do {
            return try DirectoryStore.addCompany(slug: slug, nameFa: nameFa, nameEn: nameEn, place: place.text, tx)
        } catch DatabaseFault.unique { throw Complaint("company.slug.taken", slug) }
    }

    /// Calls a company otherwise, from the next request on, in every process.
    package func rename(_ company: ID<Company>, nameFa: String, nameEn: String) async throws {
        try await directory.write { try DirectoryStore.rename(company, nameFa: nameFa, nameEn: nameEn, $0) }
    }

    public func close() throws {
        try held.shut()
        try directory.close()
        try stores.close()
    }

    package func folder(_ slug: String) -> URL { data.appendingPathComponent("companies/\(slug)", isDirectory: true) }

    package func blobs(_ slug: String) -> Blobs { Blobs(folder: folder(slug).appendingPathComponent("blobs")) }
}
