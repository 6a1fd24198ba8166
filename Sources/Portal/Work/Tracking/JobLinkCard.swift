import Database
import Domain
import Ground
import Web

/// A job's link for its customer, on the job's page.
struct JobLinkCard: Sendable {
    /// What is shown of one that there is.
    let link: Shown?
    /// Where a new one is asked for; nil where there is one.
    let making: String?
    /// There is one, and this installation cannot say it again: it was made with another key.
    let isLost: Bool
    let revocation: String?
    let until: String?

    struct Shown: Sendable {
        let address: String
        /// nil where nobody knows how the portal is called from outside.
        let code: Code?
    }

    struct Code: Sendable {
        let side: Int
        let path: String
    }

    static func card(_ job: JobRow, _ context: CompanyContext, _: (any Sendable)?, _ tx: Transaction) throws
        -> PageCard?
    {
        guard context.may(TrackRoutes.making) else { return nil }
        let link = try JobLinkStore.live(.track, of: job.id, tx)
        return PageCard("tracking/_card", at: .aside, JobLinkCard(link, job, context))
    }

    /// What somebody opens to follow a job; nil where there is no link, or nobody knows how the portal is called.
    static func address(of job: ID<Job>, _ context: CompanyContext, _ tx: Transaction) throws -> String? {
        guard let origin = context.origin, let link = try JobLinkStore.live(.track, of: job, tx) else { return nil }
        let token = token(link.salt, context)
        return Secrets.hash(token) == link.digest ? origin + context.paths(TrackRoutes.page, token) : nil
    }

    private init(_ known: JobLinkStore.Link?, _ job: JobRow, _ context: CompanyContext) {
        let token = known.map { Self.token($0.salt, context) }
        isLost = known.map { Secrets.hash(token ?? "") != $0.digest } ?? false
        link = isLost ? nil : token.map { Self.shown($0, context) }
        making = known == nil ? context.paths(TrackRoutes.making, job.number) : nil
        revocation = known.map { _ in context.paths(TrackRoutes.revocation, job.number) }
        until = known.map { context.words("tracking.until", context.reader.day(of: $0.expiresAt)) }
    }

    private static func shown(_ token: String, _ context: CompanyContext) -> Shown {
        let path = context.paths(TrackRoutes.page, token)
        guard let origin = context.origin else { return Shown(address: path, code: nil) }
        let code = QRCode(origin + path).map { Code(side: $0.side, path: $0.path) }
        return Shown(address: origin + path, code: code)
    }

    /// 160 bits that nobody makes without the server's key.
    static func token(_ salt: String, _ context: CompanyContext) -> String {
        String(context.publicSignature(of: "job link \(salt)").prefix(40))
    }
}
