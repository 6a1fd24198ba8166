import Database
import Domain
import Ground
import Hummingbird
import Web

/// A month of a dealer's account as an Excel file: every row with what it is of, and the balance after it.
struct ExportStatement: Sendable {
    let context: CompanyContext
    let code: String
    let period: Period

    private struct Row: Sendable {
        let day: CalendarDay
        let cells: [Workbook.Cell]
    }

    private var reader: Reader { context.reader }

    /// - Throws: `Refusal.hidden` for a month that has not begun.
    func response(to request: Request) async throws -> Response {
        let (code, company, sight, period) = (code, context.company, context.actor.sight, period)
        let days = period.days(in: company.clock.books)
        guard days.lowerBound <= context.today else { throw Refusal.hidden }
        let loaded = try await company.read { try ShowStatement.load(code, period, sight, company, $0) }
        let rows = try rows(loaded, days)
        let columns =
            [SheetColumn<Row>(day: reader.words("ledger.day"), context) { $0.day }]
            + header.enumerated().map { place, head in .init(head) { $0.cells[place] } }
        return try await Sheet<Row, Never>(
            "statement-\(period.text)", of: .account(loaded.owner.id), in: "accounts", title: "accounts.statement",
            columns: columns
        ) { _, _, _ in Slice(all: rows) }.response(to: request, usual: "xlsx", context)
    }

    private var header: [String] {
        let unit = context.reader.fileUnitName
        return ["ledger.kind", "claims.job", "claims.service", "claims.payout", "payouts.bank_reference"]
            .map { reader.words($0) } + [
                reader.words("ledger.note"), "\(reader.words("accounts.amount")) (\(unit))",
                "\(reader.words("accounts.balance")) (\(unit))",
            ]
    }

    private func rows(_ loaded: ShowStatement.Loaded, _ days: ClosedRange<CalendarDay>) throws -> [Row] {
        var balance = loaded.opening
        let blank = Workbook.Cell.text("")
        var rows = [
            Row(
                day: days.lowerBound,
                cells: [
                    .text(reader.words("accounts.opening")), blank, blank, blank, blank, blank, blank,
                    .number(balance.minor),
                ])
        ]
        for entry in loaded.entries {
            balance = try balance.adding(Money(entry.amount, balance.currency))
            rows.append(
                Row(
                    day: entry.day,
                    cells: [
                        .text(reader.words("ledger.kind.\(entry.kind.rawValue)")), .text(entry.job?.number ?? ""),
                        .text(entry.job.map { reader.name(fa: $0.serviceFa, en: $0.serviceEn) } ?? ""),
                        .text(entry.payout ?? ""), .text(entry.bankReference ?? ""), .text(entry.ground(reader)),
                        .number(entry.amount), .number(balance.minor),
                    ]))
        }
        rows.append(
            Row(
                day: days.upperBound,
                cells: [
                    .text(reader.words("accounts.closing")), blank, blank, blank, blank,
                    .text(reader.inWords(balance)), blank, .number(balance.minor),
                ]))
        return rows
    }
}
