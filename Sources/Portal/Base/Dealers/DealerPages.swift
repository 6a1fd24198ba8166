import Database
import Domain
import Ground
import Web

/// How much of a dealer's daily capacity is taken today.
struct LoadMeter: Sendable {
    let text: String
    let value: Int
    let most: Int
    let high: Int

    init(_ dealer: DealerItem, _ reader: Reader) {
        text = reader.words("dealers.load.of", reader.number(dealer.load.today), reader.number(dealer.dailyCapacity))
        value = dealer.load.today
        most = max(dealer.dailyCapacity, 1)
        high = max(dealer.dailyCapacity * 9 / 10, 1)
    }
}

struct DealerListPage: Page {
    struct Item: Sendable {
        let href: String
        let code: String
        let name: String
        let manager: String
        let place: String
        let grade: String
        let badge: Badge
        let load: LoadMeter
        let open: String
        let until: String
    }

    static let template = "dealers/list"
    let titleKey = "dealers.title"
    let action: String
    let typed: String
    let city: Pick
    let state: Pick
    let count: String
    let items: [Item]
    let hasItems: Bool
    let empty: EmptyNote?
    let imports: String?
    /// nil for those who may not add one.
    let addition: String?
    let collateral: String?
    let contractText: String?
    let files: [FileLink]

    init(_ dealers: [DealerItem], _ filter: DealerFilter, _ context: CompanyContext) {
        let reader = context.reader
        let today = context.today
        let shown = dealers.filter { filter.includes($0, on: today) }
        action = context.paths(DealerRoutes.list)
        typed = filter.typed
        city = Pick(
            "city", reader.words("dealers.city"), blank: reader.words("jobs.all.city"),
            Set(dealers.map(\.city)).inPersianOrder { $0 }.map { ($0, $0) }, chosen: filter.city)
        state = Pick(
            "state", reader.words("dealers.state"), blank: reader.words("jobs.all.state"),
            DealerContract.State.allCases.map { ($0.rawValue, reader.words("dealers.state.\($0.rawValue)")) },
            chosen: filter.state?.rawValue)
        count = reader.words("dealers.count", reader.number(shown.count))
        items = shown.map { dealer in
            Item(
                href: context.paths(DealerRoutes.one, dealer.code), code: dealer.code, name: dealer.name,
                manager: dealer.manager,
                place: dealer.city == dealer.province
                    ? dealer.city : dealer.city + reader.words("list.comma") + dealer.province,
                grade: reader.words("dealers.grade.\(dealer.grade)"), badge: dealer.badge(today, reader),
                load: LoadMeter(dealer, reader), open: reader.number(dealer.load.open),
                until: reader.day(dealer.standing.days.upperBound))
        }
        hasItems = !items.isEmpty
        empty =
            hasItems
            ? nil
            : filter.isEmpty
                ? EmptyNote(title: reader.words("dealers.none"), text: reader.words("dealers.none_hint"))
                : EmptyNote(
                    title: reader.words("dealers.none_found"), text: reader.words("dealers.none_found_hint"),
                    action: .clear(action, reader.words))
        imports = context.importPath(.dealers)
        addition = context.pathIfAllowed(DealerEditRoutes.form)
        collateral = context.pathIfAllowed(CollateralRoutes.list)
        contractText = context.pathIfAllowed(AgencyRoutes.page)
        files = context.files(of: filter, at: context.paths(DealerRoutes.export))
    }
}

/// All that one dealer's page tells.
struct DealerFacts: Sendable {
    let item: DealerItem
    let sheba: String
    let nationalID: String
    let coverage: [DealerList.CoveredProvince]
    let groups: [String]
    let people: [(name: String, mobile: String, roles: Roles, isLocked: Bool)]
    /// The bank account that waits for finance.
    let newSheba: String?
    let cards: PageCards

    /// nil where the company has no dealer of this code.
    init?(_ code: String, _ context: CompanyContext, typed: (any Sendable)?, _ tx: Transaction) throws {
        let reader = context.reader
        guard let found = try DealerList.find(code, context, tx) else { return nil }
        (item, sheba, nationalID) = found
        coverage = try DealerList.coverage(of: item.id, reader, tx)
        groups = try DealerList.groups(of: item.id, reader, tx)
        people = try DealerList.people(of: item.id, tx)
        newSheba = try ShebaChangeList.waiting(for: item.id, tx)
        cards = try context.cards(DealerSlots.cards, of: item, typed: typed, tx)
    }
}

struct DealerPage: Page {
    struct Province: Sendable {
        let name: String
        let cities: String
    }

    struct Someone: Sendable {
        let name: String
        let mobile: String
        let call: String
        let roles: String
        let badge: Badge?
    }

    static let template = "dealers/dealer"
    let titleKey = "dealers.page_title"
    let titleValues: [String]
    let list: String
    let name: String
    let badge: Badge
    /// Whether he gets jobs, and until when.
    let standing: String
    /// nil for those who may not change him.
    let change: String?
    let suspension: DealerSuspension?
    let call: String
    let facts: [Fact]
    let load: LoadMeter
    let provinces: [Province]
    let groups: [String]
    let people: [Someone]
    let hasPeople: Bool
    let sheba: ShebaView?
    let cards: PageCards

    init(_ dealer: DealerFacts, typed: (any Sendable)?, _ context: CompanyContext) {
        let reader = context.reader
        let item = dealer.item
        titleValues = [item.name]
        list = context.paths(DealerRoutes.list)
        name = item.name
        badge = item.badge(context.today, reader)
        standing = item.standing.sentence(on: context.today, reader)
        change = context.pathIfAllowed(DealerEditRoutes.changeForm, item.code)
        suspension = DealerSuspension(item, typed as? SuspensionForm, context)
        call = "tel:\(item.mobile)"
        facts = Self.facts(dealer, reader)
        load = LoadMeter(item, reader)
        let comma = reader.words("list.comma")
        provinces = dealer.coverage.map { Self.province($0, reader) }
        groups = dealer.groups
        people = dealer.people.map { person in
            Someone(
                name: person.name, mobile: reader.mobile(person.mobile),
                call: "tel:\(person.mobile)",
                roles: person.roles.ordered.map { reader.words("role.\($0.rawValue)") }.joined(separator: comma),
                badge: person.isLocked ? Badge(kind: "error", label: reader.words("dealers.person.locked")) : nil)
        }
        hasPeople = !people.isEmpty
        sheba = ShebaView(dealer, typed as? Input<Sheba>, context)
        cards = dealer.cards
    }

    private static func province(_ covered: DealerList.CoveredProvince, _ reader: Reader) -> Province {
        let isWhole = covered.all > 1 && covered.cities.count == covered.all
        return Province(
            name: reader.words("dealers.coverage.province", covered.name),
            cities: isWhole
                ? reader.words("dealers.coverage.whole", reader.number(covered.all))
                : covered.cities.joined(separator: reader.words("list.comma")))
    }

    private static func facts(_ dealer: DealerFacts, _ reader: Reader) -> [Fact] {
        let item = dealer.item
        let days = item.standing.days
        return [
            Fact(label: reader.words("dealers.code"), value: item.code, isLtr: true),
            Fact(label: reader.words("dealers.manager"), value: item.manager),
            Fact(
                label: reader.words("dealers.mobile"), value: reader.mobile(item.mobile),
                href: "tel:\(item.mobile)", isLtr: true),
            Fact(
                label: reader.words("dealers.city"),
                value: item.city == item.province ? item.city : item.city + reader.words("list.comma") + item.province),
            Fact(label: reader.words("dealers.grade"), value: reader.words("dealers.grade.\(item.grade)")),
            Fact(
                label: reader.words("dealers.contract"),
                value: reader.words(
                    "dealers.contract.days", reader.wholeDay(days.lowerBound), reader.wholeDay(days.upperBound))),
            Fact(label: reader.words("dealers.capacity"), value: reader.number(item.dailyCapacity)),
            Fact(label: reader.words("dealers.national_id"), value: dealer.nationalID, isLtr: true),
            Fact(
                label: reader.words("dealers.sheba"), value: (try? Sheba(dealer.sheba).grouped) ?? dealer.sheba,
                isLtr: true),
        ]
    }
}

extension DealerItem {
    package func badge(_ day: CalendarDay, _ reader: Reader) -> Badge {
        let state = standing.state(on: day)
        let kind =
            switch state {
            case .active: "done"
            case .ahead: "info"
            case .suspended: "error"
            case .ended: "warning"
            }
        return Badge(kind: kind, label: reader.words("dealers.state.\(state.rawValue)"))
    }
}

extension DealerContract {
    /// Whether he gets jobs, and until when, in one sentence.
    func sentence(on day: CalendarDay, _ reader: Reader) -> String {
        let state = state(on: day)
        return reader.words(
            "dealers.standing.\(state.rawValue)", reader.day(state == .ahead ? days.lowerBound : days.upperBound))
    }
}
