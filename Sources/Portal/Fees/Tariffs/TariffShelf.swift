import Database
import Domain
import Ground
import Synchronization

/// The tariffs of one company, read and ready. An active tariff never changes, so it is read once.
package final class TariffShelf: Shelf {
    private let tariffs = Mutex<[ID<TariffVersion>: Tariff]>([:])

    package init() {}

    /// - Throws: `RowRefusals` where a rule of the store cannot be read.
    package func tariff(_ id: ID<TariffVersion>, _ tx: Transaction) throws -> Tariff {
        if let known = tariffs.withLock({ $0[id] }) { return known }
        let tariff = Tariff(rules: try TariffRuleStore.rules(of: id, tx))
        tariffs.withLock { $0[id] = tariff }
        return tariff
    }
}

extension OpenCompany {
    /// Its tariffs, read once.
    package var tariffs: TariffShelf { shelf(TariffShelf.self) }
}
