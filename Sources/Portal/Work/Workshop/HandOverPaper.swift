import Base
import Database
import Domain
import Ground
import Web

/// What the customer signs; before he has fetched it its lines are empty.
struct HandOverPaper: Page {
    static let template = "workshop/hand_over_paper"
    let titleKey = "workshop.fetch.paper"
    let titleValues: [String]
    let back: String
    let code: PaperCode?
    let parts: [PaperPart]
    let ticks: [String]
    let signatures: [String]

    init(_ load: PaperLoad, _ item: BenchItemRow, _ row: HandOverRow?, _ context: CompanyContext) throws {
        let words = context.words
        titleValues = [item.number.isolatedLeftToRight]
        back = context.paths(BenchItemRoutes.one, item.number)
        code = PaperCode.job(item.number, context)
        parts = [
            PaperPart(words("papers.customer"), try load.customer(context)),
            PaperPart(words("jobs.unit"), try load.unit(context)),
            PaperPart(words("papers.agreed"), load.agreed(inHouse: false, context)),
            PaperPart(words("workshop.fetch.repair"), Self.work(item, words)),
            PaperPart(words("workshop.fetch"), row.map { Self.facts($0, context) } ?? []),
        ].compactMap(\.self)
        ticks = FetchTick.allCases.filter { $0 != .signature }.map { words("workshop.fetch.tick.\($0.rawValue)") }
        signatures = ["giver", "receiver"].map { words("workshop.fetch.sign.\($0)") }
    }

    private static func work(_ item: BenchItemRow, _ words: Words) -> [Fact] {
        [
            Fact(label: words("workshop.state"), value: words("workshop.state.\(item.state.rawValue)")),
            Fact(label: words("workshop.symptom"), value: item.symptom),
            Fact(label: words("workshop.cause"), value: item.cause),
            Fact(label: words("workshop.remedy"), value: item.remedy),
            Fact(label: words("workshop.reason"), value: item.reason),
        ].filter { !$0.value.isEmpty }
    }

    static func facts(_ row: HandOverRow, _ context: CompanyContext) -> [Fact] {
        let (reader, words, currency) = (context.reader, context.words, context.company.currency)
        return [
            Fact(label: words("workshop.fetch.receiver"), value: row.receiver),
            Fact(label: words("workshop.fetch.proof"), value: words("workshop.fetch.proof.\(row.proof.rawValue)")),
            Fact(label: words("workshop.fetch.paper_seen"), value: row.shown),
            Fact(label: words("workshop.fetch.bill"), value: words("workshop.fetch.bill.\(row.bill.rawValue)")),
            Fact(
                label: words("workshop.fetch.amount"),
                value: row.amount == 0 ? "" : reader.money(Money(row.amount, currency))),
            Fact(
                label: words("workshop.fetch.storage"),
                value: row.storage.amount == 0 ? "" : reader.money(Money(row.storage.amount, currency))),
            Fact(label: words("workshop.fetch.note"), value: row.note),
            Fact(label: words("workshop.fetch.giver"), value: row.maker),
            Fact(label: words("workshop.fetch.at"), value: reader.wholeMoment(row.madeAt)),
        ].filter { !$0.value.isEmpty }
    }
}
