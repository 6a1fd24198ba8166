import Database
import Domain
import Ground
import HTTPTypes
import Hummingbird
import Web
import Work

/// The calls after jobs: whose turn it is, what was said, and the answer of the dealer whose job it was.
package enum SurveyRoutes: RoomRoutes {
    package static let list = PlainPage(
        "surveys", for: .readsSurveys, menu: .init("surveys", icon: "phone", order: 36))
    static let export = PlainPage("surveys/export", for: .managers.union([.auditor]), watched: .export)
    static let next = PlainForm("surveys/next", for: .surveyors)
    package static let one = PageRoute<ID<Survey>>("surveys/calls/:survey", for: .readsSurveys)
    static let call = FormRoute<ID<Survey>>("surveys/calls/:survey", for: .surveyors)
    static let release = FormRoute<ID<Survey>>("surveys/calls/:survey/release", for: .surveyors)
    static let reply = FormRoute<String>("jobs/:job/survey", for: [.dealerManager])

    package static var all: [Mounted] {
        [
            list.to { request, context in
                try await show(SurveyFilter(request.asked, context.reader.clock.calendar), context)
            },
            export.to { request, context in
                let filter = SurveyFilter(request.asked, context.reader.clock.calendar)
                let names = try await context.company.read { try context.company.names.names($0) }
                return try await SurveySheet.sheet(filter, names, context).response(to: request, context)
            },
            next.to { form, context in try await take(form, context) },
            one.to { _, context, id in try await show(id, nil, context) },
            call.to { form, context, id in try await record(form, id, context) },
            release.to { form, context, id in try await release(form, id, context) },
            reply.to { form, context, number in try await reply(form, number, context) },
        ]
    }

    private static func show(
        _ filter: SurveyFilter, _ context: CompanyContext, status: HTTPResponse.Status = .ok, warning: Complaint? = nil
    ) async throws -> Response {
        let page = try await context.company.read { tx in
            let choices = try SurveyList.choices(context.company.names.names(tx), tx)
            return SurveysPage(
                try SurveyList.slice(filter, tx), try SurveyList.counts(filter, tx), filter, choices,
                due: try SurveyList.due(at: tx.now, tx), hasRules: try !SurveyRuleStore.inForce(tx).isEmpty,
                held: try SurveyStore.held(by: context.actor.person, tx), context)
        }
        return try context.show(page, status: status, warning: warning)
    }

    private static func take(_ form: FormBody, _ context: CompanyContext) async throws -> Response {
        let calendar = context.reader.clock.calendar
        do {
            let (actor, company) = (context.actor, context.company)
            let id = try await company.write { try SurveyStore.take(by: actor, in: company, $0) }
            guard let id else {
                return context.goOn(to: context.paths(list), flash: "surveys.none_waits")
            }
            return context.goOn(to: context.paths(one, id), flash: nil)
        } catch let complaint as Complaint {
            return try await show(
                SurveyFilter(Asked(), calendar), context, status: .unprocessableContent, warning: complaint)
        }
    }

    static func show(
        _ id: ID<Survey>, _ typed: SurveyCallForm?, _ context: CompanyContext, status: HTTPResponse.Status = .ok,
        warning: Complaint? = nil
    ) async throws -> Response {
        let sheet = try await context.company.read { try SurveySheetData.read(id, typed?.version, context, $0) }
        return try context.show(SurveyPage(sheet, typed, context), status: status, warning: warning)
    }

    private static func record(_ form: FormBody, _ id: ID<Survey>, _ context: CompanyContext) async throws -> Response {
        let (typed, version) = (SurveyCallForm(form, calendar: context.reader.clock.calendar), try form.version)
        let reader = context.reader
        let subject: SurveyCall.Subject = { score, job in
            reader.words("surveys.complaint.subject", reader.tenths(score), job)
        }
        guard let call = typed.call(context.company.clock, subject) else {
            return try await show(id, typed, context, status: .unprocessableContent)
        }
        do {
            return try await context.once(form, flash: "surveys.called", to: context.paths(list)) { deed in
                try SurveyCallStore.record(call, about: id, at: version, by: deed.actor, in: deed.company, deed.tx)
            } orShow: { refused in
                try await show(id, typed, context, status: refused.status, warning: refused.complaint)
            }
        } catch let refused as RefusedAnswers {
            var again = typed
            again.complaints = refused.complaints
            return try await show(id, again, context, status: .unprocessableContent)
        }
    }

    private static func release(_ form: FormBody, _ id: ID<Survey>, _ context: CompanyContext) async throws -> Response
    {
        let version = try form.version
        return try await context.once(form, flash: "surveys.released", to: context.paths(list)) { deed in
            let survey = try SurveyStore.find(id, deed.tx)
            guard survey.version == version else { throw Refusal.stale(Complaint("error.stale")) }
            try SurveyStore.release(survey, by: deed.actor.person, deed.tx)
        } orShow: { refused in
            try await show(id, nil, context, status: refused.status, warning: refused.complaint)
        }
    }

    private static func reply(_ form: FormBody, _ number: String, _ context: CompanyContext) async throws -> Response {
        let typed = form.input("reply", shortText(limit: 1_000))
        let place = context.paths(JobRoutes.one, number)
        let sight = context.actor.sight
        _ = try await context.company.read { try JobStore.find(number, sight, $0) }
        guard let text = typed.value else { return context.goOn(to: place, flash: nil) }
        return try await context.once(form, flash: "surveys.replied", to: place) { deed in
            let job = try JobStore.find(number, deed.actor.sight, deed.tx)
            guard let survey = try SurveyStore.find(ofJob: job.id, deed.tx), survey.state == .done,
                survey.dealer == deed.actor.dealer
            else { throw Refusal.hidden }
            try SurveyStore.reply(text, to: survey, by: deed.actor.person, deed.tx)
        } orShow: { _ in
            context.goOn(to: place, flash: "surveys.replied_before")
        }
    }
}

/// The list of calls as a file: no notes of agents, no money.
enum SurveySheet {
    static func sheet(
        _ filter: SurveyFilter, _ names: CommonNames, _ context: CompanyContext
    ) -> Sheet<SurveyRow, SurveyKey> {
        let words = context.words
        let columns: [SheetColumn<SurveyRow>] = [
            .init(words("surveys.job")) { .text($0.jobNumber) },
            .init(day: words("surveys.completed_on"), context) { $0.completedOn },
            .init(words("surveys.customer")) { .text($0.customerName) },
            .init(words("surveys.phone")) { .text(MobileNumber.local(stored: $0.mobile)) },
            .init(words("surveys.dealer")) { .text($0.dealerName) },
            .init(words("surveys.technician")) { .text($0.technician ?? "") },
            .init(words("surveys.machine")) { .text($0.model) },
            .init(words("surveys.city")) { .text(names.city($0.city)?.names.shown(context.reader) ?? "") },
            .init(words("surveys.state")) { .text(words.survey($0)) },
            .init(words("surveys.score")) { $0.score.map { .tenths($0) } ?? .text("") },
            .init(words("surveys.way")) { .text($0.way.map { words("surveys.way.\($0.rawValue)") } ?? "") },
            .init(words("surveys.recommendation")) { $0.recommendation.map { .number(Int64($0)) } ?? .text("") },
            .init(words("surveys.words")) { .text($0.words) },
            .init(words("surveys.reply")) { .text($0.reply ?? "") },
            .init(words("surveys.agent")) { .text($0.ender ?? "") },
        ]
        return Sheet("surveys", title: "surveys.title", columns: columns) { cursor, size, tx in
            try SurveyList.slice(filter.at(cursor), size: size, tx)
        }
    }
}

extension Words {
    /// Where a call stands, and why nobody calls where nobody does.
    func survey(_ row: SurveyRow) -> String {
        row.omission.map { self("surveys.omission.\($0.rawValue)") } ?? self("surveys.state.\(row.state.rawValue)")
    }
}
