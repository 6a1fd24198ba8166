import Domain
import Ground
import Hummingbird
import Web

/// What is owed today as a file, a row for each dealer, with plain numbers.
struct ExportAccrual: Sendable {
    let lines: [AccrualList.Line]
    let context: CompanyContext

    func run(isWorkbook: Bool) throws -> Response {
        let reader = context.reader
        guard isWorkbook else {
            let text = DelimitedText.write(
                header: header, records: lines.map { row($0).map(\.plain) }, lineEnd: "\r\n")
            return .csv(text, name: "accrual.csv")
        }
        let bytes = try Workbook.bytes(
            sheet: reader.words("accrual.sheet"), rightToLeft: reader.language == .fa, header: header
        ) { add in lines.forEach { add(row($0)) } }
        return .workbook(bytes, name: "accrual.xlsx")
    }

    private var header: [String] {
        let words = context.words
        let unit = words("money.unit.\(context.company.currency.rawValue)")
        let sums =
            AccrualStage.allCases.map { "accrual.stage.\($0.rawValue)" } + ["accrual.total"]
            + AccrualAge.allCases.map { "accrual.age.\($0.rawValue)" }
        return [words("claims.dealer_code"), words("claims.dealer")] + sums.map { "\(words($0)) (\(unit))" }
    }

    private func row(_ line: AccrualList.Line) -> [Workbook.Cell] {
        let sums =
            AccrualStage.allCases.map { line.accrual[$0] } + [line.accrual.total]
            + AccrualAge.allCases.map { line.accrual[$0] }
        return [.text(line.code), .text(line.dealer)] + sums.map { .number($0.minor) }
    }
}
