import Crypto
import Database
import Domain
import Foundation

/// One company as the portal holds it open: its name, its store, its clock. Its store stays open while anybody holds this.
public struct OpenCompany: Sendable {
    public let id: ID<Company>
    public let slug: String
    public private(set) var nameFa: String
    public private(set) var nameEn: String
    /// Where its store is, as the directory says it.
    package let place: String
    public private(set) var store: Store
    public let currency: Currency
    /// Photos and uploaded files, content-addressed.
    public let blobs: Blobs
    /// Its days and times as its settings say now, to this process within the patience of `ProfileShelf`.
    public var clock: CompanyClock { time.now }
    private let time: CompanyTime
    /// Its cities, kinds of service and reasons, kept in memory.
    public let names = NameShelf()

    /// What the wings have put into each other's slots.
    package let fittings: Fittings
    /// Says that there is work for whoever works on runs.
    package let wake: @Sendable () -> Void
    private let secret: ServerSecret
    private let shelves = Shelves()

    init(
        _ row: CompanyRow, _ settings: [String: String], store: Store, blobs: Blobs, fittings: Fittings,
        secret: ServerSecret, wake: @escaping @Sendable () -> Void
    ) {
        (id, slug, nameFa, nameEn, place) = (row.id, row.slug, row.nameFa, row.nameEn, row.place)
        self.store = store
        time = CompanyTime(settings)
        currency = settings["currency"].flatMap(Currency.init) ?? .irr
        self.blobs = blobs
        self.fittings = fittings
        (self.secret, self.wake) = (secret, wake)
    }

    /// The same company for somebody who uses it for a while.
    func lent(_ lease: any AnyObject & Sendable) -> OpenCompany { with(store.lent(lease)) }

    /// The same company, called as the directory calls it now.
    package func named(_ row: CompanyRow) -> OpenCompany {
        var company = self
        (company.nameFa, company.nameEn) = (row.nameFa, row.nameEn)
        return company
    }

    /// Its settings were read anew.
    func follow(_ settings: [String: String]) { time.follow(settings) }

    func with(_ store: Store) -> OpenCompany {
        var company = self
        company.store = store
        return company
    }

    /// What a wing keeps of this company in memory.
    package func shelf<Kind: Shelf>(_ kind: Kind.Type) -> Kind { shelves.shelf(kind) }

    public func read<T: Sendable>(_ body: @escaping @Sendable (Transaction) throws -> T) async throws -> T {
        try await store.read(body)
    }

    public func readAtLength<T: Sendable>(_ body: @escaping @Sendable (Transaction) throws -> T) async throws -> T {
        try await store.readAtLength(body)
    }

    /// - Throws: `Refusal.readOnly` while the company is being moved.
    public func write<T: Sendable>(_ body: @escaping @Sendable (Transaction) throws -> T) async throws -> T {
        try await store.write { tx in
            try SealStore.check(tx)
            tx.host = self
            return try body(tx)
        }
    }
}

/// What only this installation can make or read.
extension OpenCompany {
    /// A key for what this company gives into the hands of strangers, and knows again: no one else makes it.
    package func signature(of text: String) -> String { secret.signature(of: "public \(slug) \(text)") }

    /// A text that nobody reads in the store or in a copy of it. - Parameter purpose: under another one it does not open.
    package func sealed(_ text: String, for purpose: String) throws -> String {
        try secret.sealed(Array(text.utf8), for: "\(slug) \(purpose)")
    }

    /// This installation's hand towards services that reach people's browsers: its public key as they are told of it, and a text
    /// signed (ES256).
    package var pushKey: [UInt8] { [UInt8](secret.pushKey().publicKey.x963Representation) }

    package func pushSignature(of text: String) throws -> [UInt8] {
        [UInt8](try secret.pushKey().signature(for: Data(text.utf8)).rawRepresentation)
    }

    /// - Returns: nil where it was sealed by another installation.
    package func opened(_ sealed: String, for purpose: String) -> String? {
        secret.opened(sealed, for: "\(slug) \(purpose)").map { String(decoding: $0, as: UTF8.self) }
    }
}
