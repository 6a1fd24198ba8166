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
    let cards: PageCards

    init(_ unit: UnitSheet, _ cards: PageCards, _ context: CompanyContext) {
        let (reader, words, cover) = (context.reader, context.words, unit.cover)
        titleValues = [unit.serial]
        serial = unit.serial
        let verdict = cover.verdict(on: reader.clock.day(of: context.portal.now()), reader.clock.calendar)
        warranty = Badge(verdict, words)
        let end = cover.start.flatMap {
            Warranty.lastDay(months: cover.months, startedOn: $0, calendar: reader.clock.calendar)
        }
        facts = [
            Fact(label: words("jobs.group"), value: unit.group.shown(reader)),
            Fact(label: words("jobs.model"), value: unit.model),
            Fact(label: words("jobs.model_code"), value: unit.modelCode, isLtr: true),
            Fact(
                label: words("units.owner"), value: unit.ownerName, href: context.paths(CustomerRoutes.one, unit.owner)),
            cover.purchasedOn.map { Fact(label: words("jobs.purchased"), value: reader.day($0)) },
            cover.installedOn.map { Fact(label: words("jobs.installed"), value: reader.day($0)) },
            end.map { Fact(label: words("jobs.warranty_end"), value: reader.day($0)) },
            .missing(for: verdict, from: cover.from, words),
        ].compactMap(\.self)
        self.cards = cards
    }
}

package enum UnitRoutes: RoomRoutes {
    package static let one = PageRoute<String>("units/:unit", for: .office)

    package static var all: [Mounted] {
        [
            one.to { _, context, serial in
                let (unit, cards) = try await context.company.read { tx in
                    let unit = try UnitList.find(serial, tx)
                    return (unit, try context.cards(UnitSlots.cards, of: unit, tx))
                }
                return try context.show(UnitPage(unit, cards, context))
            }
        ]
    }
}
