import Domain
import Ground
import Web

/// All versions of all warranty rules as a file: a row for each thing that one promises.
enum WarrantyRuleSheet {
    struct Line: Sendable {
        let item: WarrantyRuleItem
        let term: CoverTerm?
    }

    static func sheet(_ context: CompanyContext) -> Sheet<Line, Never> {
        let (words, reader, wording) = (context.words, context.reader, CoverWording(context.reader))
        let columns: [SheetColumn<Line>] = [
            .init(words("warranty.scope")) { .text($0.item.called(reader).plainText) },
            .init(words("warranty.version")) { .number(Int64($0.item.version)) },
            .init(words("warranty.state")) { .text($0.item.badge(reader).label) },
            .init(day: words("warranty.sold_from"), context) { $0.item.rule.soldFrom },
            .init(words("warranty.subject")) { .text($0.term.map { wording.subject($0.subject) } ?? "") },
            .init(words("warranty.months_head")) { $0.term.map { .number(Int64($0.months)) } ?? .text("") },
            .init(words("sheba.who")) { .text($0.item.people(reader).plainText) },
        ]
        return Sheet("warranty", in: "products", title: "warranty.title", columns: columns) { _, _, tx in
            Slice(
                all: try WarrantyRuleList.all(tx).flatMap { item in
                    item.rule.terms.isEmpty
                        ? [Line(item: item, term: nil)] : item.rule.terms.map { Line(item: item, term: $0) }
                })
        }
    }
}
