import Domain
import Ground
import Hummingbird
import Web

/// The claims of a filter as a file: all of them, in the reader's words, with plain numbers.
struct ExportClaims: Sendable {
    let context: CompanyContext
    let filter: ClaimFilter
    let isWorkbook: Bool

    private var reader: Reader { context.reader }

    func run() async throws -> Response {
        let (filter, sight) = (filter, context.actor.sight)
        let header = header
        if isWorkbook {
            let (name, isRTL, row) = (reader.words("claims.title"), reader.language == .fa, row)
            let bytes = try await context.company.readAtLength { tx in
                try Workbook.bytes(sheet: name, rightToLeft: isRTL, header: header) { add in
                    try ClaimList.forEach(filter, sight, tx) { add(row($0)) }
                }
            }
            return .workbook(bytes, name: "claims.xlsx")
        }
        let row = row
        let text = try await context.company.readAtLength { tx in
            var records: [[String]] = []
            try ClaimList.forEach(filter, sight, tx) { line in records.append(row(line).map(\.plain)) }
            return DelimitedText.write(header: header, records: records, lineEnd: "\r\n")
        }
        return .csv(text, name: "claims.csv")
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

    private var row: @Sendable (ClaimList.Line) -> [Workbook.Cell] {
        let (reader, calendar) = (reader, context.company.clock.calendar)
        return { line in
            [
                .text(line.number), .text(line.dealerCode), .text(line.dealer),
                .text(reader.name(fa: line.serviceFa, en: line.serviceEn)), .text(calendar.text(line.completedOn)),
                .text(line.period.text), .number(line.claimed), line.approved.map(Workbook.Cell.number) ?? .text(""),
                .text(reader.words("claims.state.\(line.state.rawValue)")),
                .text(reader.grounds(line).joined(separator: ": ")),
            ]
        }
    }
}
