import Database
import Domain
import Ground
import Web

/// The figures of a period, told apart by one dimension.
struct ReportByFigures: Sendable {
    struct Line: Sendable {
        let key: String
        let name: String
        let sums: ReportSums
        /// What lies in the middle of those that are compared with it.
        let peers: [Measure: Int64]
        /// Repairs of a thousand machines, in tenths.
        let perThousand: Int64?
    }

    let lines: [Line]
    let whole: ReportSums
    let hasUnits: Bool
    let builtAt: Instant?

    init(_ filter: ReportByFilter, _ context: CompanyContext, _ tx: Transaction) throws {
        let (dimension, months) = (filter.dimension, filter.period.months)
        let sums = try ReportList.sums(of: dimension, in: months, tx).filter { !$1.isEmpty }
        let names = try ReportNames(sums.keys, dimension, context, tx)
        let units = try ReportNameList.units(dimension, tx)
        let peers = try Self.peers(dimension, sums, tx)
        whole = try ReportList.sums(of: .all, in: months, tx)[""] ?? ReportSums()
        builtAt = try ReportList.builtAt(months, tx)
        hasUnits = !units.isEmpty
        let measure = filter.measure
        lines = sums.map { key, sums in
            let known = units[key] ?? 0
            return Line(
                key: key, name: names[key], sums: sums, peers: peers[key] ?? [:],
                perThousand: known > 0 ? (Int64(sums[.repairs]) * 10_000 + Int64(known) / 2) / Int64(known) : nil)
        }.sorted { one, other in
            let (left, right) = (measure.value(of: one.sums), measure.value(of: other.sums))
            return left == right ? (one.name, one.key) < (other.name, other.key) : (left ?? .min) > (right ?? .min)
        }
    }

    /// Of each dealer, of those of his grade: what does not grow with how much somebody does.
    private static func peers(
        _ dimension: ReportDimension, _ sums: [String: ReportSums], _ tx: Transaction
    ) throws -> [String: [Measure: Int64]] {
        guard dimension == .dealer else { return [:] }
        let grades = try ReportNameList.grades(tx)
        let circles = Dictionary(grouping: sums.filter { grades[$0.key] != nil }) { grades[$0.key]! }
        let middles = circles.mapValues { circle in
            Measure.allCases.filter { !$0.isAdditive }.reduce(into: [Measure: Int64]()) { middles, measure in
                middles[measure] = Peers.median(circle.compactMap { measure.value(of: $0.value) })
            }
        }
        return sums.keys.reduce(into: [:]) { all, key in all[key] = grades[key].flatMap { middles[$0] } }
    }
}

/// The same as a file.
enum ReportSheet {
    static func sheet(_ filter: ReportByFilter, _ context: CompanyContext) -> Sheet<ReportByFigures.Line, Never> {
        let (reader, words) = (context.reader, context.words)
        typealias Column = SheetColumn<ReportByFigures.Line>
        let figures = filter.dimension.measures.map { measure in
            column(reader.name(of: measure), measure, context) { measure.value(of: $0.sums) }
        }
        let counted =
            filter.dimension.measures.contains(.satisfied)
            ? [Column(words("reports.scored")) { .number(Int64($0.sums[.scored])) }] : []
        let peers: [Column] =
            filter.dimension == .dealer
            ? filter.dimension.measures.filter { !$0.isAdditive }.map { measure in
                column(words("reports.head.peers", reader.name(of: measure)), measure, context) { $0.peers[measure] }
            } : []
        let units: [Column] =
            [.model, .group].contains(filter.dimension)
            ? [Column(words("reports.per_thousand")) { $0.perThousand.map(Workbook.Cell.tenths) ?? .text("") }] : []
        let name = Column(reader.name(of: filter.dimension)) { .text($0.name) }
        return Sheet(
            "report", in: "reports", title: "reports.title", columns: [name] + figures + counted + units + peers
        ) {
            _, _, tx in Slice(all: try ReportByFigures(filter, context, tx).lines)
        }
    }

    private static func column(
        _ head: String, _ measure: Measure, _ context: CompanyContext,
        _ value: @escaping @Sendable (ReportByFigures.Line) -> Int64?
    ) -> SheetColumn<ReportByFigures.Line> {
        let words = context.words
        switch measure.unit {
        case .money: return SheetColumn(amount: head, context, value)
        case .share:
            return SheetColumn(words("reports.head.share", head)) { value($0).map(Workbook.Cell.tenths) ?? .text("") }
        case .ratio: return SheetColumn(head) { value($0).map(Workbook.Cell.tenths) ?? .text("") }
        case .count: return SheetColumn(head) { value($0).map(Workbook.Cell.number) ?? .text("") }
        case .workMinutes, .minutes:
            return SheetColumn(words("reports.head.minutes", head)) { value($0).map(Workbook.Cell.number) ?? .text("") }
        }
    }
}
