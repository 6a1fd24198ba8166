import Database
import Domain
import Ground
import HTTPTypes
import Hummingbird
import Web

/// The company's formats of banks' files, and from when which limit holds for one order.
struct ShowFormats: Sendable {
    let context: CompanyContext
    /// As it was sent, where it was refused.
    var limit: LimitForm?
    var status = HTTPResponse.Status.ok
    var warning: Complaint?

    private var reader: Reader { context.reader }

    func run() async throws -> Response {
        let context = context
        let (formats, limits, proposals) = try await context.company.read { tx in
            (
                try BankFormatStore.list(tx), try BankFormatList.limits(tx),
                try ProposalNote.read([BankProposals.format, BankProposals.limit], context, tx)
            )
        }
        return try context.show(page(formats, limits, proposals), status: status, warning: warning)
    }

    private func page(
        _ formats: [FormatRow], _ limits: [BankFormatList.Limit], _ proposals: ProposalNote?
    ) -> FormatsPage {
        let mayMake = context.may(BankFormatRoutes.making)
        let paths = context.paths
        return FormatsPage(
            proposals: proposals, lines: formats.map(line), hasLines: !formats.isEmpty,
            empty: formats.isEmpty ? empty : nil,
            new: mayMake
                ? BankFormat.Kind.allCases.map { kind in
                    .init(
                        href: "\(paths(BankFormatRoutes.form))?kind=\(kind.rawValue)",
                        label: reader.words("banks.new.\(kind.rawValue)"))
                } : [],
            mayMake: mayMake, usual: mayMake ? paths(BankFormatRoutes.usual) : nil,
            unit: reader.unitName, limits: lines(limits),
            hasLimits: !limits.isEmpty, addLimit: mayMake ? addLimit : nil)
    }

    private func line(_ row: FormatRow) -> FormatsPage.Line {
        FormatsPage.Line(
            href: context.paths(BankFormatRoutes.one, row.id), name: row.name,
            kind: reader.words("banks.kind.\(row.format.kind.rawValue)"),
            methods: reader.words("banks.methods.\(FormatForm.text(row.format.methods))"),
            version: reader.number(row.version), badge: reader.badge(row))
    }

    private var empty: EmptyNote {
        EmptyNote(title: reader.words("banks.empty.title"), text: reader.words("banks.empty.text"))
    }

    /// The newest first; those that hold today are marked.
    private func lines(_ limits: [BankFormatList.Limit]) -> [FormatsPage.Limit] {
        let today = context.company.clock.day(of: context.portal.now())
        let valid = PaymentMethod.allCases.compactMap { method in
            limits.indices.filter { limits[$0].limit.method == method && limits[$0].limit.from <= today }
                .max { (limits[$0].limit.from, $0) < (limits[$1].limit.from, $1) }
        }
        return limits.indices.reversed().map { place in
            let (row, money) = (limits[place], { Amount(Money($0, context.company.currency), reader) })
            return FormatsPage.Limit(
                method: reader.words("banks.method.\(row.limit.method.rawValue)"), from: reader.day(row.limit.from),
                least: row.limit.least.map(money), greatest: row.limit.greatest.map(money), who: row.who ?? "–",
                badge: valid.contains(place) ? Badge(kind: "done", label: reader.words("banks.limit.valid")) : nil)
        }
    }

    private var addLimit: FormatsPage.AddLimit {
        let form = limit ?? LimitForm(FormBody(), context.company.clock.calendar)
        let fields = form.fields(isBlank: limit == nil, reader)
        return FormatsPage.AddLimit(
            action: context.paths(BankFormatRoutes.limits), method: fields[0], from: fields[1], least: fields[2],
            greatest: fields[3], errors: FormErrors(fields, beside: form.complaint.map { [reader.complaint($0)] } ?? [])
        )
    }
}

extension Reader {
    package func badge(_ row: FormatRow) -> Badge {
        row.isOpen
            ? Badge(kind: "done", label: words("banks.state.open"))
            : Badge(kind: "neutral", label: words("banks.state.closed"))
    }
}
