import Database
import Domain
import Hummingbird
import Web

struct UnitPage: Page {
    static let template = "units/unit"
    let titleKey = "units.page_title"
    let titleValues: [String]
    let list: String
    let serial: String
    let warranty: Badge
    let facts: [Fact]
    let hasLines: Bool
    let lines: [JobLine]

    init(_ unit: UnitSheet, _ lines: [JobLine], _ context: CompanyContext) {
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
        hasLines = !lines.isEmpty
        self.lines = lines
    }
}

enum UnitRoutes {
    private static let mostJobs = 100

    static func mount(_ rooms: Rooms) {
        rooms.get("/:company/units/:unit") { _, context in try await show(context) }
    }

    private static func show(_ context: CompanyContext) async throws -> Response {
        let serial = try context.part("unit")
        let (unit, lines) = try await context.company.read { tx in
            let unit = try UnitList.find(serial, tx)
            return (unit, try JobLine.lines(of: "j.unit_id = \(unit.id)", limit: mostJobs, context, tx))
        }
        return try context.show(UnitPage(unit, lines, context))
    }
}
