import Base
import Database
import Domain
import Ground
import HTTPTypes
import Hummingbird
import Web
import Work

/// What the people of the workshop earn: all of them for those who see money and their manager, each his own.
package enum BenchPayRoutes: RoomRoutes {
    static let readers = Set<Role>.seesMoney.union(Set<Role>.workshopManagers)

    package static let list = PlainPage("workshop/pay", for: readers)
    package static let mine = PlainPage("workshop/pay/mine", for: .workshop)
    static let export = PlainPage("workshop/pay/export", for: readers, watched: .export)
    static let close = PlainForm("workshop/pay/months", for: Set<Role>.finance.union([.administrator]))
    static let one = PageRoute<ID<Person>>("workshop/pay/people/:person", for: readers)
    static let terms = FormRoute<ID<Person>>(
        "workshop/pay/people/:person/terms", for: .rulesOfMoney, watched: .configuration)

    package static var all: [Mounted] {
        [
            list.to { request, context in try await show(month(request.asked, context), context) },
            mine.to { request, context in
                let actor = context.actor
                return try await show((actor.person, actor.name), month(request.asked, context), nil, context)
            },
            export.to { request, context in
                let month = month(request.asked, context)
                return try await BenchPaySheet.sheet(month, context).response(to: request, context)
            },
            close.to { body, context in
                guard let month = Period(body.raw("month")) else { throw Refusal.unreadable }
                let place = Address.of(context.paths(list), [("month", month.text)])
                return try await context.once(body, flash: "bench_pay.month_closed", to: place) { deed in
                    try CloseBenchMonth(month).run(by: deed.actor.person, in: deed.company, deed.tx)
                } orShow: { refused in
                    try await show(month, context, status: refused.status, warning: refused.complaint)
                }
            },
            one.to { request, context, id in
                try await show(person(id, context), month(request.asked, context), nil, context)
            },
            terms.to { body, context, id in try await propose(body, id, context) },
        ]
    }

    private static func month(_ asked: Asked, _ context: CompanyContext) -> Period {
        Period(asked.text("month")) ?? Period(of: context.today, in: context.company.clock.books)
    }

    /// Somebody of the office: who was of the workshop may be so no more. - Throws: `Refusal.hidden`.
    private static func person(
        _ id: ID<Person>, _ context: CompanyContext
    ) async throws -> (id: ID<Person>, name: String) {
        let member = try await context.company.read { try PersonStore.find(id, $0) }
        guard member.dealer == nil else { throw Refusal.hidden }
        return (id, member.name)
    }

    private static func show(
        _ month: Period, _ context: CompanyContext, status: HTTPResponse.Status = .ok, warning: Complaint? = nil
    ) async throws -> Response {
        let clock = context.company.clock
        let (slips, waiting) = try await context.company.read { tx in
            (
                try BenchTermsStore.people(tx).map { try BenchPayslip.read($0, month, clock, tx) },
                try ProposalNote.read([ChangeBenchTerms.proposal], context, tx)
            )
        }
        return try context.show(BenchPayPage(slips, month, waiting, context), status: status, warning: warning)
    }

    private static func show(
        _ person: (id: ID<Person>, name: String), _ month: Period, _ form: BenchTermsForm?,
        _ context: CompanyContext, status: HTTPResponse.Status = .ok, warning: Complaint? = nil
    ) async throws -> Response {
        let clock = context.company.clock
        let page = try await context.company.read { tx in
            let slip = try BenchPayslip.read(person, month, clock, tx)
            let jobs = slip.lines.compactMap(\.job)
            return BenchPayslipPage(
                slip, try BenchMonthStore.numbers(jobs, tx), try BenchTermsStore.all(of: person.id, tx), month, form,
                context)
        }
        return try context.show(page, status: status, warning: warning)
    }

    private static func propose(
        _ body: FormBody, _ id: ID<Person>, _ context: CompanyContext
    ) async throws -> Response {
        let person = try await person(id, context)
        let month = Period(of: context.today, in: context.company.clock.books)
        let form = BenchTermsForm(body)
        let terms: BenchPayTerms?
        do { terms = try form.terms } catch {
            return try await show(person, month, form, context, status: .unprocessableContent, warning: error)
        }
        guard let terms, let from = form.from.value else {
            return try await show(person, month, form, context, status: .unprocessableContent)
        }
        let change = ChangeBenchTerms(
            terms, for: id, from: from.days(in: context.company.clock.books).lowerBound)
        return try await context.once(body, flash: "proposals.proposed", to: context.paths(one, id)) { deed in
            try change.propose(by: deed.actor.person, deed.tx)
        } orShow: { refused in
            try await show(person, month, form, context, status: refused.status, warning: refused.complaint)
        }
    }
}
