import Database
import Domain
import Foundation
import Synchronization
import Web

/// All companies of this installation: the directory beside them, and each one's store, opened when first asked for.
public final class Companies: Sendable {
    public let directory: Store
    public let data: URL
    public let root: Root
    private let companySteps: Migrations
    private let directorySteps: Migrations
    private let clock: @Sendable () -> Instant
    private let open = Mutex<[String: OpenCompany]>([:])

    /// Opens the directory and brings it to the newest schema.
    public init(
        data: URL, root: Root, clock: @escaping @Sendable () -> Instant = Instant.systemNow
    ) async throws {
        self.data = data
        self.root = root
        self.clock = clock
        companySteps = try Migrations(folder: root("Migrations/company"))
        directorySteps = try Migrations(folder: root("Migrations/directory"))
        directory = try Store(path: data.appendingPathComponent("directory.sqlite").path, clock: clock)
        try await directorySteps.apply(to: directory)
    }

    /// The newest schema this program knows, of a company's store.
    public var schemaVersion: Int { companySteps.latest }

    public func list() async throws -> [CompanyRow] {
        try await directory.read { try DirectoryStore.companies($0) }
    }

    /// - Returns: nil where no open company has this slug.
    public func find(_ slug: String) async throws -> OpenCompany? {
        if let known = open.withLock({ $0[slug] }) { return known }
        guard let row = try await directory.read({ try DirectoryStore.company(slug: slug, $0) }) else { return nil }
        return try await opened(row)
    }

    /// Makes the company's row, its store, its cities, reasons and service types.
    /// - Throws: `company.slug.bad`, `company.slug.taken`.
    public func create(slug: String, nameFa: String, nameEn: String) async throws -> OpenCompany {
        guard slug.wholeMatch(of: #/[a-z][a-z0-9-]{1,30}/#) != nil, !Paths.reserved.contains(slug) else {
            throw Complaint("company.slug.bad", slug)
        }
        let row: CompanyRow
        do {
            row = try await directory.write {
                try DirectoryStore.addCompany(slug: slug, nameFa: nameFa, nameEn: nameEn, $0)
            }
        } catch DatabaseFault.unique { throw Complaint("company.slug.taken", slug) }
        let company = try await opened(row)
        let files = try FirstRowStore.Files(root: root)
        try await company.write { try FirstRowStore.write(files, $0) }
        return company
    }

    /// Opens every company and brings its store to the newest schema.
    public func migrateAll(_ report: (String) -> Void) async throws {
        for row in try await list() {
            _ = try await opened(row)
            report(row.slug)
        }
    }

    public func close() throws {
        for company in open.withLock({ $0.values }) { try company.store.close() }
        try directory.close()
    }

    private func opened(_ row: CompanyRow) async throws -> OpenCompany {
        if let known = open.withLock({ $0[row.slug] }) { return known }
        let folder = data.appendingPathComponent("companies/\(row.slug)")
        let store = try Store(path: folder.appendingPathComponent(row.place).path, clock: clock)
        try await companySteps.apply(to: store)
        let settings = try await store.read { try SettingStore.all($0) }
        let company = OpenCompany(
            id: row.id, slug: row.slug, nameFa: row.nameFa, nameEn: row.nameEn, store: store,
            clock: CompanyClock(
                zone: TimeZone(identifier: settings["zone"] ?? "Asia/Tehran") ?? .gmt,
                calendar: settings["calendar"].flatMap(CalendarSystem.init) ?? .jalali),
            currency: settings["currency"].flatMap(Currency.init) ?? .irr,
            blobs: Blobs(folder: folder.appendingPathComponent("blobs")))
        // Two first requests may both have opened it: the first one stays, the second store is let go.
        return open.withLock { known in
            if let earlier = known[row.slug] { return earlier }
            known[row.slug] = company
            return company
        }
    }
}
