import Database
import Domain
import Ground
import Web
import Work

/// What a job waits for, on its page, and the way to ask for more.
struct JobRequestsCard: Sendable {
    struct Item: Sendable {
        let href: String
        let number: String
        let state: Badge
        let parts: String
    }

    private static let most = 20
    let items: [Item]
    let hasItems: Bool
    let addition: String?

    static func card(
        _ job: JobRow, _ context: CompanyContext, _: (any Sendable)?, _ tx: Transaction
    ) throws -> PageCard? {
        // The dealer's people have it at the head of the page.
        let form = job.isWithDealer && context.actor.dealer == nil ? context.pathIfAllowed(RequestRoutes.form) : nil
        return try card(job.id, ask: form.map { Address.of($0, [("job", job.number)]) }, context, tx)
    }

    /// On a machine's page in the workshop, for whoever may work on it.
    static func card(
        _ step: BenchStep, _ context: CompanyContext, _: (any Sendable)?, _ tx: Transaction
    ) throws -> PageCard? {
        guard context.profile.has(.stock) else { return nil }
        let mayAsk = (try? BenchStep.workable(step.number, by: context.actor, tx)) != nil
        let form = mayAsk ? context.pathIfAllowed(RequestRoutes.form) : nil
        let place = try BenchPartStore.lastPlace(tx)?.description ?? ""
        return try card(
            step.job, ask: form.map { Address.of($0, [("job", step.number), ("place", place)]) }, context, tx)
    }

    /// - Parameter ask: where more is asked for.
    private static func card(
        _ job: ID<Job>, ask: String?, _ context: CompanyContext, _ tx: Transaction
    ) throws -> PageCard? {
        guard context.may(RequestRoutes.list) else { return nil }
        let rows = try RequestList.all(of: job, context.actor.sight, limit: most, tx)
        guard !rows.isEmpty || ask != nil else { return nil }
        let codes = try RequestList.codes(of: rows.map(\.id), tx)
        let items = rows.map { row in
            Item(
                href: context.paths(RequestRoutes.one, row.number), number: row.number,
                state: Badge(row.state, context.words),
                parts: (codes[row.id] ?? []).map(\.isolatedLeftToRight).joined(separator: context.words("list.comma")))
        }
        return PageCard(
            "stock/_job_requests", at: .main,
            JobRequestsCard(
                items: items, hasItems: !items.isEmpty, addition: ask))
    }
}

/// For the dealer's people, beside what else they do about a job: it waits for a part.
struct JobWaitsCard: Sendable {
    let href: String

    static func card(_ job: JobRow, _ context: CompanyContext) -> PageCard? {
        guard context.actor.dealer != nil, job.isWithDealer, let form = context.pathIfAllowed(RequestRoutes.form)
        else { return nil }
        return PageCard(
            "stock/_job_waits", at: .head, JobWaitsCard(href: Address.of(form, [("job", job.number)])))
    }
}

/// The request that a transfer answers, on the transfer's page.
struct PaperRequestCard: Sendable {
    let href: String
    let number: String

    static func card(
        _ paper: PaperRow, _ context: CompanyContext, _: (any Sendable)?, _ tx: Transaction
    ) throws -> PageCard? {
        guard paper.kind == .transfer, let row = try RequestList.of(paper.id, tx),
            let href = context.pathIfAllowed(RequestRoutes.one, row.number)
        else { return nil }
        return PageCard("stock/_paper_request", at: .head, PaperRequestCard(href: href, number: row.number))
    }
}

/// What of requests waits for a person's hand.
enum RequestsWaiting {
    static func counts(_ context: CompanyContext, _ tx: Transaction) throws -> [WaitingCount] {
        func count(_ kind: String, _ tab: RequestTab) throws -> WaitingCount? {
            let list = Address.of(context.paths(RequestRoutes.list), [("tab", tab.rawValue)])
            let first = try RequestList.all(RequestList.state(tab), limit: WaitingCount.named, tx).map { row in
                NamedWait(
                    href: context.paths(RequestRoutes.one, row.number), title: row.number,
                    text: [row.dealerName, row.jobNumber].filter { !$0.isEmpty }.map(\.isolated).joined(
                        separator: " · "), end: context.reader.day(of: row.madeAt))
            }
            return WaitingCount(
                kind, .work, try RequestList.count(RequestList.state(tab), tx), at: list, first: first)
        }
        let asked = context.may(RequestRoutes.approval) ? try count("requests_asked", .asked) : nil
        guard context.may(RequestRoutes.picking) else { return [asked].compactMap(\.self) }
        return [asked, try count("requests_approved", .approved), try count("requests_picked", .picked)]
            .compactMap(\.self)
    }

    /// Above a dealer's day: what is on its way to him.
    static func lines(_ context: CompanyContext, _ tx: Transaction) throws -> [TodayLine] {
        guard context.actor.dealer != nil, let list = context.pathIfAllowed(RequestRoutes.list) else { return [] }
        let sight = RequestList.within(context.actor.sight)
        let count = try RequestList.count("\(RequestList.state(.sent)) AND \(sight)", tx)
        guard count > 0 else { return [] }
        let (words, reader) = (context.words, context.reader)
        return [
            TodayLine(
                words("stock.requests.today", reader.bounded(count)),
                href: Address.of(list, [("tab", RequestTab.sent.rawValue)]))
        ]
    }
}
