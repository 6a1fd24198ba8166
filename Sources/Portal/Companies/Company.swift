import Database
import Domain
import Foundation

/// One company as the portal holds it open: its name, its store, its clock.
public struct OpenCompany: Sendable {
    public let id: ID<Company>
    public let slug: String
    public let nameFa: String
    public let nameEn: String
    public let store: Store
    public let clock: CompanyClock
    public let currency: Currency
    /// Photos and uploaded files, content-addressed.
    public let blobs: Blobs
    /// Its tariffs, read once.
    public let tariffs = TariffShelf()
    /// Its cities, kinds of service and reasons, read once.
    public let names = NameShelf()

    public func read<T: Sendable>(_ body: @escaping @Sendable (Transaction) throws -> T) async throws -> T {
        try await store.read(body)
    }

    public func readAtLength<T: Sendable>(_ body: @escaping @Sendable (Transaction) throws -> T) async throws -> T {
        try await store.readAtLength(body)
    }

    public func write<T: Sendable>(_ body: @escaping @Sendable (Transaction) throws -> T) async throws -> T {
        try await store.write(body)
    }
}
