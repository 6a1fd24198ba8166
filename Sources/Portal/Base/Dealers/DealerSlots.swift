import Database
import Domain
import Ground

/// How much work is with a dealer.
package struct DealerLoad: Sendable {
    /// Put to him today and not given back.
    package let today: Int
    /// Jobs that are with him now.
    package let open: Int

    package static let none = DealerLoad(today: 0, open: 0)

    package init(today: Int, open: Int) {
        self.today = today
        self.open = open
    }
}

/// Where other wings take part in a dealer.
package enum DealerSlots {
    /// On a dealer's page.
    package static let cards = Slot<CardMaker<DealerItem>>("dealer.cards")
    /// The load of one dealer or of all, on a day.
    package static let load = Slot<
        @Sendable (ID<Dealer>?, _ today: CalendarDay, Transaction) throws -> [ID<Dealer>: DealerLoad]
    >("dealer.load")
}

extension CompanyContext {
    func dealerLoads(of dealer: ID<Dealer>?, _ tx: Transaction) throws -> [ID<Dealer>: DealerLoad] {
        try company.fittings[DealerSlots.load].first?(dealer, today, tx) ?? [:]
    }
}
