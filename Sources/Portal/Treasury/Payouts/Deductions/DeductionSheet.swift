import Domain
import Ground
import Web

/// The rules of deductions as a file, those that are over too.
enum DeductionSheet {
    static func sheet(_ context: CompanyContext) -> Sheet<DeductionList.Line, Never> {
        let (words, today) = (context.words, context.today)
        let columns: [SheetColumn<DeductionList.Line>] = [
            .init(words("deductions.position")) { .number(Int64($0.rule.position)) },
            .init(words("deductions.kind")) { .text(words("ledger.kind.\($0.rule.kind.rawValue)")) },
            .init(words("deductions.percent")) { .text($0.rule.percent.text) },
            .init(words("deductions.base")) { .text(words("deductions.base.\($0.rule.base.rawValue)")) },
            .init(words("deductions.grades")) { .text($0.rule.grades.sorted().joined(separator: ", ")) },
            .init(words("deductions.registered")) {
                .text($0.rule.isForRegistered ? words("deductions.registered.only") : "")
            },
            .init(day: words("deductions.from"), context) { $0.rule.from },
            .init(day: words("deductions.to"), context) { $0.rule.to },
            .init(words("payouts.made_by")) { .text($0.madeByName ?? "") },
        ]
        return Sheet("deductions", in: "settings", title: "deductions.title", columns: columns) { _, _, tx in
            let rules = try DeductionList.all(today: today, tx)
            return Slice(all: rules.open + rules.past)
        }
    }
}
