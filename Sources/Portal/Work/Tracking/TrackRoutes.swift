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
            page.to(else: stranger) { _, context, token in try await show(token, context) },
            making.to { form, context, number in try await make(form, number, context) },
            revocation.to { form, context, number in try await revoke(form, number, context) },
        ]
    }

    private static func show(_ token: String, _ context: PublicContext) async throws -> Response {
        let company = context.company
        let found = try await company.read { tx -> (TrackSheet, CommonNames)? in
            guard let target = try JobLinkStore.open(token, for: .track, tx) else { return nil }
            return (try TrackList.sheet(target.job, tx), try company.names.names(tx))
        }
        guard let (sheet, names) = found else { return try nothing(context) }
        return over(try context.show(TrackPage(sheet, names, context)))
    }

    /// The one answer to a link that opens nothing.
    static func nothing(_ context: PublicContext) throws -> Response { try stranger(context.guest, context.portal) }

    /// The same, where there is no such company.
    static func stranger(_ guest: GuestContext, _ portal: Portal) throws -> Response {
        over(try portal.show(TrackOverPage(), guest, status: .notFound))
    }

    /// Its address opens something: it goes to nobody else, and into no cache.
    static func over(_ response: Response) -> Response {
        var response = response
        response.headers[.referrerPolicy] = "no-referrer"
        response.headers[.robots] = "noindex, nofollow"
        response.headers[.cacheControl] = "no-store"
        return response
    }

    /// - Throws: `Refusal.unreadable` where it is none.
    private static func purpose(_ form: FormBody) throws -> LinkPurpose {
        guard !form.text("purpose").isEmpty else { return .track }
        guard let purpose = LinkPurpose(rawValue: form.text("purpose")) else { throw Refusal.unreadable }
        return purpose
    }

    private static func make(
        _ form: FormBody, _ number: String, _ context: CompanyContext
    ) async throws -> Response {
        let (salt, purpose) = (Secrets.token(), try purpose(form))
        let digest = Secrets.hash(JobLinkCard.token(salt, context.company))
        let place = context.paths(JobRoutes.one, number)
        return try await context.once(form, flash: "tracking.made", to: place) { deed in
            let job = try JobStore.find(number, deed.actor.sight, deed.tx)
            guard try JobLinkCard.purposes(of: job, deed.tx).contains(purpose) else { throw Refusal.hidden }
            try JobLinkStore.add(
                purpose, to: job.id, salt: salt, digest: digest, by: deed.actor.person, deed.tx)
        } orShow: {
            throw Refusal.stale($0.complaint)
        }
    }

    private static func revoke(
        _ form: FormBody, _ number: String, _ context: CompanyContext
    ) async throws -> Response {
        let (place, purpose) = (context.paths(JobRoutes.one, number), try purpose(form))
        return try await context.once(form, flash: "tracking.revoked", to: place) { deed in
            let job = try JobStore.find(number, deed.actor.sight, deed.tx)
            try JobLinkStore.revoke(purpose, of: job.id, by: deed.actor.person, deed.tx)
        } orShow: {
            throw Refusal.stale($0.complaint)
        }
    }
}
