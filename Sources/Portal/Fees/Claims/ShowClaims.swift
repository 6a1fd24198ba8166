import Database
import Domain
import Ground
import HTTPTypes
import Hummingbird
import Web
import Work

/// The list of claims, and for the office beside it the sums and the jobs that no tariff has priced.
struct ShowClaims: Sendable {
    let context: CompanyContext
    let filter: ClaimFilter
    /// What was chosen and typed before the decision was refused.
    var kept: DecisionForm?
    var status = HTTPResponse.Status.ok
    var warning: Complaint?

    var reader: Reader { context.reader }
    var isOffice: Bool { context.actor.dealer == nil }

    func run() async throws -> Response {
        switch filter.view {
        case .list: return try await rows()
        case .summary: return try await ShowClaimSums(context: context, filter: filter, views: views()).run()
        case .unpriced: return try await unpriced()
        }
    }

    struct Loaded: Sendable {
        let slice: Slice<ClaimList.Line, ID<Claim>>
        let total: ClaimList.Total
        let counts: [ClaimState: Int]
        let periods: [Period]
        let dealers: [(code: String, name: String)]
        let reject: [Reason]
        let sendBack: [Reason]
        /// A dealer's drafts.
        let drafts: ClaimList.Total?
        let lately: Int
        let share: ClaimList.Share?
        /// That wait for a decision.
        let appeals: Int?
        /// A dealer's claims with an open appeal.
        let appealed: Int
    }

    private func rows() async throws -> Response {
        let (filter, sight, now, month) = (filter, context.actor.sight, context.portal.now(), monthBegin)
        let loaded = try await context.company.read { try Loaded(filter, sight, now: now, since: month, $0) }
        return try context.show(page(loaded), status: status, warning: warning)
    }

    private var monthBegin: Instant {
        let clock = context.company.clock
        let period = Period(of: clock.day(of: context.portal.now()), in: clock.books)
        return clock.startOfDay(period.days(in: clock.books).lowerBound)
    }

    private func page(_ loaded: Loaded) throws -> ClaimsPage {
        let shown = loaded.slice.lines
        return ClaimsPage(
            views: isOffice ? views(appeals: loaded.appeals) : [], tiles: tiles(loaded), files: files(),
            state: filter.stateText, period: periodPick(loaded.periods),
            dealer: isOffice ? dealerPick(loaded.dealers) : nil, finding: findingPick(), rules: rules,
            share: loaded.share.flatMap(share), sending: loaded.drafts.flatMap(sending), words: filter.words,
            unit: reader.unitName, zeros: String(reader.unit.zeros), isOffice: isOffice,
            rows: shown.map(cells), hasRows: !shown.isEmpty, bar: bar(loaded), sum: sum(loaded.total),
            pager: shown.isEmpty
                ? nil : Pager(loaded.slice, of: filter, at: list, count: sum(loaded.total)),
            empty: shown.isEmpty ? Self.empty(filter, context) : nil)
    }

    private func cells(_ line: ClaimList.Line) -> ClaimCells {
        let currency = context.company.currency
        let found = FindingWords(context)
        let choice = ClaimChoice(id: line.id, version: line.version)
        return ClaimCells(
            href: context.paths(ClaimRoutes.one, line.id),
            choice: line.state.isFinal || line.state == .draft ? nil : choice.text,
            isChosen: kept?.choices.contains(choice) ?? false, number: line.number, dealer: line.dealer,
            service: reader.name(fa: line.serviceFa, en: line.serviceEn), completed: reader.day(line.completedOn),
            claimed: Amount(Money(line.claimed, currency), reader), minor: String(line.claimed),
            approved: line.approved.map { Amount(Money($0, currency), reader) }, badge: reader.badge(line),
            appeal: line.isAppealed ? reader.badge(AppealState.open) : nil,
            nothing: line.claimed == 0 ? Badge(kind: "neutral", label: reader.words("claims.nothing")) : nil,
            why: reader.why(line) ?? age(line), finding: line.gravest.map(found.badge),
            more: line.findings > 1 ? reader.words("claims.finding.more", reader.number(line.findings - 1)) : nil,
            found: line.state.isFinal ? nil : line.gravest.map(found.sentence))
    }

    /// How long a draft has been lying.
    private func age(_ line: ClaimList.Line) -> String? {
        guard line.state == .draft else { return nil }
        let days = Int(context.company.clock.day(of: context.portal.now()).number) - Int(line.completedOn.number)
        return reader.words.count("claims.age", days, reader)
    }

    private func sum(_ total: ClaimList.Total) -> String {
        guard let claimed = total.claimed else { return reader.words("claims.total.many", reader.bounded(total.count)) }
        return reader.words(
            "claims.total", reader.number(total.count), reader.money(Money(claimed, context.company.currency)))
    }
}

extension ShowClaims.Loaded {
    /// All is asked before the first answer is waited for.
    /// - Parameter month: when this month began.
    init(_ filter: ClaimFilter, _ sight: Actor.Sight, now: Instant, since month: Instant, _ tx: Transaction) throws {
        let isOffice = sight == .company
        let all = try ClaimList.counts(filter, sight, tx)
        let lately = try ClaimList.count(filter.lately(now: now), sight, tx)
        let appealed = isOffice ? nil : try ClaimList.count(filter.appealed(), sight, tx)
        let periods = try ClaimList.periods(sight, tx)
        let (reject, sendBack) = (try ReasonList.asked(.claimReject, tx), try ReasonList.asked(.claimSendBack, tx))
        let dealers = isOffice ? try ClaimList.dealers(tx) : nil
        let share = isOffice ? try ClaimList.share(since: month, tx) : nil
        let appeals = isOffice ? try AppealList.counts(tx) : nil
        slice = try ClaimList.slice(filter, sight, tx)
        counts = try all.value()
        total = try ClaimList.total(filter, sight, counts: counts, tx)
        let drafts = ClaimFilter(Asked(), isOffice: false, now: now).with(state: .draft)
        self.drafts = isOffice ? nil : try ClaimList.total(drafts, sight, tx)
        (self.periods, self.dealers) = (try periods.value(), try dealers?.value() ?? [])
        (self.reject, self.sendBack) = (try reject.value(), try sendBack.value())
        (self.lately, self.share, self.appeals) = (
            try lately.value(), try share?.value(), try appeals?.value()[.open]
        )
        self.appealed = try appealed?.value() ?? 0
    }
}

extension ShowClaims {
    private func bar(_ loaded: Loaded) -> DecisionBar? {
        guard filter.hasOpen, context.may(ClaimRoutes.decision) else { return nil }
        let form = kept ?? DecisionForm(FormBody())
        let (reject, sendBack, text) = form.fields(reject: loaded.reject, sendBack: loaded.sendBack, reader)
        return DecisionBar(
            action: context.paths(ClaimRoutes.decision), filter: Address.query(filter.place), reject: reject,
            sendBack: sendBack,
            text: text, mayApprove: filter.state?.allows(.approve) ?? true,
            maySendBack: filter.state?.allows(.sendBack) ?? true, asksBelowZero: form.asksBelowZero)
    }

    static func empty(_ filter: ClaimFilter, _ context: CompanyContext) -> EmptyNote {
        let all = ClaimFilter(Asked(), isOffice: context.actor.dealer == nil, now: context.portal.now())
            .with { $0.view = filter.view }
        let list = context.paths(ClaimRoutes.list)
        let isAll = Address.query(filter.place) == Address.query(all.place)
        return EmptyNote(
            title: context.words("claims.empty"), text: context.words("claims.empty.text"),
            action: isAll ? nil : .clear(all.address(list), context.words))
    }

    private func unpriced() async throws -> Response {
        let (rows, count) = try await context.company.read {
            (try UnpricedList.all(limit: 500, $0), try UnpricedList.count($0))
        }
        let lines = rows.map {
            UnpricedJobsPage.Line(
                href: context.paths(JobRoutes.one, $0.number), number: $0.number, dealer: $0.dealer,
                completed: reader.day($0.completedOn))
        }
        let empty = EmptyNote(
            title: reader.words("claims.unpriced.empty"), text: reader.words("claims.unpriced.empty.text"))
        return try context.show(
            UnpricedJobsPage(
                views: views(), lines: lines, hasRows: !lines.isEmpty,
                count: reader.words("claims.unpriced.count", reader.bounded(count)), empty: lines.isEmpty ? empty : nil)
        )
    }
}
