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
    let list: String
    let serial: String
    let warranty: Badge
    let facts: [Fact]
    let cards: PageCards

    init(_ unit: UnitSheet, _ cards: PageCards, _ context: CompanyContext) {
        let (reader, words, cover) = (context.reader, context.words, unit.cover)
        titleValues = [unit.serial]
        list = context.paths.jobs
        serial = unit.serial
        let start = cover.from.day(purchasedOn: cover.purchasedOn, installedOn: cover.installedOn)
        warranty = Badge(
            Warranty.verdict(
                months: cover.months, startedOn: start, on: reader.clock.day(of: context.portal.now()),
                calendar: reader.clock.calendar, commitmentYears: cover.commitmentYears), words)
        let end = start.flatMap {
            Warranty.lastDay(months: cover.months, startedOn: $0, calendar: reader.clock.calendar)
        }
        facts = [
            Fact(label: words("jobs.group"), value: unit.group.shown(reader)),
            Fact(label: words("jobs.model"), value: unit.model),
            Fact(label: words("jobs.model_code"), value: unit.modelCode, isLtr: true),
            Fact(label: words("units.owner"), value: unit.ownerName, href: context.paths.customer(unit.owner.value)),
            cover.purchasedOn.map { Fact(label: words("jobs.purchased"), value: reader.day($0)) },
            cover.installedOn.map { Fact(label: words("jobs.installed"), value: reader.day($0)) },
            end.map { Fact(label: words("jobs.warranty_end"), value: reader.day($0)) },
        ].compactMap(\.self)
        self.cards = cards
    }
}

package enum UnitRoutes {
    package static func mount(_ rooms: Rooms) {
        rooms.get("/:company/units/:unit") { _, context in try await show(context) }
    }

    private static func show(_ context: CompanyContext) async throws -> Response {
        let serial = try context.part("unit")
        let (unit, cards) = try await context.company.read { tx in
            let unit = try UnitList.find(serial, tx)
            return (unit, try context.cards(UnitSlots.cards, of: unit, tx))
        }
        return try context.show(UnitPage(unit, cards, context))
    }
}
