import Database
import Domain
import Ground
import HTTPTypes
import Hummingbird
import Web
import Work

/// The page of one run: its progress, or what it found.
struct ShowWhatIf: Sendable {
    let context: CompanyContext
    let id: ID<WhatIfRun>
    /// What the table of parts is by; nil where it is of the jobs that change most.
    let kind: WhatIfSum.Kind?

    private let reason: Input<String>?

    private static let jobs = "jobs"
    private static let kinds: [WhatIfSum.Kind] = [.dealer, .serviceType, .productGroup, .city]
    private var reader: Reader { context.reader }

    init(_ request: Request, _ id: ID<WhatIfRun>, _ context: CompanyContext) {
        let asked = request.asked.text("by")
        kind = asked == Self.jobs ? nil : Self.kinds.first { $0.rawValue == asked } ?? .dealer
        self.id = id
        self.context = context
        reason = nil
    }

    /// - Parameter reason: of a recomputation, as it was typed and refused.
    init(_ id: ID<WhatIfRun>, _ context: CompanyContext, reason: Input<String>? = nil) {
        kind = .dealer
        self.id = id
        self.context = context
        self.reason = reason
    }

    private struct Found: Sendable {
        let run: WhatIfRow
        let tariff: TariffRow
        let all: WhatIfSumList.Sum?
        let unpriced: WhatIfSumList.Sum?
        let refused: WhatIfSumList.Sum?
        let settled: WhatIfSumList.Sum?
        let recomputation: RecomputationRow?
        let isBookingFailed: Bool
        let parts: [WhatIfSumList.Sum]
        let changes: [WhatIfChange]
    }

    /// While it runs the page asks for itself again, by a header that needs no script.
    func run(status: HTTPResponse.Status = .ok, warning: Complaint? = nil) async throws -> Response {
        let (id, kind, reader) = (id, kind, reader)
        let found = try await context.company.read { tx -> Found? in
            guard let run = try WhatIfList.find(id, tx), let tariff = try TariffStore.find(run.tariff, tx) else {
                return nil
            }
            return Found(
                run: run, tariff: tariff, all: try WhatIfSumList.whole(.all, of: id, reader, tx),
                unpriced: try WhatIfSumList.whole(.unpriced, of: id, reader, tx),
                refused: try WhatIfSumList.whole(.refused, of: id, reader, tx),
                settled: try WhatIfSumList.whole(.settled, of: id, reader, tx),
                recomputation: try RecomputationStore.find(of: id, tx),
                isBookingFailed: try RunStore.last(Bookings.name, of: id.value, tx)?.state == .failed,
                parts: try kind.map { try WhatIfSumList.all($0, of: id, reader, tx) } ?? [],
                changes: kind == nil ? try WhatIfList.changes(of: id, tx) : [])
        }
        guard let found else { throw Refusal.hidden }
        let page = page(found)
        var response = try context.show(page, status: status, warning: warning)
        if page.isRunning || page.recomputation?.isBooking == true { response.headers[.init("Refresh")!] = "2" }
        return response
    }

    private func page(_ found: Found) -> WhatIfPage {
        let (run, tariff) = (found.run, found.tariff)
        let mayStart = context.may(WhatIfRoutes.restart)
        let place = context.paths(WhatIfRoutes.one, id)
        let isFailed = run.state == .failed
        return WhatIfPage(
            titleValues: [tariff.name], list: context.paths(TariffRoutes.list),
            tariff: context.paths(TariffRoutes.one, tariff.id), tariffName: tariff.name,
            title: reader.words("whatif.title", run.days(reader)), about: run.about(reader),
            badge: run.badge(reader), isRunning: run.state == .running,
            progress: reader.words("whatif.progress", reader.number(run.done), reader.number(run.jobs)),
            jobs: run.jobs, done: run.done, again: mayStart && isFailed ? context.paths(WhatIfRoutes.restart, id) : nil,
            failure: isFailed ? reader.complaint(run.complaint ?? Complaint("runs.broke_off")) : nil,
            notes: run.state == .done ? notes(found) : [], figures: found.all.map(figures),
            unit: reader.unitName,
            tabs: tabs(place), hasTabs: run.state == .done && found.all != nil,
            partHead: kind.map { reader.words("whatif.by.\($0.rawValue)") } ?? "", parts: found.parts.map(part),
            hasParts: !found.parts.isEmpty, changes: found.changes.map(change), hasChanges: !found.changes.isEmpty,
            recomputation: RecomputationView(
                found.recomputation, isBroken: found.isBookingFailed, settled: found.settled, of: tariff, run,
                typed: reason, context),
            isSame: run.state == .done && found.all?.changed == 0)
    }

    private func tabs(_ place: String) -> [Tab] {
        (Self.kinds.map(\.rawValue) + [Self.jobs]).map { name in
            Tab(
                href: "\(place)?by=\(name)", label: reader.words("whatif.by.\(name)"),
                isCurrent: name == kind?.rawValue ?? Self.jobs)
        }
    }

    private func notes(_ found: Found) -> [String] {
        var notes: [String] = []
        if found.run.revision != found.tariff.revision { notes.append(reader.words("whatif.edited_since")) }
        if let sum = found.unpriced {
            let money = reader.money(Money(sum.priced, context.company.currency))
            notes.append(reader.words("whatif.unpriced", reader.number(sum.jobs), money))
        }
        if let sum = found.refused, let complaint = found.run.complaint {
            notes.append(
                reader.words(
                    "whatif.refused", reader.number(sum.jobs), (found.run.failedJob ?? "").isolatedLeftToRight,
                    reader.complaint(complaint)))
        }
        return notes
    }

    private func amount(_ minor: Int64) -> Amount { Amount(Money(minor, context.company.currency), reader) }

    private func figures(_ sum: WhatIfSumList.Sum) -> WhatIfPage.Figures {
        WhatIfPage.Figures(
            computed: amount(sum.computed), priced: amount(sum.priced), difference: amount(sum.difference),
            percent: reader.percent(sum.difference, of: sum.computed), jobs: reader.number(sum.jobs),
            changed: reader.number(sum.changed))
    }

    private func part(_ sum: WhatIfSumList.Sum) -> WhatIfPage.Part {
        WhatIfPage.Part(
            name: sum.name, code: kind == .dealer ? sum.code : nil, jobs: reader.number(sum.jobs),
            changed: reader.number(sum.changed), computed: amount(sum.computed), priced: amount(sum.priced),
            difference: amount(sum.difference), percent: reader.percent(sum.difference, of: sum.computed))
    }

    private func change(_ change: WhatIfChange) -> WhatIfPage.Change {
        WhatIfPage.Change(
            number: change.number, href: context.paths(JobRoutes.one, change.number),
            lines: context.paths(WhatIfRoutes.change, id, change.position), dealer: change.dealer,
            day: reader.day(change.completedOn), computed: amount(change.computed), priced: amount(change.priced),
            difference: amount(change.priced - change.computed))
    }
}
