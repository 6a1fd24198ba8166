import Base
import Database
import Domain
import Ground
import HTTPTypes
import Hummingbird
import Web

/// A new job by hand, in one form. Its button "find" brings in what is known of the customer and changes nothing.
package enum NewJobRoutes: RoomRoutes {
    package static let form = PlainPage(
        "jobs/new", for: .intake, menu: .init("reception", icon: "plus", order: 25, takesSearch: true))
    static let known = PlainPage(
        "jobs/known", for: .intake, menu: .init("reception", icon: "plus", order: 26, isLive: true))
    static let intake = PlainForm("jobs", for: .intake)
    static let solved = PlainForm("jobs/solved", for: GuideRoutes.askers)

    package static var all: [Mounted] {
        [
            form.to { request, context in try await fill(FormBody(encoded: request.uri.query ?? ""), context) },
            known.to { request, context in
                let known = try await look(request.asked.text("q"), context)
                return try context.show(KnownPage(known: known.view))
            },
            solved.to { form, context in try await solve(form, context) },
            intake.to { form, context in
                if form.isChecked("find") || !form.text("guide").isEmpty { return try await find(form, context) }
                return try await form.text("join").isEmpty ? receive(form, context) : join(form, context)
            },
        ]
    }

    private static func facts(_ form: FormBody, _ context: CompanyContext) async throws -> NewJobFacts {
        let (company, number) = (context.company, try? CustomerNumber(form.text("mobile")))
        return try await company.read { tx in
            try NewJobList.facts(number, company.names.names(tx), tx).asking(form, tx)
        }
    }

    /// The answer to a question showed that no job is needed.
    private static func solve(_ form: FormBody, _ context: CompanyContext) async throws -> Response {
        guard let question = ID<IntakeItem>(form.text("question")) else { throw Refusal.unreadable }
        let answer = ID<IntakeAnswer>(form.text("answer"))
        let place = form.raw("back") == "guide" || !context.may(self.form) ? GuideRoutes.page : self.form
        return try await context.once(form, flash: "jobs.solved", to: context.paths(place)) { deed in
            try IntakeEndStore.add(question, answer: answer, by: deed.actor.person, deed.tx)
        } orShow: { refused in
            throw Refusal.stale(refused.complaint)
        }
    }

    private static func look(
        _ typed: String, of customer: ID<Customer>? = nil, _ context: CompanyContext
    ) async throws -> (found: Known, view: KnownView) {
        try await context.company.read { tx in
            let names = JobLineNames(context, try context.company.names.names(tx), try JobSearchList.groups(tx))
            let found = try ReceptionList.find(typed, chosen: customer, context, tx)
            return (found, try KnownView(found, names, context))
        }
    }

    /// What was typed into the box, put where it belongs: a known customer's number, else a number, a serial or a name.
    private static func carried(_ form: FormBody, _ found: Known) -> FormBody {
        var filled = form
        func put(_ name: String, _ text: String) { if form.text(name).isEmpty { filled.fields[name] = [text] } }
        let typed = found.typed
        if let number = try? CustomerNumber(typed) {
            put("mobile", number.local + (number.line.isEmpty ? "" : " #\(number.line)"))
        } else if let customer = found.customers.first, found.customer != nil {
            put("mobile", MobileNumber.local(stored: customer.mobile))
        } else if found.customers.isEmpty, found.units.isEmpty, found.card == nil, !typed.isEmpty {
            put(SerialParts.isLikeSerial(typed) ? "serial" : "name", typed)
        }
        if let serial = found.serial, found.customer != nil { put("unit", serial) }
        if let card = found.card {
            put("serial", card.serial)
            put("model", card.modelCode)
        }
        return filled
    }

    private static func parse(_ form: FormBody, _ facts: NewJobFacts, _ context: CompanyContext) -> NewJobForm {
        let clock = context.reader.clock
        let form = NewJobForm.placed(form, facts, context.reader)
        return NewJobForm(form, facts, today: clock.day(of: context.portal.now()), calendar: clock.calendar)
    }

    /// Longer addresses are cut by servers on the way.
    private static let longestAddress = 2_000

    /// Leads to the form with what was typed, so that the page can be read again and sent on.
    private static func find(_ form: FormBody, _ context: CompanyContext) async throws -> Response {
        let typed = NewJobForm.names.map { (name: $0, text: form.raw($0)) } + IntakeForm.typed(form)
        let place = Address.of(context.paths(self.form), typed)
        return place.utf8.count <= longestAddress ? context.goOn(to: place) : try await fill(form, context)
    }

    /// The form with what is known put where nothing was typed.
    private static func fill(_ sent: FormBody, _ context: CompanyContext) async throws -> Response {
        let box = sent.text("q").isEmpty ? sent.text("mobile") : sent.text("q")
        let found = try await look(box, of: ID(sent.text("customer")), context)
        let form = carried(sent, found.found)
        var facts = try await facts(form, context)
        let reader = context.reader
        var told = [("received", reader.day(of: context.portal.now()))]
        if let customer = facts.customer {
            let place = customer.city.flatMap { facts.names.city($0) }
            let province = place.flatMap { city in facts.names.provinces.first { $0.id == city.province } }
            told += [("name", customer.name), ("address", customer.address)]
            if form.text("city").isEmpty {
                told += [("city", place?.names.shown(reader) ?? ""), ("province", province?.names.fa ?? "")]
            }
        }
        var filled = form
        for (name, value) in told where form.text(name).isEmpty { filled.fields[name] = [value] }
        let serials = facts.customer?.units.map(\.serial) ?? []
        if serials.count == 1 || !serials.contains(form.text("unit")) { filled.fields["unit"] = nil }
        if serials.count == 1, form.text("serial").isEmpty { filled.fields["unit"] = serials }
        let (whole, known) = (filled, facts)
        facts = try await context.company.read { try known.asking(whole, $0) }
        // An answer that names the fault puts it where it belongs.
        if let fault = GuideView.fault(at: whole.text("guide"), facts.answers) {
            filled.fields["listed"] = ["\(fault)"]
        }
        return try context.show(NewJobPage(parse(filled, facts, context), facts, found.view, checked: false, context))
    }

    /// Instead of a second job on the machine: what the caller says is noted on the one that is open.
    private static func join(_ form: FormBody, _ context: CompanyContext) async throws -> Response {
        let (number, said) = (form.text("join"), String(form.text("fault").prefix(NoteForm.longest)))
        let typed = parse(form, try await facts(form, context), context)
        guard typed.seen.contains(ReceptionDoubt.openJob(number).code) else { throw Refusal.unreadable }
        let note = AddNote(number: number, text: said.isEmpty ? context.words("jobs.doubt.called_again") : said)
        return try await context.once(form, flash: "jobs.joined") { deed in
            guard try !JobStore.find(number, deed.actor.sight, deed.tx).state.isEnded else {
                throw Refusal.stale(Complaint("jobs.doubt.ended", number))
            }
            try note.run(by: deed.actor, in: deed.tx)
            return try taken(number, typed, deed, context)
        } orShow: { refused in
            try await again(typed, form, refused, context)
        }
    }

    /// Whoever brought the caller here hears of his job.
    private static func taken(
        _ number: String, _ typed: NewJobForm, _ deed: Deed, _ context: CompanyContext
    ) throws -> String {
        if !typed.contact.isEmpty {
            for follow in deed.company.fittings[JobSlots.made] {
                try follow(number, typed.contact, deed.actor, deed.tx)
            }
        }
        return context.paths(JobRoutes.one, number)
    }

    /// The form as it was typed, with what speaks against it.
    private static func again(
        _ typed: NewJobForm, _ form: FormBody, _ refused: RefusedDeed, _ context: CompanyContext
    ) async throws -> Response {
        let known = try await look(form.text("mobile"), context).view
        let field = refused.error as? FieldRefusal
        return try context.show(
            NewJobPage(
                typed, try await facts(form, context), known, checked: true, refusal: field,
                doubted: refused.error as? DoubtedJob, context),
            status: refused.status, warning: field == nil ? refused.complaint : nil)
    }

    private static func receive(_ form: FormBody, _ context: CompanyContext) async throws -> Response {
        let facts = try await facts(form, context)
        let typed = parse(form, facts, context)
        guard let command = typed.command(facts.places) else {
            let known = try await look(form.text("mobile"), context).view
            return try context.show(
                NewJobPage(typed, facts, known, checked: true, context), status: .unprocessableContent)
        }
        return try await context.once(form, flash: "jobs.added") { deed in
            let number = try command.run(by: deed.actor, of: deed.company, in: deed.tx)
            return try taken(number, typed, deed, context)
        } orShow: { refused in
            try await again(typed, form, refused, context)
        }
    }
}
