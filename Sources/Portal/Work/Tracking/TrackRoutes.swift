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
    static let wishing = PublicForm<String>("track/:token")
    static let making = FormRoute<String>("jobs/:job/link", for: makers)
    static let revocation = FormRoute<String>("jobs/:job/link/revocation", for: makers)

    package static var all: [Mounted] {
        [
            page.to(else: stranger) { _, context, token in try await show(token, context) },
            wishing.to { form, context, token in try await wish(form, token, context) },
            making.to { form, context, number in try await make(form, number, context) },
            revocation.to { form, context, number in try await revoke(form, number, context) },
        ]
    }

    private static func show(
        _ token: String, _ context: PublicContext, _ form: FormBody? = nil, refused: Complaint? = nil,
        warning: Complaint? = nil, status: HTTPResponse.Status = .ok
    ) async throws -> Response {
        let company = context.company
        let found = try await company.read { tx -> (TrackSheet, CommonNames, WishView?, Fetching?)? in
            guard let target = try JobLinkStore.open(token, for: .track, tx) else { return nil }
            let item = try BenchItemList.of(target.job, tx).flatMap { $0.state.handedOver == nil ? nil : $0 }
            let fetching = try item.map { item in
                Fetching(
                    code: FetchCode.code(token),
                    fee: try StorageStanding.read(item, company.clock, on: context.today, tx)?.fee ?? .none)
            }
            let view = try AppointmentWishStore.agreed(of: target.job, company.clock, tx).map { agreed in
                WishView(
                    agreed, try AppointmentWishStore.find(target.job, tx), form, refused,
                    action: context.paths(wishing, token), context)
            }
            return (try TrackList.sheet(target.job, tx), try company.names.names(tx), view, fetching)
        }
        guard let (sheet, names, view, fetching) = found else { return try nothing(context) }
        return over(
            try context.show(
                TrackPage(sheet, names, view, fetching, context), status: status,
                warning: warning.map(context.reader.complaint)))
    }

    /// Of the appointment that he has read of, and of no later one.
    private static func wish(_ form: FormBody, _ token: String, _ context: PublicContext) async throws -> Response {
        let said: AppointmentWish
        do {
            said = try AppointmentWish(day: form.text("day"), part: form.text("part"), today: context.today)
        } catch { return try await show(token, context, form, refused: error, status: .unprocessableContent) }
        let clock = context.company.clock
        // A stranger's link is not worth a writing.
        guard try await context.company.read({ try JobLinkStore.open(token, for: .track, $0) }) != nil else {
            return try nothing(context)
        }
        let isRead = try await context.company.write { tx -> Bool? in
            guard let target = try JobLinkStore.open(token, for: .track, tx) else { return nil }
            guard let agreed = try AppointmentWishStore.agreed(of: target.job, clock, tx),
                form.raw("appointment") == agreed.text
            else { return false }
            try AppointmentWishStore.add(said, of: agreed, by: target, clock, tx)
            return true
        }
        switch isRead {
        case nil: return try nothing(context)
        case false?:
            let refused = Complaint("tracking.wish.changed")
            return try await show(token, context, warning: refused, status: .conflict)
        case true?: return context.portal.goOn(to: context.paths(page, token))
        }
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
