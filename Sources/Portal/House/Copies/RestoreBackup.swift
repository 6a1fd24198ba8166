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

    /// - Throws: what `VerifyBackup` says; `restore.taken`, `restore.place`, `CopyFault.occupied`.
    public func run() async throws {
        report(try await VerifyBackup(path: path).run())
        let backup = try await BackupFile(reading: path)
        let about = try await backup.about()
        try backup.store.close()
        let slug = slug ?? about.slug
        try Companies.check(slug)
        let known = try await companies.find(slug)
        guard known == nil || replaces else { throw Complaint("restore.taken", slug) }
        if let known {
            try await replace(known, slug)
        } else {
            try await add(about, slug)
        }
        try await letPeopleIn(slug)
    }

    private func add(_ about: BackupFile.About, _ slug: String) async throws {
        let place = try companies.place(of: slug, at: place)
        try await companies.checkFree(place, for: slug)
        _ = try await fill(place, slug)
        try await companies.enter(slug: slug, nameFa: about.nameFa, nameEn: about.nameEn, at: place)
    }

    private func replace(_ known: OpenCompany, _ slug: String) async throws {
        guard let place else { throw Complaint("restore.place", slug) }
        let new = try companies.place(of: slug, at: place)
        try await companies.checkFree(new, for: slug)
        try await HeldSeal(company: known, directory: companies.directory).during { _ in
            let store = try await fill(new, slug)
            try await bringUp(store, to: known)
            return new
        }
    }

    /// The restored book is older than what the directory has followed since: whoever was locked meanwhile stays so, and
    /// what an administrator decides from now on must count as newer.
    private func bringUp(_ store: Store, to company: OpenCompany) async throws {
        let places = try await companies.directory.read { try MembershipStore.standings(of: company.id, $0) }
        try await store.write { tx in
            for place in places { try PersonStore.overtake(place, tx) }
        }
    }

    /// From a copy of the file: a backup of an older program is brought to today's schema first, and stays as it is.
    private func fill(_ place: Place, _ slug: String) async throws -> Store {
        let target = try await companies.prepareStore(at: place, of: slug)
        try await read { file in
            try await companies.companySteps.apply(to: file.store)
            let copy = StoreCopy(companies.companySteps, leavingOut: ["seal"]) { report("\($0)\t\($1)") }
            let sent = try await copy.run(from: file.store, to: target, isSettled: false)
            try StoreCopy.compare(sent, try await copy.digests(of: target))
            let blobs = companies.blobs(slug)
            try await file.forEachFile { _, bytes in _ = try blobs.put(bytes) }
        }
        try await target.analyze()
        return target
    }

    private func read<T: Sendable>(_ work: @escaping @Sendable (BackupFile) async throws -> T) async throws -> T {
        let copy = FileManager.default.temporaryDirectory.appendingPathComponent("kardan-\(UUID().uuidString).sqlite")
            .path
        try FileManager.default.copyItem(atPath: path, toPath: copy)
        let file = try BackupFile(path: copy, companies.stores)
        let result = await Task { try await work(file) }.result
        try? file.store.close()
        try? await companies.stores.remove(.file(copy), in: URL(fileURLWithPath: "/"))
        return try result.get()
    }

    /// The people of the company's book may enter again. Whoever has no account here gets one that only an operator's reset
    /// link opens; whoever has another account with this number is left to an invitation.
    private func letPeopleIn(_ slug: String) async throws {
        guard let company = try await companies.find(slug) else { throw Complaint("company.unknown", slug) }
        let members = try await company.read { try PersonStore.all($0) }
        let strangers = try await companies.directory.write { tx in
            try MembershipStore.keep(only: members.map(\.id), of: company.id, tx)
            return try members.filter { member in
                let account = try AccountStore.find(try MobileNumber(member.mobile), tx)
                if account == nil { try AccountStore.restore(member, tx) }
                guard account == nil || account?.id == member.id else { return true }
                try MembershipStore.set(member, in: company.id, tx)
                return false
            }
        }
        for member in strangers { report("\(member.mobile)\tanother account here: invite") }
        report("\(slug)\t\(members.count - strangers.count) people")
    }
}
