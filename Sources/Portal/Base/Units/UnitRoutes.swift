import Database
import Domain
import Ground
import HTTPTypes
import Hummingbird
import Web

/// Where other wings take part in a unit.
package enum UnitSlots {
    /// On a unit's page.
    package static let cards = Slot<CardMaker<UnitSheet>>("unit.cards")
    /// What goes over with a machine that turns out to be another.
    package static let moves = Slot<UnitMove>("unit.moves")
    /// When two have become one, or were parted again: for each of them, in that transaction.
    package static let merged = Slot<@Sendable (ID<Unit>, OpenCompany, Transaction) throws -> Void>("unit.merged")
}

package typealias UnitMove = MergeMove<Unit>

struct UnitPage: Page {
    static let template = "units/unit"
    let titleKey = "units.page_title"
    let titleValues: [String]
    let list: String
    let serial: String
    let warranty: Badge
    let facts: [Fact]
    let cover: CoverTable
    /// nil for those who may not change it.
    let correction: String?
    let merge: String?
    let label: String
    /// Where another is asked for in its place; nil for one that went already.
    let exchange: String?
    let quarantine: String?
    let exchanges: [Exchanged]
    let hasExchanges: Bool
    let grants: UnitGrantTable
    let cards: PageCards

    struct Exchanged: Sendable {
        let href: String
        let badge: Badge
        let text: String
        let other: String?
    }

    init(
        _ unit: UnitSheet, _ exchanges: [ExchangeItem], _ grants: UnitGrants, _ cards: PageCards,
        _ context: CompanyContext
    ) {
        let (reader, words) = (context.reader, context.words)
        titleValues = [unit.serial]
        (list, serial) = (context.paths(UnitListRoutes.list), unit.serial)
        let verdict = unit.cover.sheet(on: context.today, reader.clock.calendar)
        warranty = Badge(verdict.overall, words)
        cover = CoverTable(verdict, title: words("warranty.cover"), reader)
        let isGone = unit.mergedInto != nil
        correction = isGone ? nil : context.pathIfAllowed(UnitCorrectionRoutes.form, unit.serial)
        merge = isGone ? nil : context.pathIfAllowed(UnitMergeRoutes.question, unit.serial)
        label = context.paths(UnitCorrectionRoutes.label, unit.serial)
        exchange = unit.quarantine == nil && !isGone ? context.pathIfAllowed(ExchangeRoutes.form, unit.serial) : nil
        quarantine = unit.quarantine.map { words("units.apart", reader.wholeDay($0.day), $0.reason.isolated) }
        self.exchanges = exchanges.map { item in
            let isOld = item.unit == unit.id
            let other = isOld ? item.newSerial : item.serial
            let text = words("units.exchange.\(isOld ? "went" : "came")", other.isolatedLeftToRight)
            return Exchanged(
                href: context.paths(ExchangeRoutes.one, item.id), badge: item.badge(words),
                text: isOld && other.isEmpty ? item.why(reader) : text,
                other: item.newUnit == nil ? nil : context.paths(UnitRoutes.one, other))
        }
        hasExchanges = !exchanges.isEmpty
        self.grants = UnitGrantTable(grants, context)
        facts = Self.facts(unit, context)
        self.cards = cards
    }

    static func facts(_ unit: UnitSheet, _ context: CompanyContext) -> [Fact] {
        let (reader, words, dates) = (context.reader, context.words, unit.facts.dates)
        return [
            Fact(label: words("jobs.group"), value: unit.group.shown(reader)),
            Fact(label: words("jobs.model"), value: unit.model),
            Fact(label: words("jobs.model_code"), value: unit.modelCode, isLtr: true),
            Fact(
                label: words("units.owner"), value: unit.ownerName, href: context.paths(CustomerRoutes.one, unit.owner)),
            unit.card.isEmpty ? nil : Fact(label: words("units.card.number"), value: unit.card, isLtr: true),
            dates.sale.map { Fact(label: words("jobs.purchased"), value: reader.wholeDay($0)) },
            dates.installation.map { Fact(label: words("jobs.installed"), value: reader.wholeDay($0)) },
            dates.activation.map { Fact(label: words("units.activated"), value: reader.wholeDay($0)) },
            dates.production.map { Fact(label: words("units.produced"), value: reader.wholeDay($0)) },
        ].compactMap(\.self)
    }
}

package enum UnitRoutes: RoomRoutes {
    package static let one = PageRoute<String>("units/:unit", for: .office)

    package static var all: [Mounted] {
        [
            one.to { _, context, serial in try await show(serial, context) }
        ]
    }

    /// Its page, also where a deed on it was refused.
    static func show(
        _ serial: String, _ context: CompanyContext, status: HTTPResponse.Status = .ok, warning: Complaint? = nil
    ) async throws -> Response {
        switch try await context.company.read({ try passport(of: serial, context, $0) }) {
        case .unit(let unit, let exchanges, let grants, let cards):
            try context.show(
                UnitPage(unit, exchanges, grants, cards, context), status: status, warning: warning)
        case .card(let line, let cover, let cards):
            try context.show(WarrantyCardPage(line, cover, cards, context), status: status, warning: warning)
        }
    }

    private enum Passport {
        case unit(UnitSheet, [ExchangeItem], UnitGrants, PageCards)
        /// Nobody has brought it yet.
        case card(WarrantyCardLine, UnitCover, PageCards)
    }

    private static func passport(of serial: String, _ context: CompanyContext, _ tx: Transaction) throws -> Passport {
        if let unit = try UnitList.known(serial, tx) {
            return .unit(
                unit, try ExchangeList.all(of: unit.id, tx), try UnitGrantList.all(of: unit.id, tx),
                try context.cards(UnitSlots.cards, of: unit, tx))
        }
        guard let line = try WarrantyCardList.waiting(serial, tx) else { throw Refusal.hidden }
        let history = try HistoryCard.card(of: .warrantyCard(line.id), context, tx)
        return .card(line, try UnitStore.cover(ofCard: line.id, tx), PageCards([history].compactMap(\.self)))
    }
}
