import Base
import Database
import Domain
import Ground
import Web

/// What a machine's page is made of.
struct BenchItemLoad: Sendable {
    let item: BenchItemRow
    let job: JobRow
    let intakes: JobIntakes
    let benches: [BenchRow]
    let people: [BenchPerson]
    let handOver: HandOverRow?
    let cards: PageCards

    static func read(
        _ number: String, typed: (any Sendable)?, _ context: CompanyContext, _ tx: Transaction
    ) throws -> BenchItemLoad {
        let item = try BenchItemList.find(number, tx)
        let job = try JobStore.known(item.job, tx)
        let own = [
            try StorageCard.card(item, typed: typed, context, tx),
            try BenchWorkCard.card(item, job, typed: typed, context, tx),
            try EstimateCard.card(job, context, nil, tx), try FilesCard.card(of: .job(job.id), context, tx),
            try HistoryCard.card(of: .benchItem(item.id), context, tx),
        ].compactMap(\.self)
        let others =
            try context.company.fittings[WorkshopSlots.cards].isEmpty
            ? [] : context.cards(WorkshopSlots.cards, of: BenchStep(item, to: item.state), typed: typed, tx).main
        return BenchItemLoad(
            item: item, job: job, intakes: try JobIntakeStore.all(of: [job.id], tx), benches: try BenchStore.all(tx),
            people: try BenchStore.technicians(tx), handOver: try HandOverStore.find(item.id, tx),
            cards: PageCards(others + own))
    }
}

/// One machine in the workshop, and what may be done with it.
struct BenchItemPage: Page {
    struct Moving: Sendable {
        let action: String
        let to: Field
        let reason: Field
    }

    struct Assigning: Sendable {
        let action: String
        let bench: Field
        let technician: Field
    }

    struct Placing: Sendable {
        let action: String
        let shelf: Field
        let promised: Field
    }

    struct Link: Sendable {
        let href: String
        let label: String
    }

    static let template = "workshop/unit"
    let titleKey = "workshop.unit.title"
    let titleValues: [String]
    let board: String
    let badge: Badge
    let late: Badge?
    let links: [Link]
    let version: String
    let facts: [Fact]
    let handedOver: [Fact]
    let isHandedOver: Bool
    let slip: [Fact]
    let hasSlip: Bool
    let fetch: Link?
    let moving: Moving?
    let assigning: Assigning?
    let placing: Placing?
    let cards: PageCards

    init(_ load: BenchItemLoad, _ form: BoardForm?, _ context: CompanyContext) {
        let (reader, words, paths, item) = (context.reader, context.words, context.paths, load.item)
        titleValues = [item.number.isolatedLeftToRight]
        board = paths(WorkshopRoutes.board)
        badge = Badge(item.state, words)
        late = item.isLate(context.today) ? Badge(kind: "error", label: words("workshop.overdue")) : nil
        links = [
            (paths(JobRoutes.one, item.number), "workshop.job"),
            (paths(PaperRoutes.label, item.number), "papers.label"),
            (paths(PaperRoutes.slip, item.number), "papers.slip"),
            (paths(HandOverRoutes.paper, item.number), "workshop.fetch.print"),
        ].map { Link(href: $0, label: words($1)) }
        version = String(item.version)
        facts = Self.facts(item, context)
        handedOver = load.handOver.map { HandOverPaper.facts($0, context) } ?? []
        isHandedOver = !handedOver.isEmpty
        slip = load.intakes.facts(load.job.id, context.company.currency, reader)
        hasSlip = !slip.isEmpty
        fetch =
            item.state.handedOver == nil
            ? nil
            : context.pathIfAllowed(HandOverRoutes.form, item.number).map {
                Link(href: $0, label: words(item.state == .ready ? "workshop.fetch.do" : "workshop.fetch.back"))
            }
        let targets = item.state.targets.filter {
            $0 != .unrepaired || context.actor.roles.meet(.workshopManagers)
        }
        let isOthers = item.technician != nil && item.technician != context.actor.person
        let isManager = context.actor.roles.meet(.workshopManagers)
        let action = paths(BenchItemRoutes.moving, item.number)
        moving =
            context.may(BenchItemRoutes.moving) && !targets.isEmpty && (isManager || !isOthers)
            ? Moving(
                action: action, to: BenchFields.state(targets, chosen: form?.to, reader),
                reason: BenchFields.reason(form?.reason ?? "", reader)) : nil
        assigning =
            isManager && !item.state.isEnded
            ? Assigning(
                action: action, bench: BenchFields.bench(load.benches, chosen: item.bench, reader),
                technician: BenchFields.technician(load.people, chosen: item.technician, reader)) : nil
        placing =
            context.may(BenchItemRoutes.placing) && !item.state.isEnded
            ? Placing(
                action: paths(BenchItemRoutes.placing, item.number),
                shelf: Field(name: "shelf", label: words("workshop.shelf"), value: item.shelf),
                promised: Field(
                    name: "promised", label: words("workshop.promised"), value: item.promisedOn.map(reader.day) ?? ""
                ).asDay()) : nil
        cards = load.cards
    }

    static func facts(_ item: BenchItemRow, _ context: CompanyContext) -> [Fact] {
        let (reader, words) = (context.reader, context.words)
        let all: [Fact] = [
            Fact(label: words("jobs.customer"), value: item.customerName),
            Fact(label: words("jobs.model"), value: item.model),
            Fact(label: words("jobs.serial"), value: item.serial, isLtr: true),
            Fact(label: words("workshop.bench"), value: item.benchNames.shown(reader)),
            Fact(label: words("workshop.technician"), value: item.technicianName),
            Fact(label: words("workshop.shelf"), value: item.shelf),
            Fact(label: words("workshop.promised"), value: item.promisedOn.map(reader.day) ?? ""),
            Fact(label: words("workshop.since"), value: reader.dateTime(item.movedAt)),
            Fact(label: words("workshop.received_at"), value: reader.dateTime(item.receivedAt)),
            Fact(label: words("workshop.receiver"), value: item.receiver),
            Fact(label: words("workshop.sender"), value: item.sender),
            Fact(label: words("workshop.way_bill"), value: item.wayBill, isLtr: true),
            Fact(label: words("workshop.seal"), value: item.seal),
            Fact(label: words("workshop.differs"), value: item.differs),
            Fact(label: words("workshop.reason"), value: item.reason),
        ]
        return all.filter { !$0.value.isEmpty }
    }
}

/// That a job's machine is in the workshop, on the job's page.
struct InWorkshopCard: Sendable {
    let href: String?
    let receive: String?
    let badge: Badge?
    let facts: [Fact]

    static func card(
        _ job: JobRow, _ context: CompanyContext, _: (any Sendable)?, _ tx: Transaction
    ) throws -> PageCard? {
        guard context.may(BenchItemRoutes.one) else { return nil }
        guard let item = try BenchItemList.of(job.id, tx) else {
            guard job.state.allows(.admit), let form = context.pathIfAllowed(BenchItemRoutes.form) else { return nil }
            let isHere = try JobIntakeStore.all(of: [job.id], tx)[job.id].way.isInHouse
            guard isHere else { return nil }
            let receive = Address.of(form, [("job", job.number)])
            return PageCard(
                "workshop/_job", at: .aside, InWorkshopCard(href: nil, receive: receive, badge: nil, facts: []))
        }
        let reader = context.reader
        let facts = [
            Fact(label: context.words("workshop.bench"), value: item.benchNames.shown(reader)),
            Fact(label: context.words("workshop.technician"), value: item.technicianName),
            Fact(label: context.words("workshop.since"), value: reader.dateTime(item.movedAt)),
        ].filter { !$0.value.isEmpty }
        return PageCard(
            "workshop/_job", at: .aside,
            InWorkshopCard(
                href: context.paths(BenchItemRoutes.one, item.number), receive: nil,
                badge: Badge(item.state, context.words), facts: facts))
    }
}
