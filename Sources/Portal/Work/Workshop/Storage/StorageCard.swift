import Base
import Database
import Domain
import Ground
import Web

/// A machine that can be fetched and was not, on its page: what that costs, who was told, and its end (`workshop/_storage`).
struct StorageCard: Sendable {
    struct Disposing: Sendable {
        let action: String
        let version: String
        let way: Field
        let amount: Field
        let reason: Field
        let isOpen: Bool
        let errors: FormErrors?
    }

    let facts: [Fact]
    let disposing: Disposing?

    /// - Parameter typed: the form that was refused.
    static func card(
        _ item: BenchItemRow, typed: (any Sendable)?, _ context: CompanyContext, _ tx: Transaction
    ) throws -> PageCard? {
        if let disposal = try StorageStore.disposal(of: item.id, tx) {
            return PageCard(
                "workshop/_storage", at: .main, StorageCard(facts: facts(disposal, context), disposing: nil))
        }
        let (clock, today) = (context.company.clock, context.today)
        guard let standing = try StorageStanding.read(item, clock, on: today, tx) else { return nil }
        let form = typed as? DisposalForm
        let isTime = standing.disposal.map { $0 <= today } ?? false
        let disposing =
            isTime && context.may(StorageRoutes.disposing) ? self.disposing(item, form, context) : nil
        return PageCard(
            "workshop/_storage", at: .main, StorageCard(facts: facts(standing, context), disposing: disposing))
    }

    private static func facts(_ standing: StorageStanding, _ context: CompanyContext) -> [Fact] {
        let (reader, words, currency) = (context.reader, context.words, context.company.currency)
        let told = standing.reminders.map(reader.day).joined(separator: words("list.comma"))
        let facts: [Fact?] = [
            Fact(label: words("storage.ready"), value: reader.day(standing.ready)),
            Fact(label: words("storage.days"), value: reader.number(standing.fee.days)),
            Fact(label: words("storage.fee"), value: reader.money(Money(standing.fee.amount, currency))),
            standing.rule.reminders.isEmpty
                ? nil : Fact(label: words("storage.reminders"), value: told.isEmpty ? words("storage.none_yet") : told),
            standing.rule.disposalDays == nil
                ? nil
                : Fact(
                    label: words("storage.disposal_from"),
                    value: standing.disposal.map(reader.day) ?? words("storage.after_reminders")),
        ]
        return facts.compactMap(\.self)
    }

    private static func facts(_ row: DisposalRow, _ context: CompanyContext) -> [Fact] {
        let (reader, words, currency) = (context.reader, context.words, context.company.currency)
        return [
            Fact(label: words("storage.way"), value: words("storage.way.\(row.way.rawValue)")),
            Fact(label: words("storage.brought"), value: reader.money(Money(row.amount, currency))),
            Fact(label: words("storage.fee"), value: reader.money(Money(row.fee, currency))),
            Fact(label: words("storage.reason"), value: row.reason),
            Fact(label: words("storage.by"), value: row.maker),
            Fact(label: words("storage.at"), value: reader.dateTime(row.madeAt)),
        ]
    }

    private static func disposing(
        _ item: BenchItemRow, _ form: DisposalForm?, _ context: CompanyContext
    ) -> Disposing {
        let (reader, words) = (context.reader, context.words)
        let typed = form ?? DisposalForm(FormBody([:]))
        func field<Value>(_ input: Input<Value>, _ label: String) -> Field {
            Field(input, label: label, for: reader).with {
                $0.id = "f-disposal-\(input.name)"
                if form == nil { $0.error = nil }
            }
        }
        let way = field(typed.way, "storage.way").with { field in
            (field.required, field.blank) = (true, words("form.choose"))
            field.options = DisposalWay.allCases.map {
                .init(
                    value: $0.rawValue, label: words("storage.way.\($0.rawValue)"), selected: $0 == typed.way.value)
            }
        }
        let amount = field(typed.amount, "storage.brought").asMoney(reader)
        let reason = field(typed.reason, "storage.reason").with { $0.required = true }
        return Disposing(
            action: context.paths(StorageRoutes.disposing, item.number), version: String(item.version), way: way,
            amount: amount, reason: reason, isOpen: form != nil, errors: FormErrors([way, amount, reason]))
    }
}

/// The end of a machine that nobody has fetched, as it was typed.
struct DisposalForm: Sendable {
    let way: Input<DisposalWay>
    let amount: Input<Int64>
    let reason: Input<String>

    init(_ form: FormBody) {
        way = form.input("way") { typed in
            guard let way = DisposalWay(rawValue: typed) else { throw Complaint("form.choose") }
            return way
        }
        amount = form.money("amount", else: 0, in: StorageRule.amounts)
        reason = form.input("reason", shortText(limit: 300))
    }

    /// nil where a field is refused.
    var disposal: Disposal? {
        guard let way = way.value, let amount = amount.value, let reason = reason.value else { return nil }
        return Disposal(way, amount: amount, reason: reason)
    }
}
