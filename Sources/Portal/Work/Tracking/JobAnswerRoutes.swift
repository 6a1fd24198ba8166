import Database
import Domain
import Ground
import HTTPTypes
import Hummingbird
import Web

/// What a customer says by a link of one purpose: how the work was, and that somebody came.
package enum JobAnswerRoutes: RoomRoutes {
    static let rate = PublicPage<String>("rate/:token")
    static let rating = PublicForm<String>("rate/:token")
    static let confirm = PublicPage<String>("confirm/:token")
    static let confirming = PublicForm<String>("confirm/:token")

    static func page(_ purpose: LinkPurpose) -> PublicPage<String> {
        switch purpose {
        case .track: TrackRoutes.page
        case .rate: rate
        case .confirm: confirm
        case .approve: ApprovalRoutes.page
        }
    }

    package static var all: [Mounted] {
        [
            rate.to(else: TrackRoutes.stranger) { _, context, token in try await showRating(token, context) },
            rating.to { form, context, token in try await take(form, token, context) },
            confirm.to(else: TrackRoutes.stranger) { _, context, token in try await showVisit(token, context) },
            confirming.to { form, context, token in try await takeConfirmation(form, token, context) },
        ]
    }

    /// What the link opens, and what was said already; nil where it opens nothing.
    private struct Opened: Sendable {
        let target: JobLinkStore.Target
        let sheet: TrackSheet
        let names: CommonNames
        let rating: JobAnswerStore.Rating?
        let visit: JobAnswerStore.Visit?
        /// Whether he has told one of ours how it was.
        let isAnswered: Bool
    }

    private static func open(
        _ token: String, _ purpose: LinkPurpose, _ context: PublicContext, _ tx: Transaction
    ) throws -> Opened? {
        guard let target = try JobLinkStore.open(token, for: purpose, tx) else { return nil }
        let (sheet, visit) = (try TrackList.sheet(target.job, tx), try JobAnswerStore.lastVisit(of: target.job, tx))
        guard purpose.suits(sheet.state, isVisited: visit != nil) else { return nil }
        return Opened(
            target: target, sheet: sheet, names: try context.company.names.names(tx),
            rating: try JobAnswerStore.rating(of: target.job, tx), visit: visit,
            isAnswered: try JobAnswerStore.isAnswered(target.job, in: context.company, tx))
    }

    private static func showRating(
        _ token: String, _ context: PublicContext, _ form: FormBody? = nil, refused: Complaint? = nil
    ) async throws -> Response {
        let opened = try await context.company.read { try open(token, .rate, context, $0) }
        guard let opened else { return try TrackRoutes.nothing(context) }
        let page = RatePage(
            opened.sheet, opened.names, opened.rating, isAnswered: opened.isAnswered, form, refused,
            action: context.paths(rating, token), context)
        return TrackRoutes.over(
            try context.show(page, status: refused == nil ? .ok : .unprocessableContent))
    }

    private static func take(_ form: FormBody, _ token: String, _ context: PublicContext) async throws -> Response {
        let said: JobRating
        do { said = try JobRating(stars: form.text("stars"), text: form.text("text")) } catch {
            return try await showRating(token, context, form, refused: error)
        }
        let isTaken = try await context.company.write { tx -> Bool in
            guard let opened = try open(token, .rate, context, tx) else { return false }
            try JobAnswerStore.rate(said, by: opened.target, in: context.company, tx)
            return true
        }
        guard isTaken else { return try TrackRoutes.nothing(context) }
        return context.portal.goOn(to: context.paths(rate, token))
    }

    /// - Parameter isOther: whether somebody was there again while the page was read.
    private static func showVisit(
        _ token: String, _ context: PublicContext, isOther: Bool = false
    ) async throws -> Response {
        let opened = try await context.company.read { try open(token, .confirm, context, $0) }
        guard let opened, let visit = opened.visit else { return try TrackRoutes.nothing(context) }
        let page = ConfirmPage(
            opened.sheet, opened.names, visit, isOther, action: context.paths(confirming, token), context)
        return TrackRoutes.over(try context.show(page, status: isOther ? .conflict : .ok))
    }

    /// Of the visit that he has read of, and of no later one.
    private static func takeConfirmation(
        _ form: FormBody, _ token: String, _ context: PublicContext
    ) async throws -> Response {
        let isRead = try await context.company.write { tx -> Bool? in
            guard let opened = try open(token, .confirm, context, tx), let visit = opened.visit else { return nil }
            guard form.text("visit") == String(visit.position) else { return false }
            try JobAnswerStore.confirm(visit.id, by: opened.target, tx)
            return true
        }
        switch isRead {
        case nil: return try TrackRoutes.nothing(context)
        case false?: return try await showVisit(token, context, isOther: true)
        case true?: return context.portal.goOn(to: context.paths(confirm, token))
        }
    }
}

/// How the work was, in stars and words.
struct RatePage: Page {
    static let template = "tracking/rate"
    let titleKey = "tracking.rate.title"
    let number: String
    let what: String
    let action: String
    /// What was said; nil where nothing was.
    let thanks: String?
    let said: String?
    let stars: Field
    let text: Field

    init(
        _ sheet: TrackSheet, _ names: CommonNames, _ rating: JobAnswerStore.Rating?, isAnswered: Bool,
        _ form: FormBody?, _ refused: Complaint?, action: String, _ context: PublicContext
    ) {
        let (reader, words) = (context.reader, context.words)
        (number, self.action) = (sheet.number, action)
        what = sheet.what(names, reader)
        thanks =
            rating.map { words("tracking.rate.thanks", reader.number($0.stars)) }
            ?? (isAnswered ? words("tracking.rate.answered") : nil)
        said = rating.flatMap { $0.text.isEmpty ? nil : $0.text }
        let typed = form?.text("stars") ?? ""
        stars = Field(name: "stars", label: words("tracking.rate.stars"), value: typed).with {
            $0.required = true
            if let refused, refused.key == "form.choose" { $0.error = reader.complaint(refused) }
            $0.options = JobRating.scale.reversed().map {
                .init(
                    value: String($0), label: words("tracking.rate.\($0)"), selected: String($0) == Digits.ascii(typed))
            }
        }
        text = Field(name: "text", label: words("tracking.rate.text"), value: form?.text("text") ?? "").with {
            if let refused, refused.key != "form.choose" { $0.error = reader.complaint(refused) }
        }
    }
}

/// Whether somebody was there.
struct ConfirmPage: Page {
    static let template = "tracking/confirm"
    let titleKey = "tracking.confirm.title"
    let number: String
    let what: String
    let facts: [Fact]
    let isOther: Bool
    let visit: Int
    /// nil once it was said.
    let action: String?
    let confirmed: String?

    init(
        _ sheet: TrackSheet, _ names: CommonNames, _ visit: JobAnswerStore.Visit, _ isOther: Bool,
        action: String, _ context: PublicContext
    ) {
        let (reader, words) = (context.reader, context.words)
        (self.isOther, self.visit) = (isOther, visit.position)
        number = sheet.number
        what = sheet.what(names, reader)
        facts = [
            Fact(label: words("tracking.confirm.day"), value: reader.wholeDay(visit.day)),
            Fact(label: words("tracking.dealer"), value: visit.dealer),
        ]
        self.action = visit.confirmedAt == nil ? action : nil
        confirmed = visit.confirmedAt.map { words("tracking.confirm.thanks", reader.dateTime($0)) }
    }
}
