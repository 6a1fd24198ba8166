import Domain
import Ground
import Hummingbird
import Web
import Work

/// The claims of a filter as a file: all of them, in the reader's words, with plain numbers.
struct ExportClaims: Sendable {
    let context: CompanyContext
    let filter: ClaimFilter

    private var reader: Reader { context.reader }

    private struct Line: Sendable {
        let claim: ClaimList.Line
        let work: JobWork
    }

    func response(to request: Request) async throws -> Response {
        let (filter, sight) = (filter, context.actor.sight)
        return try await Sheet<Line, ID<Claim>>("claims", title: "claims.title", columns: columns) { cursor, size, tx in
            try ClaimList.slice(filter.at(cursor), sight, size: size, tx).map { claims in
                let work = try JobWork.all(of: claims.map(\.job), sight, tx)
                return claims.map { Line(claim: $0, work: work[$0.job] ?? JobWork()) }
            }
        }.response(to: request, usual: "xlsx", context)
    }

    private var columns: [SheetColumn<Line>] {
        let (reader, words) = (reader, context.words)
        let job: [SheetColumn<Line>] = [
            .init(words("claims.job")) { .text($0.claim.number) },
            .init(words("claims.dealer_code")) { .text($0.claim.dealerCode) },
            .init(words("claims.dealer")) { .text($0.claim.dealer) },
            .init(words("claims.service")) { .text(reader.name(fa: $0.claim.serviceFa, en: $0.claim.serviceEn)) },
            .init(words("jobs.file.city")) { .text(reader.name(fa: $0.claim.cityFa, en: $0.claim.cityEn)) },
            .init(words("jobs.file.model_code")) { .text($0.claim.model) },
            .init(words("jobs.file.serial")) { .text($0.claim.serial) },
            .init(words("jobs.file.warranty")) {
                .text($0.claim.warranty.map { words("jobs.warranty.\($0.rawValue)") } ?? "")
            },
            .init(day: words("claims.completed"), context) { $0.claim.completedOn },
        ]
        let claim: [SheetColumn<Line>] = [
            .init(words("claims.period")) { .text($0.claim.period.slashed) },
            .init(amount: words("claims.claimed"), context) { $0.claim.claimed },
            .init(amount: words("claims.approved"), context) { $0.claim.approved },
            .init(words("claims.state")) { .text(words("claims.state.\($0.claim.state.rawValue)")) },
            .init(words("claims.reason")) { .text(reader.grounds($0.claim).joined(separator: ": ")) },
        ]
        return job + JobWork.columns(context) { (line: Line) in line.work } + claim
    }
}
