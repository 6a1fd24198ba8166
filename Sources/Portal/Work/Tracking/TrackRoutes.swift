import Database
import Domain
import Ground
import HTTPTypes
import Hummingbird
import Web

/// Links by which a customer follows his job without signing in: made, shown and taken back on the job's page.
package enum TrackRoutes: RoomRoutes {
    static let makers = Set.office.subtracting([.auditor])

    static let page = PublicPage<String>("track/:token")
    static let making = FormRoute<String>("jobs/:job/link", for: makers)
    static let revocation = FormRoute<String>("jobs/:job/link/revocation", for: makers)

    package static var all: [Mounted] {
        [
            page.to(else: { guest, portal in try over(portal.show(TrackOverPage(), guest, status: .notFound)) }) {
                _, context, token in try await show(token, context)
            },
            making.to { form, context, number in try await make(form, number, context) },
            revocation.to { form, context, number in try await revoke(form, number, context) },
        ]
    }

    private static func show(_ token: String, _ context: PublicContext) async throws -> Response {
        let (company, now) = (context.company, context.portal.now())
        let found = try await company.read { tx -> (TrackSheet, CommonNames)? in
            guard let target = try JobLinkStore.target(token, tx),
                (try? MayOpenLink(
                    target.purpose, for: .track, until: target.expiresAt, isRevoked: target.isRevoked, at: now)) != nil
            else { return nil }
            return (try TrackList.sheet(target.job, tx), try company.names.names(tx))
        }
        guard let (sheet, names) = found else {
            return over(try context.portal.show(TrackOverPage(), context.guest, status: .notFound))
        }
        return over(try context.show(TrackPage(sheet, names, context)))
    }

    /// Its address opens something: it goes to nobody else, and into no cache.
    private static func over(_ response: Response) -> Response {
        var response = response
        response.headers[.referrerPolicy] = "no-referrer"
        response.headers[.robots] = "noindex, nofollow"
        response.headers[.cacheControl] = "no-store"
        return response
    }

    private static func make(
        _ form: FormBody, _ number: String, _ context: CompanyContext
    ) async throws -> Response {
        let salt = Secrets.token()
        let digest = Secrets.hash(JobLinkCard.token(salt, context))
        let place = context.paths(JobRoutes.one, number)
        return try await context.once(form, flash: "tracking.made", to: place) { deed in
            let job = try JobStore.find(number, deed.actor.sight, deed.tx)
            try JobLinkStore.add(
                .track, to: job.id, salt: salt, digest: digest, by: deed.actor.person, deed.tx)
        } orShow: {
            throw Refusal.stale($0.complaint)
        }
    }

    private static func revoke(
        _ form: FormBody, _ number: String, _ context: CompanyContext
    ) async throws -> Response {
        let place = context.paths(JobRoutes.one, number)
        return try await context.once(form, flash: "tracking.revoked", to: place) { deed in
            let job = try JobStore.find(number, deed.actor.sight, deed.tx)
            try JobLinkStore.revoke(.track, of: job.id, by: deed.actor.person, deed.tx)
        } orShow: {
            throw Refusal.stale($0.complaint)
        }
    }
}
