import Database
import Domain
import Ground
import Web

/// What a job's visits come to, as files tell it.
package struct JobWork: Sendable {
    private var visits = 0
    private var outcome: VisitOutcome?
    private var causes: [String] = []
    private var remedies: [String] = []
    var parts: [String] = []
    private var kmTenths: Int64 = 0
    private var minutes: Int64 = 0
    private var paid: Int64 = 0

    package init() {}

    mutating func add(_ row: Row) throws {
        visits += 1
        outcome = try row("outcome")
        let (cause, remedy): (String, String) = (try row("cause"), try row("remedy"))
        if !cause.isEmpty { causes.append(cause) }
        if !remedy.isEmpty { remedies.append(remedy) }
        kmTenths = max(kmTenths, try row("km_tenths"))
        minutes += try row("minutes")
        paid += try row("paid")
    }

    /// - Parameter work: of a line of whatever list it is.
    package static func columns<Line: Sendable>(
        _ context: CompanyContext, _ work: @escaping @Sendable (Line) -> JobWork
    ) -> [SheetColumn<Line>] {
        let words = context.words
        let comma = words("list.semicolon")
        return [
            .init(words("visits.file.count")) { .number(Int64(work($0).visits)) },
            .init(words("visits.outcome")) {
                .text(work($0).outcome.map { words("visits.outcome.\($0.rawValue)") } ?? "")
            },
            .init(words("visits.cause")) { .text(work($0).causes.joined(separator: comma)) },
            .init(words("visits.remedy")) { .text(work($0).remedies.joined(separator: comma)) },
            .init(words("visits.parts")) { .text(work($0).parts.joined(separator: comma)) },
            .init(words("visits.file.km")) { work($0).visits == 0 ? .text("") : .tenths(work($0).kmTenths) },
            .init(words("visits.file.minutes")) { work($0).visits == 0 ? .text("") : .number(work($0).minutes) },
            .init(amount: words("visits.file.paid"), context) { work($0).visits == 0 ? nil : work($0).paid },
        ]
    }
}
