import Database
import Domain
import Ground
import HTTPTypes
import Hummingbird
import Web

/// Devices that customers get while their own is repaired (دستگاه امانی).
package enum LoanRoutes: RoomRoutes {
    static let lenders: Set<Role> = .keepers.union(Set.dealers)

    package static let list = PlainPage("stock/loans", for: .insiders, of: .stock)
    static let export = PlainPage("stock/loans/export", for: .stockFiles, watched: .export, of: .stock)
    static let form = PlainPage("stock/loans/new", for: lenders, of: .stock)
    static let addition = PlainForm("stock/loans", for: lenders, of: .stock)
    package static let one = PageRoute<String>("stock/loans/:loan", for: .insiders, of: .stock)
    static let print = PageRoute<String>("stock/loans/:loan/print", for: .insiders, of: .stock)
    static let giving = FormRoute<String>("stock/loans/:loan/giving-back", for: lenders, of: .stock)
    static let loss = FormRoute<String>("stock/loans/:loan/loss", for: lenders, of: .stock)
    static let keeping = FormRoute<String>("stock/loans/:loan/keeping", for: lenders, of: .stock)
    static let writeOff = FormRoute<String>(
        "stock/loans/:loan/write-off", for: StockPaperRoutes.confirmers, of: .stock)

    package static var all: [Mounted] {
        [
            list.to { request, context in
                let (filter, sight, today) = (LoanFilter(request.asked), context.actor.sight, context.today)
                let slice = try await context.company.read { try LoanList.slice(filter, sight, today: today, $0) }
                return try context.show(LoansPage(slice, filter, context))
            },
            export.to { request, context in
                try await LoanSheet.sheet(LoanFilter(request.asked), context).response(to: request, context)
            },
            form.to { request, context in
                try fill(LoanForm(FormBody(["job": request.asked.text("job")]), context), isBlank: true, context)
            },
            addition.to { form, context in try await add(form, context) },
            one.to { _, context, number in try await show(number, context) },
            print.to { _, context, number in
                let sight = context.actor.sight
                let loan = try await context.company.read { try LoanList.find(number, sight, $0) }
                return try context.show(PrintedLoan(loan, context))
            },
            giving.to { form, context, number in try await giveBack(form, number, context) },
            loss.to { form, context, number in
                let why = form.input("why", shortText(limit: 300))
                guard let reason = why.value else {
                    return try await show(number, context, losing: why, status: .unprocessableContent)
                }
                return try await act(form, number, "stock.loan_lost", context) { loan, version, deed in
                    try LoanStore.lose(loan, at: version, because: reason, by: deed.actor, deed.tx)
                }
            },
            keeping.to { form, context, number in
                try await act(form, number, "stock.loan_kept", context) { loan, version, deed in
                    try LoanStore.move(loan, at: version, .keep, by: deed.actor.person, deed.tx)
                }
            },
            writeOff.to { form, context, number in
                try await act(form, number, "stock.loan_written_off", context) { loan, version, deed in
                    try LoanStore.writeOff(loan, at: version, by: deed.actor, in: deed.company, deed.tx)
                }
            },
        ]
    }

    private static func act(
        _ form: FormBody, _ number: String, _ flash: String, _ context: CompanyContext,
        _ work: @escaping @Sendable (LoanRow, Int, Deed) throws -> Void
    ) async throws -> Response {
        let version = try form.version
        return try await context.once(form, flash: flash, to: context.paths(one, number)) { deed in
            try work(try LoanList.find(number, deed.actor.sight, deed.tx), version, deed)
        } orShow: { refused in
            try await show(number, context, status: refused.status, warning: refused.complaint)
        }
    }

    private static func show(
        _ number: String, _ context: CompanyContext, giving: LoanBackForm? = nil, losing: Input<String>? = nil,
        status: HTTPResponse.Status = .ok, warning: Complaint? = nil
    ) async throws -> Response {
        let actor = context.actor
        let (loan, places, cards) = try await context.company.read { tx in
            let loan = try LoanList.find(number, actor.sight, tx)
            let history = actor.dealer == nil ? try HistoryCard.card(of: .stockLoan(loan.id), context, tx) : nil
            return (
                loan, loan.state.isOpen ? try backPlaces(actor, tx) : [], PageCards([history].compactMap(\.self))
            )
        }
        return try context.show(
            LoanPage(loan, places, giving, losing, cards, context), status: status, warning: warning)
    }

    /// Where what comes back may lie.
    private static func backPlaces(_ actor: Actor, _ tx: Transaction) throws -> [PlaceRow] {
        try PaperChoices(actor, tx).from
    }

    private static func fill(
        _ form: LoanForm, isBlank: Bool = false, _ context: CompanyContext, status: HTTPResponse.Status = .ok,
        refused: FieldRefusal? = nil, warning: Complaint? = nil
    ) throws -> Response {
        try context.show(
            LoanFormPage(form, isBlank: isBlank, refused, context), status: status, warning: warning)
    }

    private static func add(_ body: FormBody, _ context: CompanyContext) async throws -> Response {
        let form = LoanForm(body, context)
        guard let loan = form.loan else { return try fill(form, context, status: .unprocessableContent) }
        return try await context.once(body, flash: "stock.loan_added") { deed in
            context.paths(one, try LoanStore.add(loan, by: deed.actor, in: deed.company, deed.tx).number)
        } orShow: { refused in
            let field = refused.error as? FieldRefusal
            return try fill(
                form, context, status: refused.status, refused: field, warning: field == nil ? refused.complaint : nil)
        }
    }

    private static func giveBack(
        _ body: FormBody, _ number: String, _ context: CompanyContext
    ) async throws -> Response {
        let actor = context.actor
        let places = try await context.company.read { try backPlaces(actor, $0) }
        let form = LoanBackForm(body, places)
        guard let place = form.place.value, let condition = form.condition.value else {
            return try await show(number, context, giving: form, status: .unprocessableContent)
        }
        return try await act(body, number, "stock.loan_back", context) { loan, version, deed in
            try LoanStore.giveBack(
                loan, at: version, to: StockPlaceList.find(place, .company, deed.tx), condition: condition,
                by: deed.actor, in: deed.company, deed.tx)
        }
    }
}
