import Database
import Domain
import Web

/// Keeps a company read-only while its store is copied: the seal in its store, which no writer gets past, and the sentence
/// on its pages. Both run out twenty seconds after the last sign of life, so a copy that dies leaves the company as it was.
struct HeldSeal: Sendable {
    let company: OpenCompany
    let directory: Store
    private let token = Secrets.token()
    private static let seconds: Int64 = 20
    private static let beat = Duration.seconds(5)

    init(company: OpenCompany, directory: Store) {
        self.company = company
        self.directory = directory
    }

    /// Runs the work under the seal, and lifts it unless the company is elsewhere now: then it stays for ever.
    /// - Parameter work: returns whether the company has been moved away.
    /// - Throws: `company.sealed` where somebody else holds it; `company.seal_lost` where it ran out meanwhile.
    func during(_ work: @escaping @Sendable (HeldSeal) async throws -> Bool) async throws {
        let isOurs = try await company.store.write { try SealStore.set(token, until: until($0), $0) }
        guard isOurs else { throw Complaint("company.sealed", company.slug) }
        do {
            if try await beating(work) {
                try await keepForEver()
            } else {
                try await lift()
            }
        } catch {
            try? await lift()
            throw error
        }
    }

    /// The work and the beat beside it; whichever fails ends both.
    private func beating(_ work: @escaping @Sendable (HeldSeal) async throws -> Bool) async throws -> Bool {
        try await withThrowingTaskGroup(of: Bool.self) { group in
            group.addTask { try await work(self) }
            group.addTask {
                while true {
                    try await extend()
                    try await Task.sleep(for: Self.beat)
                }
            }
            defer { group.cancelAll() }
            return try await group.next() ?? false
        }
    }

    /// - Throws: `company.seal_lost`.
    func extend() async throws {
        let isHeld = try await company.store.write { try SealStore.extend(token, until: until($0), $0) }
        guard isHeld else { throw Complaint("company.seal_lost", company.slug) }
        try await directory.write { try DirectoryStore.setReadOnly(company.id, until: until($0), $0) }
    }

    /// The store is the company's no more: nobody shall write there, ever.
    private func keepForEver() async throws {
        try await company.store.write { tx in
            _ = try SealStore.extend(token, until: Instant(seconds: .max), tx)
        }
    }

    private func lift() async throws {
        try await company.store.write { try SealStore.lift(token, $0) }
        try await directory.write { try DirectoryStore.setReadOnly(company.id, until: nil, $0) }
    }

    private func until(_ tx: Transaction) -> Instant { tx.now.adding(seconds: Self.seconds) }
}
