import Domain
import Ground
import Web

/// Provinces and their cities with waiting jobs: a number that is high or old stands out.
struct BoardPage: Page {
    static let template = "dispatch/board"
    let titleKey = "dispatch.board.title"
    let tiles: [Tile]
    let provinces: [ProvinceCard]
    let province: Field
    let path: String
    let show: String
    let empty: EmptyNote?
    /// To the proposal for all that is shown; nil for those who do not assign, and where nothing waits.
    let round: String?
    let report: String?

    struct Tile: Sendable {
        let href: String
        let count: String
        let label: String
        let isCurrent: Bool
        let isLate: Bool
    }

    init(
        _ cities: [BoardCity], _ all: [BoardProvince], _ filter: BoardFilter, today: CalendarDay,
        _ context: CompanyContext
    ) {
        let (reader, words, path) = (context.reader, context.words, context.paths(BoardRoutes.page))
        self.path = path
        let within = cities.filter { filter.province == nil || $0.province == filter.province }
        tiles = BoardFilter.Show.allCases.map { show in
            let count = within.reduce(0) { $0 + $1.count(show) }
            return Tile(
                href: filter.showing(show).address(path), count: reader.number(count),
                label: words("dispatch.board.show.\(show.rawValue)"), isCurrent: show == filter.show,
                isLate: count > 0 && (show == .late || show == .uncovered))
        }
        let shown = Dictionary(grouping: within.filter { $0.isShown(filter.show) }, by: \.province)
        let ordered = all.map { (row: $0, name: reader.name(fa: $0.nameFa, en: $0.nameEn)) }
            .inPersianOrder(by: \.name)
        provinces = ordered.compactMap { row, name in
            shown[row.id].map { ProvinceCard(name, $0, today: today, context) }
        }
        province = Field(name: "province", label: words("dispatch.board.province")).with {
            $0.blank = words("dispatch.board.province.all")
            $0.options = ordered.map { row, name in
                Field.Option(value: row.id.description, label: name, selected: row.id == filter.province)
            }
        }
        show = filter.show.rawValue
        let waits = within.contains { $0.waiting > 0 }
        round =
            waits
            ? context.pathIfAllowed(RoundRoutes.page).map {
                RoundFilter(province: filter.province, city: nil).address($0)
            } : nil
        report = context.pathIfAllowed(PromiseReportRoutes.page)
        empty = provinces.isEmpty ? Self.empty(filter.show, words) : nil
    }

    private static func empty(_ show: BoardFilter.Show, _ words: Words) -> EmptyNote {
        EmptyNote(
            title: words("dispatch.board.empty.\(show.rawValue)"), text: words("dispatch.board.empty.text"))
    }
}

/// One province with its cities, the fullest first.
struct ProvinceCard: PageParts, Sendable {
    let name: String
    let total: String?
    let cities: [CityLine]

    init(_ name: String, _ cities: [BoardCity], today: CalendarDay, _ context: CompanyContext) {
        self.name = name
        let waiting = cities.reduce(0) { $0 + $1.waiting }
        total = waiting > 0 ? context.reader.number(waiting) : nil
        self.cities = cities.sorted { ($0.waiting, $1.id) > ($1.waiting, $0.id) }
            .map { CityLine($0, today: today, context) }
    }

    func child(named child: String) -> Part? {
        switch child {
        case "name": .text(name)
        case "total": total.map(Part.text)
        case "cities": .rows(cities)
        default: nil
        }
    }
}

struct CityLine: PageParts, Sendable {
    let href: String
    let name: String
    let dealers: String
    let unanswered: String?
    /// How many are overdue, whoever has them.
    let overdue: String?
    /// How long the oldest has waited.
    let age: String
    let waiting: String
    let isLate: Bool
    /// Jobs wait, and no dealer is there.
    let isBare: Bool

    init(_ city: BoardCity, today: CalendarDay, _ context: CompanyContext) {
        let (reader, words) = (context.reader, context.words)
        let tab =
            city.waiting > 0 || city.unanswered + city.overdue == 0
            ? "" : (city.unanswered > 0 ? CityTab.offered : .withDealer).rawValue
        href = Address.of(context.paths(CityRoutes.one, city.id), [("tab", tab)])
        name = reader.name(fa: city.nameFa, en: city.nameEn)
        dealers =
            city.dealers == 0 && city.idleDealers > 0
            ? words("dispatch.dealers.idle", reader.number(city.idleDealers))
            : words.count("dispatch.dealers", city.dealers, reader)
        unanswered = city.unanswered > 0 ? words("dispatch.unanswered", reader.number(city.unanswered)) : nil
        isLate = city.overdue > 0
        overdue = isLate ? words("dispatch.overdue", reader.number(city.overdue)) : nil
        age = city.oldest.map { words.age(WaitingAge(since: $0, today: today), reader) } ?? ""
        isBare = city.dealers == 0 && city.waiting > 0
        waiting = city.waiting > 0 ? reader.number(city.waiting) : "–"
    }

    func child(named child: String) -> Part? {
        switch child {
        case "href": .text(href)
        case "name": .text(name)
        case "dealers": .text(dealers)
        case "unanswered": unanswered.map(Part.text)
        case "overdue": overdue.map(Part.text)
        case "age": .text(age)
        case "bare": .flag(isBare)
        case "waiting": .text(waiting)
        case "late": .flag(isLate)
        default: nil
        }
    }
}
