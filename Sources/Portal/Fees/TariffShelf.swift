import Database
import Domain
import Synchronization

/// The tariffs of one company, read and ready. An active tariff never changes, so it is read once.
public final class TariffShelf: Sendable {
    private let tariffs = Mutex<[ID<TariffVersion>: Tariff]>([:])

    public init() {}

    /// - Throws: `RowRefusals` where a rule of the store cannot be read.
    func tariff(_ id: ID<TariffVersion>, _ tx: Transaction) throws -> Tariff {
        if let known = tariffs.withLock({ $0[id] }) { return known }
        let tariff = Tariff(rules: try TariffRuleStore.rules(of: id, tx))
        tariffs.withLock { $0[id] = tariff }
        return tariff
    }
}
