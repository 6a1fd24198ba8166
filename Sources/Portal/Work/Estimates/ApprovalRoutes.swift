import Base
import Database
import Domain
import Ground
import HTTPTypes
import Hummingbird
import Web

/// Where a customer reads by his link what his job will cost, and says yes or no.
package enum ApprovalRoutes: RoomRoutes {
    static let page = PublicPage<String>("approve/:token")
    static let sending = PublicForm<String>("approve/:token")

    package static var all: [Mounted] {
        [
            page.to(else: TrackRoutes.stranger) { _, context, token in try await show(token, context) },
            sending.to { form, context, token in try await take(form, token, context) },
        ]
    }

    private static func show(
        _ token: String, _ context: PublicContext, _ form: FormBody? = nil, refused: Complaint? = nil,
        warning: Complaint? = nil, status: HTTPResponse.Status = .ok
    ) async throws -> Response {
        let found = try await context.company.read { tx -> (TrackSheet, CommonNames, EstimateRow, [EstimateLine])? in
            guard let target = try JobLinkStore.open(token, for: .approve, tx),
                let estimate = try EstimateStore.latest(of: target.job, .company, tx)
            else { return nil }
            return (
                try TrackList.sheet(target.job, tx), try context.company.names.names(tx), estimate,
                try EstimateStore.lines(of: estimate.id, tx)
            )
        }
        guard let (sheet, names, estimate, lines) = found else { return try TrackRoutes.nothing(context) }
        let page = ApprovalPage(
            sheet, names, estimate, lines, form, refused, action: context.paths(sending, token), context)
        return TrackRoutes.over(
            try context.show(page, status: status, warning: warning.map(context.reader.complaint)))
    }

    /// Of the revision that he has read, and of no later one.
    private static func take(_ form: FormBody, _ token: String, _ context: PublicContext) async throws -> Response {
        // A stranger's link is not worth a writing.
        guard try await context.company.read({ try JobLinkStore.open(token, for: .approve, $0) }) != nil else {
            return try TrackRoutes.nothing(context)
        }
        let said: EstimateAnswer
        do { said = try EstimateAnswer(form.text("answer"), text: form.text("text")) } catch {
            return try await show(token, context, form, refused: error, status: .unprocessableContent)
        }
        let today = context.today
        let command = AnswerEstimate(answer: said, revision: Int(form.raw("revision")) ?? 0)
        do {
            let isOpen = try await context.company.write { tx -> Bool in
                guard let target = try JobLinkStore.open(token, for: .approve, tx) else { return false }
                try command.run(by: target, today: today, tx)
                return true
            }
            return isOpen ? context.portal.goOn(to: context.paths(page, token)) : try TrackRoutes.nothing(context)
        } catch let complaint as Complaint {
            return try await show(token, context, form, warning: complaint, status: .conflict)
        } catch Refusal.stale(_) {
            return try await show(token, context, form, warning: Complaint("estimates.changed"), status: .conflict)
        }
    }
}

/// What a job will cost, for its customer.
struct ApprovalPage: Page {
    static let template = "estimates/approval"
    let titleKey = "estimates.approve.title"
    let number: String
    let what: String
    let facts: [Fact]
    let lines: [EstimateLineView]
    let total: Amount
    let unit: String
    let note: String?
    let revision: Int
    /// nil where nothing can be said any more.
    let action: String?
    let text: Field
    /// What was said, or why nothing can be.
    let state: String?

    init(
        _ sheet: TrackSheet, _ names: CommonNames, _ estimate: EstimateRow, _ lines: [EstimateLine], _ form: FormBody?,
        _ refused: Complaint?, action: String, _ context: PublicContext
    ) {
        let (reader, words, currency) = (context.reader, context.words, context.company.currency)
        (number, what, revision) = (sheet.number, sheet.what(names, reader), estimate.revision)
        facts =
            [
                sheet.dealer.map { Fact(label: words("tracking.dealer"), value: $0) },
                Fact(label: words("estimates.valid"), value: reader.day(estimate.validOn)),
            ].compactMap(\.self) + context.phones
        self.lines = lines.map { EstimateLineView($0, currency, reader) }
        total = Amount(Money(estimate.total, currency), reader)
        unit = reader.unitName
        note = estimate.note.isEmpty ? nil : estimate.note
        let isOpen = estimate.isApprovable(on: context.today) && !sheet.state.isEnded
        self.action = isOpen ? action : nil
        text = Field(name: "text", label: words("estimates.approve.text"), value: form?.text("text") ?? "").with {
            $0.error = refused.map(reader.complaint)
        }
        switch estimate.state {
        case .approved, .refused:
            state = words(
                "estimates.approve.\(estimate.state.rawValue)", estimate.answeredAt.map(reader.dateTime) ?? "")
        case .open: state = isOpen ? nil : words("estimates.approve.over")
        case .replaced, .withdrawn: state = words("estimates.approve.withdrawn")
        }
    }
}
