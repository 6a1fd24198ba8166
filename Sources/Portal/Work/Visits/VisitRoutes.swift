import Domain
import Foundation
import Ground
import HTTPTypes
import Hummingbird
import NIOCore
import Web

/// Logging a visit, and its photos.
package enum VisitRoutes {
    package static func mount(_ rooms: Rooms) {
        rooms.get("/:company/jobs/:job/visits/new") { _, context in try await open(context) }
        rooms.post("/:company/jobs/:job/visits") { form, context in try await log(form, context) }
        rooms.get("/:company/photos/:photo") { _, context in try await photo(context) }
    }

    /// A fresh form: now, and the usual way to that city.
    private static func open(_ context: CompanyContext) async throws -> Response {
        let (number, actor) = (try context.part("job"), context.actor)
        let facts: VisitFormFacts
        do {
            facts = try await context.company.read { tx in
                let job = try DealerJob.find(number, actor, tx)
                try DealerJob.permit { try MayLogVisit(actor, on: job.standing) }
                return try VisitFormList.facts(of: job, tx)
            }
        } catch Refusal.stale(let complaint) {
            return try await TodayRoutes.show(context, status: .conflict, warning: complaint)
        }
        let (reader, now) = (context.reader, context.portal.now())
        let time = reader.clock.timeOfDay(of: now)
        let fresh = FormBody([
            "day": reader.day(of: now), "time": TypedTime.text(time.hour * 60 + time.minute),
            "km": facts.roadTenths.map { reader.tenths(Int64($0)) } ?? "",
        ])
        let form = VisitForm(fresh, calendar: reader.clock.calendar)
        return try context.show(VisitPage(facts, form, tray: nil, isFresh: true, number: number, context))
    }

    private static func log(_ body: FormBody, _ context: CompanyContext) async throws -> Response {
        let (number, actor, company) = (try context.part("job"), context.actor, context.company)
        let hasPhotos = !body.files("photos").isEmpty
        // Only whoever has the job, or had its form in hand, may leave photos here.
        if hasPhotos { try await checkSight(body, number, context) }
        let tray =
            try await hasPhotos
            ? aside { try PhotoTray(body, of: number, context) } : PhotoTray(body, of: number, context)
        var form = VisitForm(body, calendar: company.clock.calendar)
        if body.isChecked("more") {
            return try await show(form, tray, number, context, status: .ok, isFresh: true)
        }
        guard let facts = form.facts(clock: company.clock), tray.complaints.isEmpty else {
            return try await show(form, tray, number, context, status: .unprocessableContent)
        }
        let command = LogVisit(number: number, version: form.version, facts: facts, photos: tray.photos)
        let place = context.paths.job(number)
        do {
            let location = try await company.write { tx in
                try OnceStore.run(body.raw("key"), by: actor, tx) { tx in
                    try command.run(by: actor, in: company, tx)
                    return place
                }
            }
            return context.goOn(to: location, flash: facts.deed == .finish ? "visits.finished" : "visits.logged")
        } catch let complaint as Complaint {
            form.day.complaint = complaint
            return try await show(form, tray, number, context, status: .unprocessableContent)
        } catch Refusal.stale(let complaint) {
            return try await show(form, tray, number, context, status: .conflict, stale: complaint)
        } catch Refusal.hidden where holdsTicket(body, number, context) {
            let gone = VisitPage.Trouble.closed(Complaint("visits.taken_back", number))
            let page = VisitPage(nil, form, tray: tray, trouble: gone, number: number, context)
            return try context.show(page, status: .conflict)
        }
    }

    /// The form as it was typed, with the job as it is now.
    private static func show(
        _ form: VisitForm, _ tray: PhotoTray, _ number: String, _ context: CompanyContext,
        status: HTTPResponse.Status, stale: Complaint? = nil, isFresh: Bool = false
    ) async throws -> Response {
        let actor = context.actor
        let facts: VisitFormFacts?
        do {
            facts = try await context.company.read { tx in
                try VisitFormList.facts(of: DealerJob.find(number, actor, tx), tx)
            }
        } catch Refusal.stale { facts = nil }
        let mayLog = facts.map { (try? MayLogVisit(actor, on: $0.job.standing)) != nil } ?? false
        let trouble: VisitPage.Trouble =
            mayLog
            ? stale.map(VisitPage.Trouble.stale) ?? .none
            : .closed(stale ?? Complaint("visits.taken_back", number))
        let page = VisitPage(
            facts, form, tray: tray, trouble: trouble, isFresh: isFresh, number: number, context)
        return try context.show(page, status: mayLog ? status : .conflict)
    }

    private static func checkSight(_ body: FormBody, _ number: String, _ context: CompanyContext) async throws {
        guard !holdsTicket(body, number, context) else { return }
        let sight = context.actor.sight
        _ = try await context.company.read { try JobStore.find(number, sight, $0) }
    }

    /// Whether this person had the form of this job before him in this session: then what he typed is given back to him
    /// even where the job is out of his sight now.
    private static func holdsTicket(_ body: FormBody, _ number: String, _ context: CompanyContext) -> Bool {
        Seal(context, purpose: "visit").open(body.raw("ticket")) == number
    }

    private static func photo(_ context: CompanyContext) async throws -> Response {
        let (id, sight) = (try context.id("photo", of: Photo.self), context.actor.sight)
        let fittings = context.company.fittings
        let photo = try await context.company.read { try PhotoStore.find(id, sight, fittings, $0) }
        let blobs = context.company.blobs
        let bytes = try await aside { try blobs.get(photo.sha256) }
        return Response(
            status: .ok,
            headers: [
                .contentType: photo.kind.rawValue, .contentDisposition: "inline",
                .cacheControl: "private, max-age=31536000, immutable",
            ], body: ResponseBody(byteBuffer: ByteBuffer(bytes: bytes)))
    }
}
