import Database
import Domain
import Ground
import Web

/// On a dealer's page: what asks for a certificate that nobody of his has.
struct TrainingCard: Sendable {
    let href: String
    let missing: [String]
    let hasMissing: Bool

    /// nil for whom it is none of his business, and where no course is there.
    static func card(
        _ dealer: DealerItem, _ context: CompanyContext, _: (any Sendable)?, _ tx: Transaction
    ) throws -> PageCard? {
        guard let href = context.pathIfAllowed(CertificateRoutes.ofDealer, dealer.code),
            try CourseList.hasAny(tx)
        else { return nil }
        let untrained = try CourseNeedStore.untrained(on: context.today, only: dealer.id, tx)[dealer.id] ?? []
        let names = try context.company.names.names(tx)
        let groups = Dictionary(
            uniqueKeysWithValues: try ProductList.groups(tx).map { ($0.id, $0.names.shown(context.reader)) })
        let missing = untrained.map { work in
            let service = work.service.map { names.service($0, context.reader) }
            return [groups[work.group], service].compactMap(\.self).joined(separator: context.words("list.comma"))
        }.inPersianOrder { $0 }
        return PageCard(
            "training/_dealer", at: .main, TrainingCard(href: href, missing: missing, hasMissing: !missing.isEmpty))
    }
}
