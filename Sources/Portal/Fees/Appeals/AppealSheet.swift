import Domain
import Ground
import Web

/// The appeals of one state as a file.
enum AppealSheet {
    static func sheet(_ filter: AppealFilter, _ context: CompanyContext) -> Sheet<AppealList.Line, ID<Appeal>> {
        let (words, clock) = (context.words, context.company.clock)
        let columns: [SheetColumn<AppealList.Line>] = [
            .init(words("appeals.job")) { .text($0.number) }, .init(words("appeals.dealer")) { .text($0.dealer) },
            .init(words("appeals.line")) { .text(words("fees.component.\($0.component.rawValue)")) },
            .init(words("appeals.file.state")) { .text(words("appeals.state.\($0.state.rawValue)")) },
            .init(amount: words("appeals.claimed"), context) { $0.claimed },
            .init(amount: words("appeals.file.before"), context) { $0.before },
            .init(amount: words("appeals.file.after"), context) { $0.after },
            .init(words("appeals.text")) { .text($0.text) },
            .init(words("appeals.file.made_by")) { .text($0.madeBy ?? "") },
            .init(day: words("appeals.made"), context) { clock.day(of: $0.madeAt) },
            .init(words("appeals.answer")) { .text($0.answer) },
            .init(words("appeals.file.decided_by")) { .text($0.decidedBy ?? "") },
            .init(day: words("appeals.file.decided"), context) { $0.decidedAt.map { clock.day(of: $0) } },
        ]
        return Sheet("appeals", in: "claims", title: "appeals.title", columns: columns) { cursor, size, tx in
            try AppealList.slice(filter.at(cursor), size: size, tx)
        }
    }
}
