import Database
import Domain

/// Where other wings take part in the life of a company.
package enum CompanySlots {
    /// The first rows of a new company, written in the transaction that fills its store.
    package static let made = Slot<@Sendable (Root, Transaction) throws -> Void>("company.made")
    /// Each time that a company's store is opened: what a company from before a change still lacks.
    package static let opened = Slot<@Sendable (Root, OpenCompany) async throws -> Void>("company.opened")
    /// When a company is first opened in a process: what a crash has left between a company's store and the directory.
    package static let mended = Slot<@Sendable (OpenCompany, _ directory: Store) async throws -> Void>("company.mended")
    /// The names of the files that a wing's rows name: all, or those of some.
    package static let files = Slot<@Sendable (_ among: FileNames, Transaction) throws -> [String]>("company.files")
    /// What a wing throws away once it is old: so many rows at most, and how many went.
    package static let sweeps = Slot<@Sendable (_ limit: Int, Transaction) throws -> Int>("company.sweeps")
    /// The same in the directory.
    package static let directorySweeps = Slot<@Sendable (Transaction) throws -> Void>("directory.sweeps")
}
