import Base
import Database
import Domain
import Ground
import HTTPTypes
import Hummingbird
import Web
import Work

/// One claim with all that it rests on.
struct ShowClaim: Sendable {
    let context: CompanyContext
    let id: ID<Claim>
    /// What was sent before it was refused.
    var form: FormBody?
    /// What was decided would come to less than nothing.
    var asksBelowZero = false
    var forms = ClaimForms()
    var status = HTTPResponse.Status.ok
    var warning: Complaint?

    private var reader: Reader { context.reader }

    struct Loaded: Sendable {
        let line: ClaimList.Line
        let place: EvidenceList.Place
        let measured: ClaimFacts
        let lines: [EvidenceList.Line]
        let grounds: LineGrounds?
        let visits: VisitRows
        let events: [ClaimEventStore.Event]
        let reject: [Reason]
        let sendBack: [Reason]
        let payout: String?
        let findings: [ClaimFinding]
        let settings: ClaimSettings
        let appeals: [AppealList.Line]
        let photos: [AttachmentRow]
        let appealPhotos: [AttachmentRow]
        let reversal: ReversalRow?
        let workers: Set<ID<Person>>
        let holds: [Fact]
        let next: ID<Claim>?
    }

    func run() async throws -> Response {
        let (id, sight, company, context) = (id, context.actor.sight, context.company, context)
        let mayDecide = context.may(ClaimRoutes.decision)
        let loaded = try await context.company.read { tx in
            guard let line = try ClaimList.line(id, sight, tx) else { throw Refusal.hidden }
            let appeals = try AppealList.all(of: id, tx)
            let job = try EvidenceList.job(of: id, tx)
            let payout = try ClaimList.payout(of: id, tx)
            let holds = try payout == nil ? context.payHolds(of: [job], tx) : []
            let wait = try ClaimWaitStore.waiting([id], in: company, tx)[id].map {
                Fact(label: "", value: waits($0, context))
            }
            return Loaded(
                line: line, place: try EvidenceList.place(of: id, tx), measured: try ClaimFactsStore.facts(of: id, tx),
                lines: try EvidenceList.lines(of: id, tx),
                grounds: try LineGrounds.read(EvidenceList.calculation(of: id, tx), in: company, tx),
                visits: try VisitList.visits(of: job, context, tx),
                events: try ClaimEventStore.all(of: id, tx),
                reject: try ReasonList.all(.claimReject, tx), sendBack: try ReasonList.all(.claimSendBack, tx),
                payout: payout, findings: try ClaimFindingStore.all(of: id, tx),
                settings: try ClaimSettingStore.all(tx), appeals: appeals,
                photos: try AttachmentStore.all(of: .claim(id), tx) + AttachmentStore.all(of: .job(job), tx),
                appealPhotos: try AttachmentStore.all(of: "appeal", appeals.map(\.id.value), tx),
                reversal: try ReversalStore.last(of: id, tx),
                workers: try ClaimStore.workers(of: [id], tx)[id] ?? [],
                holds: holds.filter { $0.dealer == line.dealerCode }.map(\.why) + [wait].compactMap(\.self),
                next: try mayDecide ? ClaimList.next(after: id, tx) : nil)
        }
        return try context.show(page(loaded), status: status, warning: warning)
    }

    /// A dealer does not read which of his customers will be called.
    private func waits(_ until: CalendarDay, _ context: CompanyContext) -> String {
        context.words(context.actor.dealer == nil ? "claims.waits" : "claims.waits.dealer", context.reader.day(until))
    }

    private func page(_ loaded: Loaded) -> ClaimPage {
        let line = loaded.line
        let view = EvidenceView(context: context, grounds: loaded.grounds)
        return ClaimPage(
            titleValues: [line.number], claims: context.paths(ClaimRoutes.list), number: line.number,
            badge: reader.badge(line), why: reader.why(line),
            next: loaded.next.map { context.paths(ClaimRoutes.one, $0) }, isDecided: decide(loaded) == nil,
            job: context.paths(JobRoutes.one, line.number),
            facts: facts(loaded), holds: loaded.holds, isHeld: !loaded.holds.isEmpty, unit: reader.unitName,
            lines: loaded.lines.filter { !$0.isIdle }.map(view.line),
            remark: loaded.grounds?.remark(components: Set(loaded.lines.map(\.component)), reader),
            computed: view.amount(line.computed),
            claimed: view.amount(line.claimed),
            approved: line.approved.map(view.amount), findings: loaded.findings.map(FindingWords(context).view),
            findingsTitle: reader.words(line.state == .draft ? "claims.findings.draft" : "claims.findings"),
            noFindings: loaded.findings.isEmpty ? reader.words("claims.findings.none") : nil,
            visitsView: VisitsView(loaded.visits, context),
            events: view.events(loaded.events, loaded.reject, loaded.sendBack),
            photos: context.photoLinks(loaded.photos), hasPhotos: !loaded.photos.isEmpty,
            ask: AskView(context: context, forms: forms).view(loaded),
            appeals: AppealsView(loaded, forms, context), reversal: ReversalView(loaded, forms, context),
            send: send(loaded), decide: decide(loaded), answer: answer(line))
    }

    private func facts(_ loaded: Loaded) -> [Fact] {
        let (line, payout) = (loaded.line, loaded.payout)
        return [
            Fact(
                label: reader.words("claims.dealer"), value: line.dealer,
                href: context.may(DealerRoutes.one) ? context.paths(DealerRoutes.one, line.dealerCode) : nil),
            Fact(label: reader.words("claims.service"), value: reader.name(fa: line.serviceFa, en: line.serviceEn)),
            Fact(label: reader.words("claims.completed"), value: reader.wholeDay(line.completedOn)),
            Fact(label: reader.words("claims.period"), value: reader.month(line.period)),
            Fact(
                label: reader.words("claims.job"), value: line.number,
                href: context.paths(JobRoutes.one, line.number), isLtr: true),
        ] + facts(of: loaded.place, loaded.measured)
            + [payout].compactMap(\.self).map {
                Fact(label: reader.words("claims.payout"), value: $0, href: context.payoutPath($0), isLtr: true)
            }
    }

    /// By what a claim is judged without opening its job.
    private func facts(of place: EvidenceList.Place, _ measured: ClaimFacts) -> [Fact] {
        let (words, paths) = (reader.words, context.paths)
        return [
            Fact(
                label: words("jobs.customer"), value: place.customerName,
                href: context.may(CustomerRoutes.one) ? paths(CustomerRoutes.one, place.customer) : nil),
            Fact(label: words("jobs.group"), value: place.group.shown(reader)),
            Fact(label: words("jobs.model"), value: place.model),
            Fact(
                label: words("jobs.serial"), value: place.serial,
                href: context.may(UnitRoutes.one) ? paths(UnitRoutes.one, place.serial) : nil, isLtr: true),
            Fact(label: words("claims.warranty"), value: words("jobs.warranty.\(measured.warranty.rawValue)")),
            Fact(label: words("jobs.city"), value: place.city.shown(reader)),
            Fact(
                label: words("claims.km"),
                value: words("claims.km.both", reader.tenths(measured.typedTenths), reader.tenths(measured.mapTenths))),
        ]
    }

    private func decide(_ loaded: Loaded) -> ClaimPage.Decide? {
        let state = loaded.line.state
        guard state == .submitted || state == .sentBack, context.may(ClaimRoutes.decision) else { return nil }
        let typed = form ?? FormBody()
        let isLines = typed.raw("decision") == ClaimDeed.approvePart.rawValue
        let lines = LinesForm(typed, loaded.lines, isBlank: !isLines, context)
        var whole = DecisionForm(typed)
        if form != nil { whole.check(reject: loaded.reject, sendBack: loaded.sendBack) }
        if isLines { whole = DecisionForm(FormBody()) }
        let (reject, sendBack, text) = whole.fields(reject: loaded.reject, sendBack: loaded.sendBack, reader)
        let fields = lines.fields(loaded.reject, reader)
        let mayCut = state.allows(.approvePart)
        return ClaimPage.Decide(
            action: context.paths(ClaimRoutes.decision),
            choice: ClaimChoice(id: loaded.line.id, version: loaded.line.version).text, lines: mayCut ? fields : [],
            hasLines: mayCut && !fields.isEmpty,
            bar: DecisionBar(
                action: "", filter: "", reject: reject, sendBack: sendBack, text: text,
                mayApprove: state.allows(.approve), maySendBack: state.allows(.sendBack),
                asksBelowZero: asksBelowZero && !isLines),
            linesAskBelowZero: asksBelowZero && isLines, asTyped: typed.isChecked("as_typed"),
            errors: form == nil
                ? nil : FormErrors(fields.flatMap { [$0.amount, $0.reason] } + [reject, sendBack, text]))
    }

    private func send(_ loaded: Loaded) -> ClaimPage.Send? {
        let line = loaded.line
        guard line.state.allows(.send), context.may(ClaimRoutes.sending) else { return nil }
        let days = loaded.settings.sendAfterDays
        return ClaimPage.Send(
            action: context.paths(ClaimRoutes.sending), choice: ClaimChoice(id: line.id, version: line.version).text,
            later: days > 0 ? reader.words("claims.send.later", reader.number(days)) : nil)
    }

    private func answer(_ line: ClaimList.Line) -> ClaimPage.Answer? {
        guard line.state.allows(.answer), context.may(ClaimRoutes.answer) else { return nil }
        var text = Field(name: "text", label: reader.words("claims.answer.text"))
        if let form { text = Field(AnswerForm(form).text, label: "claims.answer.text", for: reader) }
        text.required = true
        return ClaimPage.Answer(
            action: context.paths(ClaimRoutes.answer, line.id),
            choice: ClaimChoice(id: line.id, version: line.version).text, text: text,
            photos: FileField(
                photos: form == nil ? nil : forms.tray, title: "claims.photos.add",
                id: "f-answer-photos", context),
            errors: FormErrors([text]))
    }
}

/// What the dealer answers to a claim that was sent back.
struct AnswerForm: Sendable {
    let text: Input<String>

    init(_ form: FormBody) {
        text = form.input("text", shortText(limit: 1000))
    }
}
