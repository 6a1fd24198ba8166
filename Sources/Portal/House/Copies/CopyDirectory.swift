import Database
import Domain
import Foundation
import Ground

/// Carries the directory (companies, logins, sessions, invitations) to another place. Nobody may serve the installation
/// meanwhile; afterwards every process is started with the new place in `KARDAN_DIRECTORY`.
public struct CopyDirectory: Sendable {
    let companies: Companies
    let target: String
    let report: @Sendable (String) -> Void

    public init(companies: Companies, target: String, report: @escaping @Sendable (String) -> Void) {
        (self.companies, self.target, self.report) = (companies, target, report)
    }

    /// - Throws: `CopyFault.occupied` where a directory is there already.
    public func run() async throws {
        let place = try StorePlaces(directory: target).directory()
        let migrations = try Migrations(folder: companies.root("Migrations/directory"))
        try await companies.stores.prepare(place)
        let store = try companies.stores.store(at: place, in: companies.data)
        try await migrations.apply(to: store)
        let copy = StoreCopy(migrations) { report("\($0)\t\($1)") }
        let sent = try await copy.run(from: companies.directory, to: store, isSettled: true)
        try StoreCopy.compare(sent, try await copy.digests(of: store))
        report("directory → \(place.shown)")
    }
}
