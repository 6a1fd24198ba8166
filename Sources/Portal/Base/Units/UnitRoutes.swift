import Database
import Domain
import Ground
import Hummingbird
import Web

/// Where other wings take part in a unit.
package enum UnitSlots {
    /// On a unit's page.
    package static let cards = Slot<CardMaker<UnitSheet>>("unit.cards")
}

struct UnitPage: Page {
    static let template = "units/unit"
    let titleKey = "units.page_title"
    let titleValues: [String]
    let serial: String
    let warranty: Badge
    let facts: [Fact]
    let cover: CoverTable
    /// nil for those who may not change it.
    let correction: String?
    let label: String
    let cards: PageCards

    init(_ unit: UnitSheet, _ cards: PageCards, _ context: CompanyContext) {
        let (reader, words) = (context.reader, context.words)
        titleValues = [unit.serial]
        serial = unit.serial
        let verdict = unit.cover.sheet(on: context.today, reader.clock.calendar)
        warranty = Badge(verdict.overall, words)
        cover = CoverTable(verdict, title: words("warranty.cover"), reader)
        correction = context.pathIfAllowed(UnitCorrectionRoutes.form, unit.serial)
        label = context.paths(UnitCorrectionRoutes.label, unit.serial)
        let dates = unit.cover.dates
        facts = [
            Fact(label: words("jobs.group"), value: unit.group.shown(reader)),
            Fact(label: words("jobs.model"), value: unit.model),
            Fact(label: words("jobs.model_code"), value: unit.modelCode, isLtr: true),
            Fact(
                label: words("units.owner"), value: unit.ownerName, href: context.paths(CustomerRoutes.one, unit.owner)),
            unit.card.isEmpty ? nil : Fact(label: words("units.card.number"), value: unit.card, isLtr: true),
            dates.sale.map { Fact(label: words("jobs.purchased"), value: reader.day($0)) },
            dates.installation.map { Fact(label: words("jobs.installed"), value: reader.day($0)) },
            dates.activation.map { Fact(label: words("units.activated"), value: reader.day($0)) },
            dates.production.map { Fact(label: words("units.produced"), value: reader.day($0)) },
        ].compactMap(\.self)
        self.cards = cards
    }
}

package enum UnitRoutes: RoomRoutes {
    package static let one = PageRoute<String>("units/:unit", for: .office)

    package static var all: [Mounted] {
        [
            one.to { _, context, serial in
                switch try await context.company.read({ try passport(of: serial, context, $0) }) {
                case .unit(let unit, let cards): try context.show(UnitPage(unit, cards, context))
                case .card(let line, let cover): try context.show(WarrantyCardPage(line, cover, context))
                }
            }
        ]
    }

    private enum Passport {
        case unit(UnitSheet, PageCards)
        /// Nobody has brought it yet.
        case card(WarrantyCardLine, UnitCover)
    }

    private static func passport(of serial: String, _ context: CompanyContext, _ tx: Transaction) throws -> Passport {
        if let unit = try UnitList.known(serial, tx) {
            return .unit(unit, try context.cards(UnitSlots.cards, of: unit, tx))
        }
        guard let line = try WarrantyCardList.waiting(serial, tx) else { throw Refusal.hidden }
        return .card(line, try UnitStore.cover(ofCard: line.id, tx))
    }
}
