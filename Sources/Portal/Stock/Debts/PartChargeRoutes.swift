import Database
import Domain
import Ground
import HTTPTypes
import Hummingbird
import Web
import Work

/// What dealers are charged for removed parts that did not come back, proposed by the warehouse and decided by finance.
package enum PartChargeRoutes: RoomRoutes {
    private static let readers = Set<Role>.seesMoney.union(Set<Role>.keepers)

    package static let list = PlainPage("stock/charges", for: readers, of: .stock)
    static let export = PlainPage("stock/charges/export", for: readers, watched: .export, of: .stock)
    static let proposal = FormRoute<ID<PartDebt>>("stock/debts/:debt/charge", for: [.stockManager], of: .stock)
    static let confirmation = FormRoute<ID<PartCharge>>(
        "stock/charges/:charge/confirmation", for: .finance, of: .stock)
    static let refusal = FormRoute<ID<PartCharge>>("stock/charges/:charge/refusal", for: .finance, of: .stock)

    package static var all: [Mounted] {
        [
            list.to { _, context in try await show(context) },
            export.to { request, context in try await PartChargeSheet.sheet(context).response(to: request, context) },
            proposal.to { form, context, debt in
                let amount = form.money("amount", in: 1...1_000_000_000_000)
                let note = form.input("note", else: "", shortText(limit: 300))
                return try await DebtRoutes.act(form, debt, .overdue, "stock.charge_proposed", context) { row, deed in
                    let (amount, note) = (try amount.required(), try note.required())
                    try PartChargeStore.propose(
                        amount, for: row, because: note, by: deed.actor, in: deed.company, deed.tx)
                }
            },
            confirmation.to { form, context, charge in
                try await decide(form, charge, "stock.charge_posted", context) { row, deed in
                    try PartChargeStore.confirm(row, by: deed.actor, in: deed.company, deed.tx)
                }
            },
            refusal.to { form, context, charge in
                try await decide(form, charge, "stock.charge_refused", context) { row, deed in
                    try PartChargeStore.refuse(row, by: deed.actor, deed.tx)
                }
            },
        ]
    }

    private static func show(
        _ context: CompanyContext, status: HTTPResponse.Status = .ok, warning: Complaint? = nil
    ) async throws -> Response {
        let (waiting, decided) = try await context.company.read { tx in
            (try PartChargeStore.waiting(tx), try PartChargeStore.decided(tx))
        }
        return try context.show(PartChargesPage(waiting, decided, context), status: status, warning: warning)
    }

    private static func decide(
        _ form: FormBody, _ id: ID<PartCharge>, _ flash: String, _ context: CompanyContext,
        _ work: @escaping @Sendable (PartChargeRow, Deed) throws -> Void
    ) async throws -> Response {
        let version = try form.version
        return try await context.once(form, flash: flash, to: context.paths(list)) { deed in
            let row = try PartChargeStore.find(id, deed.tx)
            guard row.version == version else { throw Refusal.stale(Complaint("error.stale")) }
            try work(row, deed)
        } orShow: { refused in
            try await show(context, status: refused.status, warning: refused.complaint)
        }
    }
}

/// What dealers are charged for removed parts.
struct PartChargesPage: Page {
    struct Line: Sendable {
        let code: String
        let name: String
        let dealer: Fact
        let job: Fact
        let due: String
        let amount: Amount
        let note: String
        let state: Badge
        let who: String
        let version: String
        let confirm: String?
        let refuse: String?
    }

    static let template = "stock/charges"
    let titleKey = "stock.charges"
    let tabs: [Tab]
    let unit: String
    let files: [FileLink]
    let lines: [Line]
    let hasLines: Bool
    let empty: EmptyNote?

    init(_ waiting: [PartChargeRow], _ decided: [PartChargeRow], _ context: CompanyContext) {
        tabs = StockTab.tabs(.debts, context)
        unit = context.reader.unitName
        files = context.files(PartChargeRoutes.export, at: context.paths(PartChargeRoutes.export))
        lines = (waiting + decided).map { Line($0, context) }
        hasLines = !lines.isEmpty
        empty =
            hasLines
            ? nil
            : EmptyNote(title: context.words("stock.charges.none"), text: context.words("stock.charges.none_hint"))
    }
}

extension PartChargesPage.Line {
    init(_ charge: PartChargeRow, _ context: CompanyContext) {
        let (reader, words, paths) = (context.reader, context.words, context.paths)
        let mayDecide = charge.madeBy != context.actor.person || context.moneyEasing != nil
        let path = { (route: FormRoute<ID<PartCharge>>) -> String? in
            charge.state == .proposed && mayDecide && context.may(route) ? paths(route, charge.id) : nil
        }
        let looks: [PartChargeState: String] = [.proposed: "warning", .posted: "error", .returned: "done"]
        self.init(
            code: charge.part.code, name: charge.part.names.shown(reader),
            dealer: Fact(
                label: "", value: charge.dealerName,
                href: Address.of(paths(DebtRoutes.list), [("tab", "overdue"), ("dealer", charge.dealerCode)])),
            job: Fact(label: "", value: charge.jobNumber, href: paths(JobRoutes.one, charge.jobNumber), isLtr: true),
            due: reader.day(charge.dueOn), amount: Amount(Money(charge.amount, context.company.currency), reader),
            note: charge.note,
            state: Badge(
                kind: looks[charge.state] ?? "neutral", label: words("stock.charge.\(charge.state.rawValue)")),
            who: [charge.madeByName, charge.decidedByName].filter { !$0.isEmpty }.map(\.isolated)
                .joined(separator: words("list.comma")),
            version: String(charge.version), confirm: path(PartChargeRoutes.confirmation),
            refuse: path(PartChargeRoutes.refusal))
    }
}
