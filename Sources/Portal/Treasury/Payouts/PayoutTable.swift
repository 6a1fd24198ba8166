import Database
import Domain
import Ground
import Web

/// The rows of a payout with what each is made of, in columns: the page, its file and its print show the same.
struct PayoutTable: Sendable {
    struct Row: Sendable {
        let item: PayoutList.Item
        let sums: [PayoutList.Sum]
        let deductions: [PayoutList.Deduction]

        func gross(_ currency: Currency) throws(Complaint) -> Money {
            try Money.sum(sums.map { Money($0.amount, currency) }, currency)
        }

        /// nil where there is none of that kind.
        func deducted(_ kind: DeductionRule.Kind, _ currency: Currency) throws(Complaint) -> Money? {
            let all = deductions.filter { $0.kind == kind }
            return all.isEmpty ? nil : try Money.sum(all.map { Money($0.amount, currency) }, currency)
        }
    }

    let rows: [Row]
    /// The kinds of deductions that stand in any row, each a column.
    let kinds: [DeductionRule.Kind]
    let currency: Currency

    static func read(_ payout: ID<Payout>, _ currency: Currency, _ tx: Transaction) throws -> PayoutTable {
        let (sums, deductions) = (
            try PayoutList.sums(of: payout, tx), try PayoutList.deductions(ofPayout: payout, tx)
        )
        let rows = try PayoutList.items(of: payout, tx).map {
            Row(item: $0, sums: sums[$0.id] ?? [], deductions: deductions[$0.id] ?? [])
        }
        let there = Set(rows.flatMap(\.deductions).map(\.kind))
        return PayoutTable(rows: rows, kinds: DeductionRule.Kind.allCases.filter(there.contains), currency: currency)
    }

    func gross() throws -> Money { try Money.sum(rows.map { try $0.gross(currency) }, currency) }

    func deducted(_ kind: DeductionRule.Kind) throws -> Money {
        try Money.sum(rows.compactMap { try $0.deducted(kind, currency) }, currency)
    }
}

/// One cell of the columns of deductions.
struct DeductedCell: PageParts, Sendable {
    let label: String
    let amount: Amount?
    let percent: String?

    func child(named name: String) -> Part? {
        switch name {
        case "label": .text(label)
        case "amount": amount.map(Part.parts)
        case "percent": percent.map(Part.text)
        default: nil
        }
    }
}

extension PayoutTable {
    func heads(_ reader: Reader) -> [String] { kinds.map { reader.words("ledger.kind.\($0.ledgerKind.rawValue)") } }

    func cells(_ row: Row, _ reader: Reader) throws -> [DeductedCell] {
        try zip(kinds, heads(reader)).map { kind, head in
            let percents = row.deductions.filter { $0.kind == kind }.map { reader.percent($0.percent) }
            return DeductedCell(
                label: head, amount: try row.deducted(kind, currency).map { Amount($0, reader) },
                percent: percents.isEmpty ? nil : percents.joined(separator: reader.words("list.comma")))
        }
    }

    func totals(_ reader: Reader) throws -> [DeductedCell] {
        try zip(kinds, heads(reader)).map {
            DeductedCell(label: $1, amount: Amount(try deducted($0), reader), percent: nil)
        }
    }
}
