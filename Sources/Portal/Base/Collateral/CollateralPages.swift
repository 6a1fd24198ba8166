import Domain
import Ground
import Web

/// One security in a list.
struct CollateralLine: Sendable {
    let href: String
    let number: String
    let kind: String
    let issuer: String
    let dealer: String
    let amount: String
    let due: String
    let place: String
    let badge: Badge

    init(_ item: CollateralItem, _ context: CompanyContext) {
        let reader = context.reader
        href = context.paths(CollateralRoutes.one, item.id)
        (number, issuer, dealer, place) = (item.number, item.issuer, item.dealerName, item.place)
        kind = reader.words("collateral.kind.\(item.kind.rawValue)")
        amount = reader.amount(Money(item.amount, context.company.currency))
        due = item.due.map(reader.day) ?? reader.words("collateral.due.none")
        badge = item.badge(context)
    }
}

struct CollateralListPage: Page {
    static let template = "collateral/list"
    let titleKey = "collateral.title"
    let dealers: String
    let files: [FileLink]
    let tabs: [Tab]
    let unit: String
    let sum: String
    let items: [CollateralLine]
    let hasItems: Bool
    let pager: Pager?
    let empty: EmptyNote?

    init(
        _ slice: Slice<CollateralItem, ID<Collateral>>, _ filter: CollateralFilter, sum: Int64,
        _ context: CompanyContext
    ) {
        let (reader, words, paths) = (context.reader, context.words, context.paths)
        let list = paths(CollateralRoutes.list)
        dealers = paths(DealerRoutes.list)
        files = context.files(of: filter, at: paths(CollateralRoutes.export))
        let chosen = filter.isDueSoon ? "soon" : filter.state.rawValue
        tabs = (["held", "soon"] + Collateral.State.ends.map(\.rawValue)).map { name in
            Tab(
                href: Address.of(list, [("state", name)]), label: words("collateral.tab.\(name)"),
                isCurrent: name == chosen)
        }
        unit = reader.unitName
        self.sum = words("collateral.sum", reader.money(Money(sum, context.company.currency)))
        items = slice.lines.map { CollateralLine($0, context) }
        hasItems = !items.isEmpty
        pager = slice.next == nil ? nil : Pager(slice, of: filter, at: list)
        empty = hasItems ? nil : EmptyNote(title: words("collateral.none"), text: words("collateral.none_hint"))
    }
}

/// One security: what it is, who took it, and how it ends.
struct CollateralPage: Page {
    struct End: Sendable {
        let action: String
        let version: String
        let errors: FormErrors?
        let state: Field
        let reason: Field
    }

    static let template = "collateral/one"
    let titleKey = "collateral.page_title"
    let titleValues: [String]
    let list: String
    let dealer: String
    let dealerName: String
    let badge: Badge
    let warning: String?
    let facts: [Fact]
    let end: End?

    init(_ item: CollateralItem, _ typed: CollateralEndForm?, _ context: CompanyContext) {
        let (reader, words, paths) = (context.reader, context.words, context.paths)
        titleValues = [words("collateral.kind.\(item.kind.rawValue)"), item.number.isolatedLeftToRight]
        list = paths(CollateralRoutes.list)
        dealer = paths(DealerRoutes.one, item.dealer)
        dealerName = item.dealerName
        badge = item.badge(context)
        warning = item.isOver(on: context.today) ? words("collateral.over") : nil
        facts = item.facts(context)
        end = item.state == .held && context.may(CollateralRoutes.ending) ? Self.end(item, typed, reader, paths) : nil
    }

    private static func end(
        _ item: CollateralItem, _ typed: CollateralEndForm?, _ reader: Reader, _ paths: Paths
    ) -> End {
        let form = typed ?? CollateralEndForm(FormBody())
        func field<Value>(_ input: Input<Value>, _ label: String) -> Field {
            Field(input, label: label, for: reader).with {
                if typed == nil { $0.error = nil }
                $0.required = true
            }
        }
        let state = field(form.state, "collateral.end").with {
            $0.blank = reader.words("form.blank")
            $0.options = Collateral.State.ends.map {
                .init(
                    value: $0.rawValue, label: reader.words("collateral.end.\($0.rawValue)"),
                    selected: $0 == form.state.value)
            }
        }
        let reason = field(form.reason, "collateral.reason").with { $0.hint = reader.words("collateral.reason.hint") }
        return End(
            action: paths(CollateralRoutes.ending, item.id), version: String(item.version),
            errors: FormErrors([state, reason]), state: state, reason: reason)
    }
}

/// On a dealer's page: what he has left.
struct CollateralCard: Sendable {
    let lines: [CollateralLine]
    let hasLines: Bool
    let unit: String
    let sum: String?
    let list: String
    let addition: String?

    /// nil for those who do not see money.
    static func card(_ dealer: DealerItem, _ context: CompanyContext, _ items: [CollateralItem]) -> PageCard? {
        guard context.may(CollateralRoutes.list) else { return nil }
        let held = items.filter { $0.state == .held }.map(\.amount).reduce(0, +)
        return PageCard(
            "collateral/_dealer", at: .main,
            CollateralCard(
                lines: items.map { CollateralLine($0, context) }, hasLines: !items.isEmpty,
                unit: context.reader.unitName,
                sum: held == 0
                    ? nil
                    : context.words("collateral.sum", context.reader.money(Money(held, context.company.currency))),
                list: context.paths(CollateralRoutes.list),
                addition: context.pathIfAllowed(CollateralRoutes.form, dealer.code)))
    }
}

extension CollateralItem {
    func badge(_ context: CompanyContext) -> Badge {
        guard !isOver(on: context.today) else {
            return Badge(kind: "error", label: context.words("collateral.state.over"))
        }
        let kind =
            switch state {
            case .held: "done"
            case .returned: "info"
            case .called: "warning"
            case .void: "neutral"
            }
        return Badge(kind: kind, label: context.words("collateral.state.\(state.rawValue)"))
    }

    /// As a contract names it: kind, number, issuer, amount and day.
    func inWords(_ context: CompanyContext) -> String {
        let (reader, words) = (context.reader, context.words)
        let kind = words("collateral.kind.\(kind.rawValue)")
        let amount = reader.money(Money(amount, context.company.currency))
        let day = due.map(reader.day) ?? words("collateral.due.none")
        return words("collateral.in_words", kind, number.isolatedLeftToRight, issuer.isolated, amount, day)
    }

    func facts(_ context: CompanyContext) -> [Fact] {
        let (reader, words) = (context.reader, context.words)
        func who(_ name: String, _ at: Instant) -> String { name + words("list.comma") + reader.dateTime(at) }
        return [
            Fact(
                label: words("dealers.name"), value: dealerName, href: context.paths(DealerRoutes.one, dealer)),
            Fact(
                label: words("collateral.amount"), value: reader.money(Money(amount, context.company.currency))),
            Fact(label: words("collateral.number"), value: number, isLtr: true),
            Fact(label: words("collateral.issuer"), value: issuer),
            Fact(
                label: words("collateral.due"), value: due.map(reader.wholeDay) ?? words("collateral.due.none")),
            Fact(label: words("collateral.place"), value: place),
            Fact(label: words("collateral.taker"), value: who(taker, takenAt)),
            endedAt.map {
                Fact(label: words("collateral.end.\(state.rawValue)"), value: who(ender ?? "", $0))
            },
            reason.isEmpty ? nil : Fact(label: words("collateral.reason"), value: reason),
        ].compactMap(\.self)
    }
}
