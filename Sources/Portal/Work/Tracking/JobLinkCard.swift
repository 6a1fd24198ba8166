import Database
import Domain
import Ground
import Web

/// A job's links for its customer, one for each purpose, and what he has said by them; on the job's page.
struct JobLinkCard: Sendable {
    struct Code: Sendable {
        let side: Int
        let path: String
    }

    struct Shown: Sendable {
        let address: String
        /// nil where nobody knows how the portal is called from outside.
        let code: Code?
    }

    struct Item: Sendable {
        let id: String
        let purpose: String
        let label: String
        let about: String
        /// What is shown of one that there is.
        let link: Shown?
        /// Where a new one is asked for; nil where there is one.
        let making: String?
        /// There is one, and this installation cannot say it again: it was made with another key.
        let isLost: Bool
        let revocation: String?
        let until: String?
    }

    let items: [Item]

    static func card(_ job: JobRow, _ context: CompanyContext, _: (any Sendable)?, _ tx: Transaction) throws
        -> PageCard?
    {
        guard context.may(TrackRoutes.making) else { return nil }
        let items = try purposes(of: job, tx).map { purpose in
            Item(try JobLinkStore.live(purpose, of: job.id, tx), purpose, job, context)
        }
        return PageCard("tracking/_card", at: .aside, JobLinkCard(items: items))
    }

    /// What somebody opens to follow a job; nil where there is no link, or nobody knows how the portal is called.
    static func address(of job: ID<Job>, _ context: CompanyContext, _ tx: Transaction) throws -> String? {
        guard let origin = context.origin, let link = try JobLinkStore.live(.track, of: job, tx) else { return nil }
        let token = token(link.salt, context.company)
        return Secrets.hash(token) == link.digest ? origin + context.paths(TrackRoutes.page, token) : nil
    }

    /// What can be asked of its customer as it stands.
    static func purposes(of job: JobRow, _ tx: Transaction) throws -> [LinkPurpose] {
        let isVisited = try JobAnswerStore.lastVisit(of: job.id, tx) != nil
        let isEstimated = try EstimateStore.hasOpen(job.id, tx)
        return LinkPurpose.allCases.filter { $0.suits(job.state, isVisited: isVisited, isEstimated: isEstimated) }
    }

    fileprivate static func shown(_ token: String, _ purpose: LinkPurpose, _ context: CompanyContext) -> Shown {
        let path = context.paths(JobAnswerRoutes.page(purpose), token)
        guard let origin = context.origin else { return Shown(address: path, code: nil) }
        let code = QRCode(origin + path).map { Code(side: $0.side, path: $0.path) }
        return Shown(address: origin + path, code: code)
    }

    /// 160 bits that nobody makes without the server's key.
    static func token(_ salt: String, _ company: OpenCompany) -> String {
        String(company.signature(of: "job link \(salt)").prefix(40))
    }
}

extension JobLinkCard.Item {
    fileprivate init(
        _ known: JobLinkStore.Link?, _ purpose: LinkPurpose, _ job: JobRow, _ context: CompanyContext
    ) {
        let token = known.map { JobLinkCard.token($0.salt, context.company) }
        (id, self.purpose) = (purpose == .track ? "job-link" : "job-link-\(purpose.rawValue)", purpose.rawValue)
        label = context.words("tracking.purpose.\(purpose.rawValue)")
        about = context.words("tracking.about.\(purpose.rawValue)")
        isLost = known.map { Secrets.hash(token ?? "") != $0.digest } ?? false
        link = isLost ? nil : token.map { JobLinkCard.shown($0, purpose, context) }
        making = known == nil ? context.paths(TrackRoutes.making, job.number) : nil
        revocation = known.map { _ in context.paths(TrackRoutes.revocation, job.number) }
        until = known.map { context.words("tracking.until", context.reader.wholeDay(of: $0.expiresAt)) }
    }
}

/// What the customer has said of the job, on its page.
struct JobAnswerCard: Sendable {
    let facts: [Fact]

    static func card(_ job: JobRow, _ context: CompanyContext, _: (any Sendable)?, _ tx: Transaction) throws
        -> PageCard?
    {
        let (reader, words) = (context.reader, context.words)
        let rating = try JobAnswerStore.rating(of: job.id, tx)
        let confirmed = try JobAnswerStore.lastVisit(of: job.id, tx)?.confirmedAt
        let wish = try AppointmentWishStore.find(job.id, tx)
        let facts = [
            wish.map { Fact(label: words("tracking.wish.fact"), value: $0.text(reader)) },
            rating.map {
                Fact(
                    label: words("tracking.rating"),
                    value: [words("tracking.stars", reader.number($0.stars)), $0.text, reader.day(of: $0.madeAt)]
                        .filter { !$0.isEmpty }.joined(separator: " · "))
            },
            confirmed.map { Fact(label: words("tracking.confirmed"), value: reader.wholeMoment($0)) },
        ].compactMap(\.self)
        return facts.isEmpty ? nil : PageCard("tracking/_answers", at: .aside, JobAnswerCard(facts: facts))
    }
}
