import Domain
import Ground
import Hummingbird
import Web

/// The claims of a filter as a file: all of them, in the reader's words, with plain numbers.
struct ExportClaims: Sendable {
    let context: CompanyContext
    let filter: ClaimFilter

    private var reader: Reader { context.reader }

    func response(to request: Request) async throws -> Response {
        let (filter, sight) = (filter, context.actor.sight)
        let columns = zip(header, cells).map { SheetColumn<ClaimList.Line>($0, $1) }
        return try await Sheet<ClaimList.Line, ID<Claim>>("claims", title: "claims.title", columns: columns) {
            cursor, size, tx in
            try ClaimList.slice(filter.at(cursor), sight, size: size, tx)
        }.response(to: request, usual: "xlsx", context)
    }

    private var header: [String] {
        let unit = reader.words("money.unit.\(context.company.currency.rawValue)")
        return [
            "job", "dealer_code", "dealer", "service", "completed", "period", "claimed", "approved", "state", "reason",
        ]
        .map { key in
            let label = reader.words("claims.\(key)")
            return key == "claimed" || key == "approved" ? "\(label) (\(unit))" : label
        }
    }

    private var cells: [@Sendable (ClaimList.Line) -> Workbook.Cell] {
        let (reader, calendar) = (reader, context.company.clock.calendar)
        return [
            { .text($0.number) }, { .text($0.dealerCode) }, { .text($0.dealer) },
            { .text(reader.name(fa: $0.serviceFa, en: $0.serviceEn)) }, { .text(calendar.text($0.completedOn)) },
            { .text($0.period.text) }, { .number($0.claimed) },
            { $0.approved.map(Workbook.Cell.number) ?? .text("") },
            { .text(reader.words("claims.state.\($0.state.rawValue)")) },
            { .text(reader.grounds($0).joined(separator: ": ")) },
        ]
    }
}
