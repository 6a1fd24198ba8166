import Domain
import Fees
import Ground
import Web

/// What is owed today: the sums, and each dealer's part of them by stage and by age.
struct AccrualPage: Page {
    struct Figure: Sendable {
        let label: String
        let amount: Amount
        let href: String?
    }

    struct Line: Sendable {
        let dealer: String
        let href: String
        let code: String
        let stages: [Cell]
        let total: Amount
        let ages: [Cell]
    }

    struct Cell: Sendable {
        let label: String
        /// nil where there is nothing.
        let amount: Amount?
    }

    struct File: Sendable {
        let label: String
        let href: String
    }

    static let template = "accounts/accrual"
    let titleKey = "accrual.title"
    let day: String
    let unit: String
    let figures: [Figure]
    let stages: [String]
    let ages: [String]
    let lines: [Line]
    let sums: Line?
    let hasLines: Bool
    let empty: EmptyNote?
    let files: [File]

    /// - Throws: `kernel.money.overflow`.
    init(_ lines: [AccrualList.Line], _ context: CompanyContext) throws {
        let (reader, paths) = (context.reader, context.paths)
        let whole = try AccrualList.sum(lines, context.company.currency)
        day = reader.words("accrual.day", reader.wholeDay(context.today))
        unit = reader.unitName
        figures = Self.figures(whole, context)
        stages = AccrualStage.allCases.map { reader.words("accrual.stage.\($0.rawValue)") }
        ages = AccrualAge.allCases.map { reader.words("accrual.age.\($0.rawValue)") }
        self.lines = lines.map {
            Line($0.dealer, paths(DealerAccountRoutes.account, $0.code), $0.code, $0.accrual, reader)
        }
        sums = lines.isEmpty ? nil : Line(reader.words("accrual.total"), "", "", whole, reader)
        hasLines = !lines.isEmpty
        empty =
            lines.isEmpty
            ? EmptyNote(title: reader.words("accrual.none"), text: reader.words("accrual.none_hint")) : nil
        files = ["csv", "xlsx"].map {
            File(label: reader.words("accrual.file.\($0)"), href: "\(paths(AccrualRoutes.export))?format=\($0)")
        }
    }

    private static func figures(_ whole: Accrual, _ context: CompanyContext) -> [Figure] {
        let (reader, paths) = (context.reader, context.paths)
        let total = Figure(label: reader.words("accrual.owed"), amount: Amount(whole.total, reader), href: nil)
        let claims = paths(ClaimRoutes.list)
        let places = [
            AccrualStage.draft: Address.of(claims, [("state", "draft")]),
            .open: Address.of(claims, [("state", "open")]),
            .inPayout: paths(PayoutRoutes.list),
        ]
        return [total]
            + AccrualStage.allCases.map { stage in
                Figure(
                    label: reader.words("accrual.stage.\(stage.rawValue)"), amount: Amount(whole[stage], reader),
                    href: places[stage])
            }
    }
}

extension AccrualPage.Line {
    init(_ dealer: String, _ href: String, _ code: String, _ accrual: Accrual, _ reader: Reader) {
        self.dealer = dealer
        self.href = href
        self.code = code
        total = Amount(accrual.total, reader)
        stages = AccrualStage.allCases.map {
            .init(label: reader.words("accrual.stage.\($0.rawValue)"), accrual[$0], reader)
        }
        ages = AccrualAge.allCases.map {
            .init(label: reader.words("accrual.age.\($0.rawValue)"), accrual[$0], reader)
        }
    }
}

extension AccrualPage.Cell {
    init(label: String, _ money: Money, _ reader: Reader) {
        self.label = label
        amount = money.minor == 0 ? nil : Amount(money, reader)
    }
}
