import Database
import Domain
import Ground
import Web

/// How what goes one way is made and what follows of its end: put by the room whose way it is.
protocol DeliveryCourse: Sendable {
    var way: DeliveryWay { get }
    /// Whether a no may become a yes.
    var isPatient: Bool { get }
    /// What is sent for each; what is left out goes to nobody any more.
    func orders(
        for rows: [DeliveryRow], at now: Instant, in company: OpenCompany, _ root: Root, _ tx: Transaction
    ) throws -> [ID<Delivery>: PublicWire.Order]
    func end(_ row: DeliveryRow, _ fate: DeliveryFate, in company: OpenCompany, _ tx: Transaction) throws
}

/// Hands over what waits for the company's systems and for people's browsers.
struct SendDeliveries: RunKind {
    static let name = "deliver"
    var name: String { Self.name }
    var isPatient: Bool { true }
    private let wire: PublicWire
    private let courses: [any DeliveryCourse]

    init(_ wire: PublicWire = PublicWire(), by courses: [any DeliveryCourse]) {
        (self.wire, self.courses) = (wire, courses)
    }

    func open(_: RunRow, in company: OpenCompany, _ root: Root) async throws -> any RunWork {
        Delivering(company: company, root: root, wire: wire, courses: courses)
    }
}

private struct Delivering: RunWork {
    private static let batch = 40

    let company: OpenCompany
    let root: Root
    let wire: PublicWire
    let courses: [any DeliveryCourse]
    /// Of those that were taken on here.
    private var token = ""

    init(company: OpenCompany, root: Root, wire: PublicWire, courses: [any DeliveryCourse]) {
        (self.company, self.root, self.wire, self.courses) = (company, root, wire, courses)
    }

    /// Takes some on, then hands them over: two steps, so that whoever dies between them holds them for a minute alone.
    mutating func next(after step: String) async throws -> RunStep {
        guard step.isEmpty else { return try await handOver(step) }
        let isDue = try await company.read { tx in
            try DeliveryStore.nextMoment(tx).map { $0 <= tx.now } ?? false
        }
        guard isDue else { return .rest { try DeliveryStore.nextMoment($0) } }
        token = Secrets.token()
        let token = token
        return .write { tx in
            try DeliveryStore.claim(Self.batch, token: token, tx)
            return RunProgress(token, done: 0)
        }
    }

    func leaving(after step: String) -> RunStep? {
        guard !step.isEmpty, step == token else { return nil }
        return .rest { tx in
            try DeliveryStore.giveBack(token: step, tx)
            return try DeliveryStore.nextMoment(tx)
        }
    }

    private func handOver(_ step: String) async throws -> RunStep {
        guard step == token else { return .rest { try DeliveryStore.nextMoment($0) } }
        let (company, root, courses) = (company, root, courses)
        let (rows, orders) = try await company.read { tx in
            let rows = try DeliveryStore.claimed(step, tx)
            let orders = try courses.reduce(into: [ID<Delivery>: PublicWire.Order]()) { all, course in
                let his = rows.filter { $0.way == course.way }
                guard !his.isEmpty else { return }
                try all.merge(course.orders(for: his, at: tx.now, in: company, root, tx)) { $1 }
            }
            return (rows, orders)
        }
        let answers = await answers(to: rows.map { ($0, orders[$0.id]) })
        return .rest { tx in
            for (row, answer) in answers {
                guard let course = courses.first(where: { $0.way == row.way }) else { continue }
                let fate = DeliveryFate(
                    answer, attempts: row.attempts, isPatient: course.isPatient, scatter: Double.random(in: 0...1))
                try DeliveryStore.settle(row, answer, fate, token: step, tx)
                try course.end(row, fate, in: company, tx)
            }
            return try DeliveryStore.nextMoment(tx)
        }
    }

    /// All at once: a batch is small, and no target has more than a few of it.
    private func answers(to orders: [(DeliveryRow, PublicWire.Order?)]) async -> [(DeliveryRow, DeliveryAnswer)] {
        await withTaskGroup(of: (DeliveryRow, DeliveryAnswer).self) { group in
            for (row, order) in orders {
                group.addTask {
                    guard let order else { return (row, .refused("off")) }
                    return (row, await wire.post(order))
                }
            }
            return await group.reduce(into: []) { $0.append($1) }
        }
    }
}
