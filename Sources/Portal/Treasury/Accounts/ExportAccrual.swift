import Domain
import Ground
import Hummingbird
import Web

/// What is owed today as a file, a row for each dealer, with plain numbers.
struct ExportAccrual: Sendable {
    let lines: [AccrualList.Line]
    let context: CompanyContext

    func response(to request: Request) async throws -> Response {
        let lines = lines
        let columns = header.enumerated().map { place, head in
            SheetColumn<[Workbook.Cell]>(head) { $0[place] }
        }
        return try await Sheet<[Workbook.Cell], Never>(
            "accrual", in: "accounts", title: "accrual.sheet", columns: columns
        ) { _, _, _ in Slice(all: lines.map(Self.row)) }.response(to: request, context)
    }

    private var header: [String] {
        let words = context.words
        let unit = context.reader.fileUnitName
        let sums =
            AccrualStage.allCases.map { "accrual.stage.\($0.rawValue)" } + ["accrual.total"]
            + AccrualAge.allCases.map { "accrual.age.\($0.rawValue)" }
        return [words("claims.dealer_code"), words("claims.dealer")] + sums.map { "\(words($0)) (\(unit))" }
    }

    private static func row(_ line: AccrualList.Line) -> [Workbook.Cell] {
        let sums =
            AccrualStage.allCases.map { line.accrual[$0] } + [line.accrual.total]
            + AccrualAge.allCases.map { line.accrual[$0] }
        return [.text(line.code), .text(line.dealer)] + sums.map { .number($0.minor) }
    }
}
