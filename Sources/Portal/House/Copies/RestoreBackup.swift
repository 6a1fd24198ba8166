import Database
import Domain
import Foundation
import Ground

/// Makes a company from a backup, on either engine, whichever the backup came from.
public struct RestoreBackup: Sendable {
    let companies: Companies
    let path: String
    /// The short name it shall have; nil for that of the backup.
    let slug: String?
    let place: String?
    let replaces: Bool
    let report: @Sendable (String) -> Void

    /// - Parameters:
    ///   - place: where the store shall be; nil for the usual place.
    ///   - replaces: a company of this short name goes on with the store of the backup; its own stays where it was, sealed.
    public init(
        companies: Companies, path: String, slug: String? = nil, place: String? = nil, replaces: Bool = false,
        report: @escaping @Sendable (String) -> Void
    ) {
        (self.companies, self.path, self.slug, self.place) = (companies, path, slug, place)
        self.replaces = replaces
        self.report = report
    }

    /// - Throws: what `VerifyBackup` says; `restore.taken`, `restore.place`, `restore.there`, `restore.unmade`,
    ///   `CopyFault.occupied`.
    public func run() async throws {
        report(try await VerifyBackup(path: path).run())
        let backup = try await Backup(reading: path)
        defer { try? backup.store.close() }
        let about = try await backup.about()
        let slug = slug ?? about.slug
        try Companies.check(slug)
        let known = try await companies.find(slug)
        guard known == nil || replaces else { throw Complaint("restore.taken", slug) }
        if let known {
            try await replace(known, slug, from: backup)
        } else {
            try await add(about, slug, from: backup)
        }
        try await reportPeople(of: slug)
    }

    private func add(_ about: Backup.About, _ slug: String, from backup: Backup) async throws {
        let place = try companies.place(of: slug, at: place)
        try await companies.checkFree(place, for: slug)
        let store = try await fill(place, slug, from: backup)
        let members = try await store.read { try PersonStore.all($0) }
        try store.close()
        try await companies.enter(slug: slug, nameFa: about.nameFa, nameEn: about.nameEn, at: place) { row, tx in
            try Self.letIn(members, to: row.id, tx)
        }
    }

    private func replace(_ known: OpenCompany, _ slug: String, from backup: Backup) async throws {
        guard let place else { throw Complaint("restore.place", slug) }
        let new = try companies.place(of: slug, at: place)
        try await companies.checkFree(new, for: slug)
        try await HeldSeal(company: known, directory: companies.directory).during { _ in
            let store = try await fill(new, slug, from: backup)
            try await bringUp(store, to: known)
            return new
        }
        guard let company = try await companies.find(slug) else { throw Complaint("company.unknown", slug) }
        let members = try await company.read { try PersonStore.all($0) }
        try await companies.directory.write { try Self.letIn(members, to: company.id, $0) }
    }

    /// The restored book is older than what the directory has followed since: whoever was locked meanwhile stays so, and
    /// what an administrator decides from now on must count as newer.
    private func bringUp(_ store: Store, to company: OpenCompany) async throws {
        let places = try await companies.directory.read { try MembershipStore.standings(of: company.id, $0) }
        try await store.write { tx in
            for place in places { try PersonStore.overtake(place, tx) }
        }
    }

    private func fill(_ place: Place, _ slug: String, from backup: Backup) async throws -> Store {
        try await FillPlace(companies: companies, slug: slug, backup: backup, report: report).store(at: place)
    }

    /// The people of the company's book may enter again. Whoever has no login here gets one that only an operator's reset
    /// link opens; whoever has another login with this number is left to an invitation.
    private static func letIn(_ members: [Member], to company: ID<Company>, _ tx: Transaction) throws {
        try MembershipStore.keep(only: members.map(\.id), of: company, tx)
        for member in members {
            let login = try LoginStore.find(try MobileNumber(member.mobile), tx)
            if login == nil { try LoginStore.restore(member, tx) }
            if login == nil || login?.id == member.id { try MembershipStore.set(member, in: company, tx) }
        }
    }

    private func reportPeople(of slug: String) async throws {
        guard let company = try await companies.find(slug) else { throw Complaint("company.unknown", slug) }
        let members = try await company.read { try PersonStore.all($0) }
        let strangers = try await companies.directory.read { tx in
            try members.filter { try LoginStore.find(try MobileNumber($0.mobile), tx)?.id != $0.id }
        }
        for member in strangers { report("\(member.mobile)\tanother login here: invite") }
        report("\(slug)\t\(members.count - strangers.count) people")
    }
}
