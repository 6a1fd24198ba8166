import Database
import Domain
import Ground
import Hummingbird
import Web

/// A payout outside of the portal: as a file, and on paper.
struct PayoutPapers: Sendable {
    let context: CompanyContext
    let number: String

    private var reader: Reader { context.reader }

    private func read() async throws -> (row: PayoutRow, line: PayoutList.Line, scope: String, table: PayoutTable) {
        let (number, currency, reader) = (number, context.company.currency, reader)
        return try await context.company.read { tx in
            let row = try PayoutStore.find(number, currency, tx)
            let line = try PayoutList.line(row.id, tx)
            return (
                row, line, try PayoutList.scopeName(line.scope, reader, tx), try PayoutTable.read(row.id, currency, tx)
            )
        }
    }

    /// A row for each dealer, with plain numbers, and the sums last.
    func file(_ request: Request) async throws -> Response {
        let (row, _, _, table) = try await read()
        let rows = try table.rows.map { try cells($0, table) } + [try sums(table)]
        let columns = heads(table).enumerated().map { place, head in SheetColumn<[Workbook.Cell]>(head) { $0[place] } }
        return try await Sheet<[Workbook.Cell], Never>(
            number, of: .payout(row.id), in: "payouts", title: "payouts.title", columns: columns
        ) { _, _, _ in Slice(all: rows) }.response(to: request, usual: "xlsx", context)
    }

    private func heads(_ table: PayoutTable) -> [String] {
        let unit = reader.fileUnitName
        let money = [reader.words("payouts.gross")] + table.heads(reader) + [reader.words("payouts.amount")]
        return ["claims.dealer_code", "claims.dealer", "payouts.payee", "payouts.sheba", "payouts.reference"]
            .map { reader.words($0) } + money.map { "\($0) (\(unit))" }
            + ["payouts.state", "payouts.paid_on", "payouts.bank_reference"].map { reader.words($0) }
    }

    private func cells(_ row: PayoutTable.Row, _ table: PayoutTable) throws -> [Workbook.Cell] {
        let item = row.item
        let deducted = try table.kinds.map { try row.deducted($0, table.currency)?.minor ?? 0 }
        let money = [try row.gross(table.currency).minor] + deducted + [item.amount]
        let texts = [item.code, item.name, item.payee, item.sheba, item.reference].map(Workbook.Cell.text)
        let calendar = context.company.clock.calendar
        return texts + money.map(Workbook.Cell.number)
            + [
                .text(reader.words("payouts.row.\(item.state.rawValue)")),
                .text(item.paidOn.map(calendar.text) ?? ""), .text(item.bankReference ?? ""),
            ]
    }

    private func sums(_ table: PayoutTable) throws -> [Workbook.Cell] {
        let net = try Money.sum(table.rows.map { Money($0.item.amount, table.currency) }, table.currency)
        let money = try [table.gross()] + table.kinds.map(table.deducted) + [net]
        let empty = Workbook.Cell.text("")
        return [.text(reader.words("payouts.total"))] + Array(repeating: empty, count: 4)
            + money.map { .number($0.minor) } + Array(repeating: empty, count: 3)
    }

    /// What stands above the table, in tenths of a millimetre.
    private static let letterhead = 420

    func paper() async throws -> Response {
        let (row, line, scope, table) = try await read()
        try await context.writeDown(Event("paper_opened", of: .payout(row.id), in: "payouts"))
        let zero = Money(0, table.currency)
        let lines = try table.rows.enumerated().map { place, row in
            PayoutPaper.Line(
                position: reader.number(place + 1), payee: row.item.payee, dealer: row.item.name,
                sheba: (try? Sheba(row.item.sheba))?.grouped ?? row.item.sheba,
                gross: Amount(try row.gross(table.currency), reader), deductions: try table.cells(row, reader),
                amount: Amount(Money(row.item.amount, table.currency), reader))
        }
        let sums = try table.rows.map { row in
            try [row.gross(table.currency)] + table.kinds.map { try row.deducted($0, table.currency) ?? zero }
                + [Money(row.item.amount, table.currency)]
        }
        var sheet = PrintedSheet.broad
        sheet.put(Self.letterhead)
        let parts = try sheet.parts(of: lines, sizes: lines.map(\.height), sums: sums, reader)
        let page = PayoutPaper(
            titleValues: [number], back: context.paths(PayoutRoutes.one, number),
            facts: [
                Fact(
                    label: reader.words("payouts.period"),
                    value: reader.month(line.period, in: line.calendar ?? context.company.clock.books)),
                Fact(label: reader.words("payouts.scope"), value: scope),
                Fact(label: reader.words("payouts.state"), value: reader.words("payouts.state.\(line.state.rawValue)")),
                Fact(label: reader.words("payouts.made_by"), value: line.madeByName ?? "–"),
                Fact(label: reader.words("payouts.made_at"), value: reader.wholeMoment(line.madeAt)),
            ],
            unit: reader.unitName, heads: table.heads(reader),
            parts: parts,
            gross: Amount(try table.gross(), reader), totals: try table.totals(reader),
            total: Amount(row.total, reader), otherwise: reader.otherwise(row.total))
        return try context.show(page)
    }
}

struct PayoutPaper: Page {
    struct Line: Sendable {
        let position: String
        let payee: String
        let dealer: String
        let sheba: String
        let gross: Amount
        let deductions: [DeductedCell]
        let amount: Amount

        /// On paper, in tenths of a millimetre.
        var height: Int {
            PrintedSheet.row(
                lines: PrintedSheet.lines(payee, letters: 9) + PrintedSheet.lines(dealer, letters: 9))
        }
    }

    static let template = "payouts/paper"
    let titleKey = "payouts.one.title"
    let titleValues: [String]
    let back: String
    let facts: [Fact]
    let unit: String
    let heads: [String]
    let parts: [PrintedPart<Line>]
    let gross: Amount
    let totals: [DeductedCell]
    let total: Amount
    /// In the other unit.
    let otherwise: String
}
