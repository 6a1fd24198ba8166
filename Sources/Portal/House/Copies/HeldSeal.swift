import Database
import Domain
import Ground
import Web

/// Keeps a company read-only while its store is copied: the seal in its store, which no writer gets past, and the sentence
/// on its pages. Both run out twenty seconds after the last sign of life, so a copy that dies leaves the company as it was.
struct HeldSeal: Sendable {
    let company: OpenCompany
    let directory: Store
    private let token = Secrets.token()
    static let seconds: Int64 = 20
    /// For the switch itself, in which nobody may be slower than that.
    private static let switchSeconds: Int64 = 600
    private static let beat = Duration.seconds(5)

    init(company: OpenCompany, directory: Store) {
        self.company = company
        self.directory = directory
    }

    /// Runs the work under the seal; where it returns a place, the company is there from then on, and the seal stays on
    /// what it left. Else, and where anything fails, the seal is lifted.
    /// - Throws: `company.sealed` where somebody else holds it; `company.seal_lost` where it ran out meanwhile.
    func during(_ work: @escaping @Sendable (HeldSeal) async throws -> Place?) async throws {
        let isOurs = try await company.store.write { try SealStore.set(token, until: until($0), $0) }
        guard isOurs else { throw Complaint("company.sealed", company.slug) }
        do {
            guard let place = try await beating(work) else { return try await lift() }
            try await switchOver(to: place)
        } catch {
            // Whatever failed: what the directory points away from stays sealed.
            let row = try? await directory.read { try DirectoryStore.company(company.id, $0) }
            if row?.place == company.place { try? await lift() }
            throw error
        }
    }

    /// The seal outlasts the switch by far before the directory says the new place, and for ever after it.
    private func switchOver(to place: Place) async throws {
        try await extend(seconds: Self.switchSeconds)
        try await directory.write { try DirectoryStore.setPlace(company.id, place.text, $0) }
        try await company.store.write { tx in
            _ = try SealStore.extend(token, until: Instant(seconds: .max), tx)
        }
    }

    /// The work and the beat beside it; whichever fails ends both.
    private func beating(_ work: @escaping @Sendable (HeldSeal) async throws -> Place?) async throws -> Place? {
        try await withThrowingTaskGroup(of: Place?.self) { group in
            group.addTask { try await work(self) }
            group.addTask {
                while true {
                    try await extend()
                    try await Task.sleep(for: Self.beat)
                }
            }
            defer { group.cancelAll() }
            return try await group.next() ?? nil
        }
    }

    /// - Throws: `company.seal_lost`.
    func extend(seconds: Int64 = Self.seconds) async throws {
        let isHeld = try await company.store.write { tx in
            try SealStore.extend(token, until: tx.now.adding(seconds: seconds), tx)
        }
        guard isHeld else { throw Complaint("company.seal_lost", company.slug) }
        try await directory.write { tx in
            try DirectoryStore.setReadOnly(company.id, until: tx.now.adding(seconds: seconds), tx)
        }
    }

    private func lift() async throws {
        try await company.store.write { try SealStore.lift(token, $0) }
        try await directory.write { try DirectoryStore.setReadOnly(company.id, until: nil, $0) }
    }

    private func until(_ tx: Transaction) -> Instant { tx.now.adding(seconds: Self.seconds) }
}
