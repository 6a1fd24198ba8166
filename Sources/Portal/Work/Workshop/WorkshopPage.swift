import Base
import Database
import Domain
import Ground
import Web

/// What the board is made of, read in one transaction.
struct WorkshopLoad: Sendable {
    let counts: [BenchState: Int]
    let columns: [BenchState: [BenchItemRow]]
    let late: Int
    let estimates: [ID<Job>: EstimateState]
    let benches: [BenchRow]
    let people: [BenchPerson]

    static func read(_ filter: BenchFilter, today: CalendarDay, _ tx: Transaction) throws -> WorkshopLoad {
        let columns = try WorkshopList.columns(filter, tx)
        let asked = (columns[.waitingEstimate] ?? []).map(\.job)
        return WorkshopLoad(
            counts: try WorkshopList.counts(filter, tx), columns: columns,
            late: try WorkshopList.late(filter, today: today, tx),
            estimates: try EstimateStore.latest(of: asked, .company, tx).mapValues(\.state),
            benches: try BenchStore.all(tx),
            people: try BenchStore.technicians(tx))
    }
}

extension Badge {
    init(_ state: BenchState, _ words: Words) {
        let kind =
            switch state {
            case .queue: "neutral"
            case .diagnosis, .repair: "accent"
            case .waitingEstimate, .waitingPart, .outside: "warning"
            case .test: "info"
            case .ready, .handedOver: "done"
            case .unrepaired, .returned, .disposed: "neutral"
            }
        self.init(kind: kind, label: words("workshop.state.\(state.rawValue)"))
    }
}

/// The board: a column for each state, the machines that have stood there for longest first.
struct WorkshopPage: Page {
    static let template = "workshop/board"
    let titleKey = "workshop.title"
    let links: WorkshopLinks
    let scan: String
    let action: String
    let late: Tab?
    let bench: Pick
    let technician: Pick
    let columns: [BoardColumn]
    let moving: Moving?
    let empty: EmptyNote?
    let hidden: [BoardHidden]

    /// The bar below, for those who move machines.
    struct Moving: Sendable {
        let action: String
        let chosen: String
        let to: Field
        let reason: Field
        /// nil for a technician: he takes what he begins with.
        let assigning: Assigning?
    }

    struct Assigning: Sendable {
        let bench: Field
        let technician: Field
    }

    init(_ load: WorkshopLoad, _ filter: BenchFilter, _ form: BoardForm?, _ context: CompanyContext) {
        let (reader, words, paths) = (context.reader, context.words, context.paths)
        links = WorkshopLinks(context)
        (scan, action) = (paths(WorkshopRoutes.find), paths(WorkshopRoutes.board))
        let list = paths(WorkshopRoutes.list)
        late =
            load.late == 0
            ? nil
            : Tab(
                href: filter.with { $0.show = .late }.address(list), label: words("workshop.late"),
                count: reader.number(load.late))
        bench = Pick(
            "bench", words("workshop.bench"), blank: words("workshop.bench.all"),
            load.benches.map { (value: $0.id.description, label: $0.names.shown(reader)) },
            chosen: filter.bench?.description)
        technician = Pick(
            "technician", words("workshop.technician"), blank: words("workshop.technician.all"),
            load.people.map { (value: $0.id.description, label: $0.name) }, chosen: filter.technician?.description)
        let mayMove = context.may(WorkshopRoutes.moves)
        let chosen = Set(form?.picks ?? [])
        columns = BenchState.open.map { state in
            BoardColumn(
                state, load, more: filter.with { $0.show = .state(state) }.address(list), chosen: chosen,
                isChoosing: mayMove, context)
        }
        hidden = filter.fields.filter { $0.0 == "bench" || $0.0 == "technician" }
            .map { BoardHidden(name: $0.0, value: $0.1) }.filter { !$0.value.isEmpty }
        let isEmpty = load.counts.isEmpty
        empty =
            isEmpty
            ? EmptyNote(
                title: words("workshop.none"), text: words("workshop.none_hint"),
                action: links.receive.map { .init(href: $0, label: words("workshop.receive")) }) : nil
        moving =
            mayMove && !isEmpty
            ? Moving(
                action: paths(WorkshopRoutes.moves), chosen: reader.number(chosen.count),
                to: BenchFields.state(BenchState.open, chosen: form?.to, reader),
                reason: BenchFields.reason(form?.reason ?? "", reader),
                assigning: context.actor.roles.meet(.workshopManagers)
                    ? Assigning(
                        bench: BenchFields.bench(load.benches, chosen: form?.bench, reader),
                        technician: BenchFields.technician(load.people, chosen: form?.technician, reader)) : nil)
            : nil
    }
}

struct BoardHidden: Sendable {
    let name: String
    let value: String
}

/// Where else to go in the workshop.
struct WorkshopLinks: Sendable {
    let receive: String?
    let mine: String?
    let list: String
    let benches: String?
    let storage: String?
    let others: [WorkshopLink]

    init(_ context: CompanyContext) {
        receive = context.pathIfAllowed(BenchItemRoutes.form)
        mine = context.pathIfAllowed(WorkshopRoutes.mine)
        list = context.paths(WorkshopRoutes.list)
        benches = context.pathIfAllowed(BenchRoutes.list)
        others = context.company.fittings[WorkshopSlots.links].compactMap { $0(context) }
        storage =
            context.actor.roles.meet(Set<Role>.workshopManagers.union(Set<Role>.seesMoney))
            ? context.paths(StorageRoutes.rule) : nil
    }
}
