import Database
import Domain
import Ground
import HTTPTypes
import Hummingbird
import Web

/// Where other wings take part in a warranty card.
package enum WarrantyCardSlots {
    /// When a card is registered by hand of something else, named by its number: in the transaction that registers it.
    package static let registered = Slot<
        @Sendable (_ serial: String, _ from: String, Actor, Transaction) throws -> Void
    >(
        "card.registered")
}

/// The warranty cards that head office has registered: their list and its file, and the form of one.
package enum WarrantyCardRoutes: RoomRoutes {
    package static let list = PlainPage("units/cards", for: .office)
    static let export = PlainPage("units/cards/export", for: .managers.union([.auditor]), watched: .export)

    /// What is known already may stand in the address, as the fields are called.
    package static let form = PlainPage("units/cards/new", for: .intake)
    static let registration = PlainForm("units/cards", for: .intake)

    package static var all: [Mounted] {
        [
            form.to { request, context in
                let names = ["serial", "model", "card", "mobile", "customer", "city", "from"]
                let days = CoverDay.allCases.map(CardRecord.column)
                let fields = (names + days).map { ($0, request.asked.text($0)) }
                let given = FormBody(Dictionary(uniqueKeysWithValues: fields))
                let choices = try await choices(context)
                return try context.show(CardFormPage(typed(given, choices, context), choices, checked: false, context))
            },
            registration.to { body, context in try await register(body, context) },
            list.to { request, context in
                let filter = WarrantyCardFilter(request.asked)
                let slice = try await context.company.read { try WarrantyCardList.slice(filter, $0) }
                return try context.show(WarrantyCardListPage(slice, filter, context))
            },
            export.to { request, context in
                try await sheet(WarrantyCardFilter(request.asked), context).response(to: request, context)
            },
        ]
    }

    private static func choices(_ context: CompanyContext) async throws -> CardChoices {
        try await context.company.read { tx in
            CardChoices(
                places: try PlaceList.all(tx), names: try context.company.names.names(tx),
                models: try ProductList.choices(tx))
        }
    }

    private static func typed(_ body: FormBody, _ choices: CardChoices, _ context: CompanyContext) -> CardForm {
        CardForm(body, choices.places, today: context.today, calendar: context.reader.clock.calendar)
    }

    private static func register(_ body: FormBody, _ context: CompanyContext) async throws -> Response {
        let choices = try await choices(context)
        let form = typed(body, choices, context)
        guard let command = form.command(choices.places) else {
            return try context.show(
                CardFormPage(form, choices, checked: true, context), status: .unprocessableContent)
        }
        return try await context.once(
            body, flash: "units.card.registered", to: context.paths(UnitRoutes.one, command.serial)
        ) { deed in
            try command.run(by: deed.actor.person, in: deed.tx)
            guard !form.from.isEmpty else { return }
            for follow in deed.company.fittings[WarrantyCardSlots.registered] {
                try follow(command.serial, form.from, deed.actor, deed.tx)
            }
        } orShow: { refused in
            let field = refused.error as? FieldRefusal
            return try context.show(
                CardFormPage(form, choices, checked: true, refusal: field, context), status: refused.status,
                warning: field == nil ? refused.complaint : nil)
        }
    }

    private static func sheet(
        _ filter: WarrantyCardFilter, _ context: CompanyContext
    ) -> Sheet<WarrantyCardLine, ID<WarrantyCard>> {
        let (words, reader) = (context.words, context.reader)
        let days = CoverDay.allCases.map { day in
            SheetColumn<WarrantyCardLine>(day: words("units.day.\(day.rawValue)"), context) { $0.card.dates[day] }
        }
        let columns: [SheetColumn<WarrantyCardLine>] =
            [
                .init(words("jobs.serial")) { .text($0.card.serial) },
                .init(words("units.card.number")) { .text($0.card.number) },
                .init(words("products.model")) { .text($0.modelCode) },
                .init(words("products.name")) { .text($0.model) },
                .init(words("jobs.group")) { .text($0.group.shown(reader)) },
            ] + days + [
                .init(words("units.card.state")) { .text(words("units.card.\($0.isWaiting ? "waiting" : "owned")")) },
                .init(words("units.card.file")) { .text($0.card.file) },
            ]
        return Sheet("cards", title: "units.cards", columns: columns) { cursor, size, tx in
            try WarrantyCardList.slice(filter.at(cursor), size: size, tx)
        }
    }
}

struct WarrantyCardListPage: Page {
    struct Item: Sendable {
        let href: String
        let serial: String
        let number: String
        let model: String
        let sold: String
        let origin: String
        let badge: Badge
    }

    static let template = "units/cards"
    let titleKey = "units.cards"
    let units: String
    let action: String
    let bring: String?
    let new: String?
    let typed: String
    let state: Pick
    let files: [FileLink]
    let items: [Item]
    let hasItems: Bool
    let pager: Pager?
    let empty: EmptyNote?

    init(
        _ slice: Slice<WarrantyCardLine, ID<WarrantyCard>>, _ filter: WarrantyCardFilter, _ context: CompanyContext
    ) {
        let (reader, paths, words) = (context.reader, context.paths, context.words)
        let list = paths(WarrantyCardRoutes.list)
        (action, units) = (list, paths(UnitListRoutes.list))
        bring = context.importPath(.cards)
        new = context.pathIfAllowed(WarrantyCardRoutes.form)
        typed = filter.typed
        state = Pick(
            "state", words("units.card.state"), blank: words("units.card.any_state"),
            WarrantyCardFilter.State.allCases.map { (value: $0.rawValue, label: words("units.card.\($0.rawValue)")) },
            chosen: filter.state?.rawValue)
        files =
            context.may(WarrantyCardRoutes.export)
            ? context.files(of: filter, at: paths(WarrantyCardRoutes.export)) : []
        items = slice.lines.map { line in
            Item(
                href: paths(UnitRoutes.one, line.card.serial), serial: line.card.serial, number: line.card.number,
                model: line.model, sold: line.card.dates.sale.map(reader.day) ?? "",
                origin: WarrantyCardPage.origin(line.card, reader), badge: Badge(line, words))
        }
        hasItems = !items.isEmpty
        pager = slice.next == nil ? nil : Pager(slice, of: filter, at: list)
        empty =
            hasItems
            ? nil
            : EmptyNote(
                title: words(filter.isNarrowed ? "units.cards.none_found" : "units.cards.none"),
                text: words(filter.isNarrowed ? "units.none_found_hint" : "units.cards.none_hint"),
                action: filter.isNarrowed ? .clear(list, words) : nil)
    }
}

/// The passport of a machine that nobody has brought yet: what its card says.
struct WarrantyCardPage: Page {
    static let template = "units/card"
    let titleKey = "units.page_title"
    let titleValues: [String]
    let serial: String
    let list: String
    let badge: Badge
    let warranty: Badge
    let facts: [Fact]
    let cover: CoverTable
    let cards: PageCards

    init(_ line: WarrantyCardLine, _ unit: UnitCover, _ cards: PageCards, _ context: CompanyContext) {
        let (reader, words) = (context.reader, context.words)
        titleValues = [line.card.serial]
        serial = line.card.serial
        self.cards = cards
        list = context.paths(WarrantyCardRoutes.list)
        badge = Badge(line, words)
        let verdict = unit.sheet(on: context.today, reader.clock.calendar)
        warranty = Badge(verdict.overall, words)
        cover = CoverTable(verdict, title: words("warranty.cover"), reader)
        let origin = Self.origin(line.card, reader)
        facts =
            [
                Fact(label: words("jobs.group"), value: line.group.shown(reader)),
                Fact(label: words("jobs.model"), value: line.model),
                Fact(label: words("jobs.model_code"), value: line.modelCode, isLtr: true),
                line.card.number.isEmpty
                    ? nil : Fact(label: words("units.card.number"), value: line.card.number, isLtr: true),
                origin.isEmpty ? nil : Fact(label: words("units.card.file"), value: origin),
            ].compactMap(\.self)
            + CoverDay.allCases.compactMap { day in
                line.card.dates[day].map { Fact(label: words("units.day.\(day.rawValue)"), value: reader.wholeDay($0)) }
            }
    }

    /// The file and its record.
    static func origin(_ card: RegisteredCard, _ reader: Reader) -> String {
        card.file.isEmpty ? "" : reader.words("units.card.origin", card.file, reader.number(card.record))
    }
}

extension Badge {
    fileprivate init(_ line: WarrantyCardLine, _ words: Words) {
        self.init(
            kind: line.isWaiting ? "neutral" : "done",
            label: words("units.card.\(line.isWaiting ? "waiting" : "owned")"))
    }
}
