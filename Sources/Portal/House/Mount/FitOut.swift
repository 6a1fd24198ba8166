import Base
import Books
import Care
import Database
import Desk
import Domain
import Fees
import Foundation
import Gate
import Ground
import Post
import Reports
import Stock
import Treasury
import Work

extension Fittings {
    /// What each wing puts into the slots of the others, in this order.
    package static let house: Fittings = {
        var fittings = Fittings()
        GroundFittings.add(to: &fittings)
        BaseFittings.add(to: &fittings)
        GateFittings.add(to: &fittings)
        WorkFittings.add(to: &fittings)
        DeskFittings.add(to: &fittings)
        // Before the tariffs: where the company has prices of its own, these say what a customer pays.
        BooksFittings.add(to: &fittings)
        FeesFittings.add(to: &fittings)
        CareFittings.add(to: &fittings)
        StockFittings.add(to: &fittings)
        PostFittings.add(to: &fittings)
        TreasuryFittings.add(to: &fittings)
        ReportsFittings.add(to: &fittings)
        ImportFittings.add(to: &fittings)
        SettingsFittings.add(to: &fittings)
        // What is short at a dealer's waits in his account for a second person.
        fittings.add(
            { charge, actor, company, tx in
                try WriteRow(kind: .partCharge, size: charge.amount.minor, day: charge.day, note: charge.number).run(
                    for: charge.dealer, by: actor, in: company, tx)
            }, to: CountSlots.charge)
        SurveyFittings.add(to: &fittings)
        BaseFittings.addHistory(to: &fittings)
        return fittings
    }()
}

extension Companies {
    /// Opens the directory and brings it to the newest schema.
    /// - Throws: `DatabaseFault.place` where a place cannot be read, `.unavailable` where its server is not there.
    public convenience init(
        data: URL, root: Root, storePlaces: StorePlaces = StorePlaces(), stores: Stores = Stores(),
        mostOpen: Int = 16, clock: @escaping @Sendable () -> Instant = Instant.systemNow
    ) async throws {
        try await self.init(
            data: data, root: root, fittings: .house, storePlaces: storePlaces, stores: stores, mostOpen: mostOpen,
            clock: clock)
    }
}
