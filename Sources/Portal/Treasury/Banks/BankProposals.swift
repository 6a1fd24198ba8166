import Domain
import Ground
import Web

/// A version of a format that waits for a second person; what stands there already, of one that is closed, is to be opened.
struct WaitingFormat: Codable, Sendable {
    /// nil for a new one.
    let id: ID<BankFormat>?
    /// Which one it was written against.
    let version: Int?
    let name: String
    let format: BankFormat
}

/// A limit of one order that waits for a second person.
struct WaitingLimit: Codable, Sendable {
    let method: PaymentMethod
    let from: CalendarDay
    let least: Int64?
    let greatest: Int64?

    init(_ limit: OrderLimit) {
        (method, from, least, greatest) = (limit.method, limit.from, limit.least, limit.greatest)
    }

    var limit: OrderLimit {
        get throws(Complaint) { try OrderLimit(method: method, from: from, least: least, greatest: greatest) }
    }
}

/// Formats of banks' files and limits of orders are changed by two people. What only takes a format out of use, one may.
enum BankProposals {
    static let (format, limit) = ("bank_format", "payment_limit")

    static let kinds = [
        ProposalKind(format, of: WaitingFormat.self) { change, context, tx in
            facts(of: change, before: try change.id.map { try BankFormatStore.find($0, tx) }, context)
        } apply: { change, maker, _, tx in
            guard let id = change.id, let version = change.version else {
                try BankFormatStore.add(change.name, change.format, by: maker, tx)
                return
            }
            let row = try BankFormatStore.find(id, tx)
            guard row.name == change.name, row.format == change.format else {
                return try BankFormatStore.change(id, from: version, change.name, change.format, by: maker, tx)
            }
            guard row.version == version else { throw Refusal.stale(Complaint("error.stale")) }
            try BankFormatStore.set(row, isOpen: true, by: maker, tx)
        },
        ProposalKind(limit, of: WaitingLimit.self) { limit, context, _ in
            facts(of: limit, context)
        } apply: { limit, maker, _, tx in
            try PaymentLimitStore.add(limit.limit, by: maker, tx)
        },
    ]

    private static func facts(of limit: WaitingLimit, _ context: CompanyContext) -> [Fact] {
        let (reader, words) = (context.reader, context.words)
        func amount(_ minor: Int64?) -> String {
            minor.map { reader.money(Money($0, context.company.currency)) } ?? words("proposals.none_set")
        }
        return [
            Fact(label: words("banks.limit.method"), value: words("banks.method.\(limit.method.rawValue)")),
            Fact(label: words("banks.limit.from"), value: reader.wholeDay(limit.from)),
            Fact(label: words("banks.limit.least"), value: amount(limit.least)),
            Fact(label: words("banks.limit.greatest"), value: amount(limit.greatest)),
        ]
    }

    private static func facts(
        of change: WaitingFormat, before: FormatRow?, _ context: CompanyContext
    ) -> [Fact] {
        let words = context.words
        let name = Fact(
            label: words("banks.name"), value: change.name.isolated,
            href: before.map { context.paths(BankFormatRoutes.one, $0.id) })
        let columns = change.format.columns.map { column in
            (column.header.isEmpty ? words("banks.content.\(column.content.rawValue)") : column.header).isolated
        }
        let all = [name] + ShowFormat.facts(change.format, context)
        guard !columns.isEmpty else { return all }
        return all + [Fact(label: words("proposals.columns"), value: columns.joined(separator: words("list.comma")))]
    }
}
