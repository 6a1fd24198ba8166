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

    private var reader: Reader { context.reader }

    /// - Throws: `Refusal.hidden` for a month that has not begun.
    func response(to request: Request) async throws -> Response {
        let (code, company, sight, period) = (code, context.company, context.actor.sight, period)
        let days = period.days(in: company.clock.calendar)
        guard days.lowerBound <= context.today else { throw Refusal.hidden }
        let loaded = try await company.read { try ShowStatement.load(code, period, sight, company, $0) }
        let rows = try rows(loaded, days)
        let columns = header.enumerated().map { place, head in
            SheetColumn<[Workbook.Cell]>(head) { $0[place] }
        }
        return try await Sheet<[Workbook.Cell], Never>(
            "statement-\(period.text)", of: .account(loaded.owner.id), in: "accounts", title: "accounts.statement",
            columns: columns
        ) { _, _, _ in Slice(all: rows) }.response(to: request, usual: "xlsx", context)
    }

    private var header: [String] {
        let unit = reader.words("money.unit.\(context.company.currency.rawValue)")
        return ["ledger.day", "ledger.kind", "claims.job", "claims.service", "claims.payout", "payouts.bank_reference"]
            .map { reader.words($0) } + [
                reader.words("ledger.note"), "\(reader.words("accounts.amount")) (\(unit))",
                "\(reader.words("accounts.balance")) (\(unit))",
            ]
    }

    private func rows(_ loaded: ShowStatement.Loaded, _ days: ClosedRange<CalendarDay>) throws -> [[Workbook.Cell]] {
        let calendar = context.company.clock.calendar
        var balance = loaded.opening
        let blank = Workbook.Cell.text("")
        var rows: [[Workbook.Cell]] = [
            [
                .text(calendar.text(days.lowerBound)), .text(reader.words("accounts.opening")), blank, blank, blank,
                blank,
                blank, blank, .number(balance.minor),
            ]
        ]
        for entry in loaded.entries {
            balance = try balance.adding(Money(entry.amount, balance.currency))
            rows.append([
                .text(calendar.text(entry.day)), .text(reader.words("ledger.kind.\(entry.kind.rawValue)")),
                .text(entry.job?.number ?? ""),
                .text(entry.job.map { reader.name(fa: $0.serviceFa, en: $0.serviceEn) } ?? ""),
                .text(entry.payout ?? ""), .text(entry.bankReference ?? ""), .text(entry.note), .number(entry.amount),
                .number(balance.minor),
            ])
        }
        rows.append([
            .text(calendar.text(days.upperBound)), .text(reader.words("accounts.closing")), blank, blank, blank, blank,
            .text(reader.inWords(balance)), blank, .number(balance.minor),
        ])
        return rows
    }
}
