import Database
import Domain
import Ground
import Web

/// Takes the second step of somebody who has lost telephone and codes away. For the operator, and for an administrator of the
/// only company where he works.
public struct RemoveSecondStep: Sendable {
    package let portal: Portal

    public init(portal: Portal) { self.portal = portal }

    /// - Throws: `login.unknown`.
    public func run(_ mobile: MobileNumber) async throws {
        try await portal.companies.directory.write { tx in
            guard let login = try LoginStore.find(mobile, tx) else {
                throw Complaint("login.unknown", mobile.local)
            }
            try Self.run(login.id, tx)
        }
    }

    /// Whoever is signed in does so anew.
    package static func run(_ login: ID<Person>, _ tx: Transaction) throws {
        try SecondStepStore.remove(of: login, tx)
        try HalfSignInStore.removeAll(of: login, tx)
        try SessionStore.removeAll(of: login, tx)
    }
}
