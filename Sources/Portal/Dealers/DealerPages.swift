import Database
import Domain
import Web

/// How much of a dealer's daily capacity is taken today.
struct LoadMeter: Sendable {
    let text: String
    let value: Int
    let most: Int
    let high: Int

    init(_ dealer: DealerItem, _ reader: Reader) {
        text = reader.words("dealers.load.of", reader.number(dealer.today), reader.number(dealer.dailyCapacity))
        value = dealer.today
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
    let cities: [Field.Option]
    let states: [Field.Option]
    let count: String
    let items: [Item]
    let hasItems: Bool
    let empty: EmptyNote?
    let imports: String?

    init(_ dealers: [DealerItem], _ filter: DealerFilter, _ context: CompanyContext) {
        let reader = context.reader
        let today = context.today
        let shown = dealers.filter { filter.includes($0, on: today) }
        action = context.paths.dealers
        typed = filter.typed
        cities = Set(dealers.map(\.city)).sorted(by: PersianOrder.isBefore).map {
            Field.Option(value: $0, label: $0, selected: $0 == filter.city)
        }
        states = DealerContract.State.allCases.map {
            Field.Option(
                value: $0.rawValue, label: reader.words("dealers.state.\($0.rawValue)"), selected: $0 == filter.state)
        }
        count = reader.words("dealers.count", reader.number(shown.count))
        items = shown.map { dealer in
            Item(
                href: context.paths.dealer(dealer.code), code: dealer.code, name: dealer.name, manager: dealer.manager,
                place: dealer.city == dealer.province
                    ? dealer.city : dealer.city + reader.words("list.comma") + dealer.province,
                grade: reader.words("dealers.grade.\(dealer.grade)"), badge: dealer.badge(today, reader),
                load: LoadMeter(dealer, reader), open: reader.number(dealer.open),
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
        imports =
            context.may(.post, "/:company/imports") && ImportKind.dealers.isFor(context.actor)
            ? context.paths.imports : nil
    }
}

/// All that one dealer's page tells.
struct DealerFacts: Sendable {
    let item: DealerItem
    let sheba: String
    let nationalID: String
    let coverage: [(province: String, cities: [String])]
    let groups: [String]
    let people: [(name: String, mobile: String, roles: Roles, isLocked: Bool)]
    let jobs: [JobState: Int]
    /// The bank account that waits for finance.
    let newSheba: String?
    let settlement: DealerSettlementFacts
    let pay: DealerPay
    let payEvents: [DealerPayStore.Event]
    /// The rules of tariffs that name him.
    let rules: [DealerRuleList.Rule]

    /// nil where the company has no dealer of this code.
    init?(_ code: String, today: CalendarDay, _ reader: Reader, _ tx: Transaction) throws {
        guard let found = try DealerList.find(code, today: today, reader, tx) else { return nil }
        (item, sheba, nationalID) = found
        coverage = try DealerList.coverage(of: item.id, reader, tx).map { (province: $0.0, cities: $0.1) }
        groups = try DealerList.groups(of: item.id, reader, tx)
        people = try DealerList.people(of: item.id, tx)
        jobs = try DealerList.jobs(of: item.id, tx)
        newSheba = try ShebaChangeList.waiting(for: item.id, tx)
        settlement = try DealerSettlementFacts(item.id, tx)
        pay = try DealerPayStore.pay(of: item.id, tx)
        payEvents = try DealerPayStore.events(of: item.id, tx)
        rules = try DealerRuleList.rules(naming: item.code, tx)
    }
}

struct DealerPage: Page {
    struct Tile: Sendable {
        let href: String
        let count: String
        let label: String
    }

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
    let account: String?
    let call: String
    let tiles: [Tile]
    let hasJobs: Bool
    let facts: [Fact]
    let load: LoadMeter
    let provinces: [Province]
    let groups: [String]
    let people: [Someone]
    let hasPeople: Bool
    let sheba: ShebaView?
    /// nil for those who do not see money.
    let settlement: DealerSettlementView?

    /// nil for those who do not see money.
    let pay: DealerPayView?

    init(
        _ dealer: DealerFacts, _ sheba: Input<Sheba>?, _ settlement: DealerSettlementTyped?, _ pay: DealerPayView?,
        _ context: CompanyContext
    ) {
        let reader = context.reader
        let item = dealer.item
        titleValues = [item.name]
        list = context.paths.dealers
        name = item.name
        badge = item.badge(context.today, reader)
        account = context.may(.get, "/:company/dealers/:dealer/account") ? context.paths.dealerAccount(item.code) : nil
        call = "tel:\(item.mobile)"
        tiles = JobState.allCases.compactMap { state in
            dealer.jobs[state].map {
                Tile(
                    href: "\(context.paths.jobs)?dealer=\(Paths.part(item.code))&state=\(state.rawValue)",
                    count: reader.number($0), label: reader.words("jobs.state.\(state.rawValue)"))
            }
        }
        hasJobs = !tiles.isEmpty
        facts = Self.facts(dealer, reader)
        load = LoadMeter(item, reader)
        let comma = reader.words("list.comma")
        provinces = dealer.coverage.map { Province(name: $0.province, cities: $0.cities.joined(separator: comma)) }
        groups = dealer.groups
        people = dealer.people.map { person in
            Someone(
                name: person.name, mobile: MobileNumber.shown(stored: person.mobile),
                call: "tel:\(person.mobile)",
                roles: person.roles.ordered.map { reader.words("role.\($0.rawValue)") }.joined(separator: comma),
                badge: person.isLocked ? Badge(kind: "error", label: reader.words("dealers.person.locked")) : nil)
        }
        hasPeople = !people.isEmpty
        self.sheba = ShebaView(dealer, sheba, context)
        self.settlement =
            context.may(.get, "/:company/dealers/:dealer/account")
            ? DealerSettlementView(dealer.settlement, settlement, of: item.code, context) : nil
        self.pay = pay
    }

    private static func facts(_ dealer: DealerFacts, _ reader: Reader) -> [Fact] {
        let item = dealer.item
        let days = item.standing.days
        return [
            Fact(label: reader.words("dealers.code"), value: item.code, isLtr: true),
            Fact(label: reader.words("dealers.manager"), value: item.manager),
            Fact(
                label: reader.words("dealers.mobile"), value: MobileNumber.shown(stored: item.mobile),
                href: "tel:\(item.mobile)", isLtr: true),
            Fact(
                label: reader.words("dealers.city"),
                value: item.city == item.province ? item.city : item.city + reader.words("list.comma") + item.province),
            Fact(label: reader.words("dealers.grade"), value: reader.words("dealers.grade.\(item.grade)")),
            Fact(
                label: reader.words("dealers.contract"),
                value: reader.words("dealers.contract.days", reader.day(days.lowerBound), reader.day(days.upperBound))),
            Fact(label: reader.words("dealers.capacity"), value: reader.number(item.dailyCapacity)),
            Fact(label: reader.words("dealers.national_id"), value: dealer.nationalID, isLtr: true),
            Fact(
                label: reader.words("dealers.sheba"), value: (try? Sheba(dealer.sheba).grouped) ?? dealer.sheba,
                isLtr: true),
        ]
    }
}

extension DealerItem {
    func badge(_ day: CalendarDay, _ reader: Reader) -> Badge {
        let state = standing.state(on: day)
        let kind =
            switch state {
            case .active: "done"
            case .suspended: "error"
            case .ended: "warning"
            }
        return Badge(kind: kind, label: reader.words("dealers.state.\(state.rawValue)"))
    }
}
