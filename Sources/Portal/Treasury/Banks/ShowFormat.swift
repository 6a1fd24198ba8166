import Database
import Domain
import Foundation
import Ground
import HTTPTypes
import Hummingbird
import Web

/// One format: its facts, what it makes of invented rows or of a payout's, and who changed it when.
struct ShowFormat: Sendable {
    let context: CompanyContext
    let id: ID<BankFormat>
    /// Of a payout to look at it with; empty for invented rows.
    var payout = ""
    var status = HTTPResponse.Status.ok
    var warning: Complaint?

    private var reader: Reader { context.reader }

    func run() async throws -> Response {
        let (id, payout, company, reader, now) = (id, payout, context.company, reader, context.portal.now())
        let context = context
        let (row, events, rows, proposals) = try await company.read { tx in
            (
                try BankFormatStore.find(id, tx), try BankFormatList.events(of: id, tx),
                try PreviewRows.read(payout, in: company, reader, at: now, tx),
                try ProposalNote.read([BankProposals.format], context, tx)
            )
        }
        return try context.show(page(row, events, rows, proposals), status: status, warning: warning)
    }

    private func page(
        _ row: FormatRow, _ events: [FormatEvent], _ rows: PreviewRows, _ proposals: ProposalNote?
    ) -> FormatPage {
        let paths = context.paths
        let mayChange = context.may(BankFormatRoutes.revision)
        return FormatPage(
            titleValues: [row.name], list: paths(BankFormatRoutes.list), badge: reader.badge(row),
            edit: mayChange ? paths(BankFormatRoutes.edit, row.id) : nil,
            copy: mayChange ? "\(paths(BankFormatRoutes.form))?from=\(row.id)" : nil,
            state: mayChange
                ? .init(
                    action: paths(BankFormatRoutes.state, row.id), version: String(row.version),
                    label: reader.words(row.isOpen ? "banks.close" : "banks.open")) : nil,
            proposals: proposals, facts: facts(row), rows: rows.field(reader),
            form: paths(BankFormatRoutes.one, row.id),
            preview: rows.preview(row.format, context), events: events.map(event))
    }

    private func facts(_ row: FormatRow) -> [Fact] {
        let version = Fact(label: reader.words("banks.version"), value: reader.number(row.version))
        return [version] + Self.facts(row.format, context)
    }

    /// What a format is, whether it is in use or waits.
    static func facts(_ format: BankFormat, _ context: CompanyContext) -> [Fact] {
        let reader = context.reader
        let words = { (key: String) in reader.words("banks.\(key)") }
        var facts = [
            Fact(label: words("kind"), value: words("kind.\(format.kind.rawValue)")),
            Fact(label: words("methods"), value: words("methods.\(FormatForm.text(format.methods))")),
            Fact(label: words("most_orders"), value: reader.number(format.mostOrders)),
        ]
        if let sum = format.greatestSum {
            facts.append(
                Fact(label: words("greatest_sum"), value: reader.money(Money(sum, context.company.currency))))
        }
        if format.kind == .pain {
            facts += [
                Fact(label: words("debtor_name"), value: format.debtor.name),
                Fact(label: words("debtor_sheba"), value: format.debtor.sheba, isLtr: true),
            ]
        }
        if format.kind == .text {
            facts += [
                Fact(label: words("delimiter"), value: words("delimiter.\(format.delimiter.rawValue)")),
                Fact(label: words("encoding"), value: words("encoding.\(format.encoding.rawValue)")),
            ]
        }
        return facts
    }

    private func event(_ event: FormatEvent) -> TimelineItem {
        let looks = ["made": "info", "changed": "accent", "closed": "neutral", "opened": "done"]
        return TimelineItem(
            kind: looks[event.kind.rawValue] ?? "neutral", title: reader.words("banks.event.\(event.kind.rawValue)"),
            text: reader.words("banks.event.version", reader.number(event.version)), who: event.who ?? "–",
            when: reader.dateTime(event.at),
            instant: Date(timeIntervalSince1970: TimeInterval(event.at.seconds)).formatted(.iso8601))
    }
}
