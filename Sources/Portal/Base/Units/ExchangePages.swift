import Domain
import Ground
import Web

/// Machines that are to be exchanged, are asked for or were.
struct ExchangeListPage: Page {
    struct Tab: Sendable {
        let href: String
        let label: String
        let current: String?
        let count: String?
    }

    struct Item: Sendable {
        let href: String
        let serial: String
        let model: String
        let owner: String
        let cause: String
        let new: String
        let when: String
        let badge: Badge
    }

    static let template = "units/exchanges"
    let titleKey = "units.exchanges"
    let units: String
    let files: [FileLink]
    let tabs: [Tab]
    let items: [Item]
    let hasItems: Bool
    let pager: Pager?
    let empty: EmptyNote?

    init(
        _ slice: Slice<ExchangeItem, ID<Exchange>>, _ filter: ExchangeFilter, _ waiting: [ExchangeState: Int],
        _ context: CompanyContext
    ) {
        let (reader, words, paths) = (context.reader, context.words, context.paths)
        let list = paths(ExchangeRoutes.list)
        units = paths(UnitListRoutes.list)
        files = context.may(ExchangeRoutes.export) ? context.files(of: filter, at: paths(ExchangeRoutes.export)) : []
        tabs = ExchangeState.allCases.map { state in
            Tab(
                href: Address.of(list, [("state", state.rawValue)]),
                label: words("units.exchange.state.\(state.rawValue)"),
                current: state == filter.state ? "page" : nil, count: waiting[state].map { reader.number($0) })
        }
        items = slice.lines.map { item in
            Item(
                href: paths(ExchangeRoutes.one, item.id), serial: item.serial, model: item.model,
                owner: item.ownerName, cause: item.why(reader), new: item.newSerial,
                when: reader.dateTime(item.madeAt), badge: item.badge(words))
        }
        hasItems = !items.isEmpty
        pager = slice.next == nil ? nil : Pager(slice, of: filter, at: list)
        empty =
            hasItems ? nil : EmptyNote(title: words("units.exchanges.none"), text: words("units.exchanges.none_hint"))
    }
}

/// One exchange: both machines, who asked, who decided, and what may be done now.
struct ExchangePage: Page {
    struct Act: Sendable {
        let action: String
        let version: String
    }

    static let template = "units/exchange"
    let titleKey = "units.exchange.title"
    let titleValues: [String]
    let list: String
    let badge: Badge
    let facts: [Fact]
    let ask: String?
    let confirmation: Act?
    let mustBeAnother: Bool
    let eased: String?
    let refusal: Act?
    let undoing: Act?
    let reason: Field

    init(_ item: ExchangeItem, _ reason: Input<String>?, easing: Easing?, _ context: CompanyContext) {
        let (reader, words, paths) = (context.reader, context.words, context.paths)
        titleValues = [item.serial.isolatedLeftToRight]
        list = Address.of(paths(ExchangeRoutes.list), [("state", item.state.rawValue)])
        badge = item.badge(words)
        facts = item.facts(reader, paths)
        let version = String(item.version)
        let may = context.may(ExchangeRoutes.confirmation)
        func act(_ route: FormRoute<ID<Exchange>>, _ step: ExchangeState.Step) -> Act? {
            may && item.state.after(step) != nil ? Act(action: paths(route, item.id), version: version) : nil
        }
        let hasAsked = item.askedBy == context.actor.person
        let confirmation = act(ExchangeRoutes.confirmation, .confirm)
        self.confirmation = !hasAsked || easing != nil ? confirmation : nil
        mustBeAnother = confirmation != nil && self.confirmation == nil
        eased = confirmation != nil && hasAsked ? easing.map { words("units.exchange.eased", $0.reason.isolated) } : nil
        refusal = act(ExchangeRoutes.refusal, .decline)
        undoing = act(ExchangeRoutes.undoing, .undo)
        ask = item.state == .due ? context.pathIfAllowed(ExchangeRoutes.form, item.serial) : nil
        self.reason = Field(reason ?? Input(name: "reason", typed: "", value: nil), label: "units.reason", for: reader)
            .with {
                if reason == nil { $0.error = nil }
                $0.required = true
            }
    }
}

/// Which machine comes for another.
struct ExchangeFormPage: Page {
    static let template = "units/exchange_form"
    let titleKey = "units.exchange.ask_title"
    let titleValues: [String]
    let back: String
    let serialNow: String
    let action: String
    let errors: FormErrors?
    let serial: Field
    let model: Field
    let reason: Field

    init(_ unit: UnitSheet, _ typed: ExchangeForm?, refusal: FieldRefusal?, _ context: CompanyContext) {
        let (reader, paths) = (context.reader, context.paths)
        let form = typed ?? ExchangeForm(FormBody(["model": unit.modelCode]))
        func field(_ input: Input<String>, _ label: String) -> Field {
            Field(input, label: label, for: reader).with {
                if typed == nil { $0.error = nil }
                if let refusal, refusal.field == input.name { $0.error = reader.complaint(refusal.complaint) }
                $0.required = true
            }
        }
        titleValues = [unit.serial.isolatedLeftToRight]
        back = paths(UnitRoutes.one, unit.serial)
        serialNow = unit.serial
        action = paths(ExchangeRoutes.asking, unit.serial)
        serial = field(form.serial, "units.exchange.new_serial").with {
            ($0.direction, $0.autocomplete) = ("ltr", "off")
        }
        model = field(form.model, "products.model").with { $0.direction = "ltr" }
        reason = field(form.reason, "units.reason")
        errors = FormErrors([serial, model, reason])
    }
}

extension ExchangeItem {
    func badge(_ words: Words) -> Badge {
        let kind =
            switch state {
            case .due: "warning"
            case .asked: "info"
            case .done: "done"
            case .declined: "neutral"
            case .undone: "error"
            }
        return Badge(kind: kind, label: words("units.exchange.state.\(state.rawValue)"))
    }

    /// What marked it: the third failure …
    func why(_ reader: Reader) -> String {
        cause == .asked ? reason : reader.words("units.exchange.cause.\(cause.rawValue)", reader.number(amount))
    }

    func facts(_ reader: Reader, _ paths: Paths) -> [Fact] {
        let words = reader.words
        func who(_ name: String, _ at: Instant?) -> String {
            [name, at.map(reader.dateTime) ?? ""].filter { !$0.isEmpty }.joined(separator: words("list.comma"))
        }
        return [
            Fact(label: words("units.exchange.old"), value: serial, href: paths(UnitRoutes.one, serial), isLtr: true),
            Fact(label: words("jobs.model"), value: model),
            Fact(label: words("units.owner"), value: ownerName, href: paths(CustomerRoutes.one, owner)),
            Fact(label: words("units.exchange.cause"), value: why(reader)),
            job.isEmpty ? nil : Fact(label: words("units.exchange.job"), value: job, isLtr: true),
            newSerial.isEmpty
                ? nil
                : Fact(
                    label: words("units.exchange.new_serial"), value: newSerial,
                    href: newUnit.map { _ in paths(UnitRoutes.one, newSerial) }, isLtr: true),
            newModelName.isEmpty ? nil : Fact(label: words("units.exchange.new_model"), value: newModelName),
            reason.isEmpty ? nil : Fact(label: words("units.reason"), value: reason),
            asker.isEmpty ? nil : Fact(label: words("units.exchange.asker"), value: who(asker, askedAt)),
            decider.isEmpty ? nil : Fact(label: words("units.exchange.decider"), value: who(decider, decidedAt)),
            answer.isEmpty ? nil : Fact(label: words("units.exchange.answer"), value: answer),
            undoer.isEmpty ? nil : Fact(label: words("units.exchange.undoer"), value: who(undoer, undoneAt)),
            undoReason.isEmpty ? nil : Fact(label: words("units.exchange.undo_reason"), value: undoReason),
        ].compactMap(\.self)
    }
}
