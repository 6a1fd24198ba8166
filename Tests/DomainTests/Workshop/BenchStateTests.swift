import Testing

@testable import Domain

@Suite("A machine in the workshop")
struct BenchStateTests {
    /// Every pair that is allowed; each pair that is not here is refused.
    static let moves: [BenchState: Set<BenchState>] = [
        .queue: [.diagnosis, .unrepaired],
        .diagnosis: [.queue, .waitingEstimate, .waitingPart, .outside, .repair, .test, .unrepaired],
        .waitingEstimate: [.diagnosis, .waitingPart, .outside, .repair, .unrepaired],
        .waitingPart: [.diagnosis, .waitingEstimate, .outside, .repair, .unrepaired],
        .outside: [.diagnosis, .waitingEstimate, .waitingPart, .repair, .test, .unrepaired],
        .repair: [.diagnosis, .waitingEstimate, .waitingPart, .outside, .test, .unrepaired],
        .test: [.diagnosis, .repair, .ready, .unrepaired],
        .ready: [.repair, .test],
        .unrepaired: [.diagnosis],
    ]

    private func actor(_ role: Role, _ id: Int64 = 1) throws -> Actor {
        try Actor(person: ID(id), name: "", roles: Roles([role]), dealer: nil)
    }

    @Test("follows the table for each pair of states", arguments: BenchState.allCases)
    func table(from: BenchState) {
        for to in BenchState.allCases {
            let isAllowed = Self.moves[from]?.contains(to) ?? false
            #expect(((try? from.moved(to: to)) == to) == isAllowed, "\(from) \(to)")
        }
    }

    @Test("is fetched only where it is ready or goes back unrepaired", arguments: BenchState.allCases)
    func fetched(from: BenchState) {
        let expected: [BenchState: BenchState] = [.ready: .handedOver, .unrepaired: .returned]
        #expect(from.handedOver == expected[from])
        #expect(!from.targets.contains(.handedOver) && !from.targets.contains(.returned))
        #expect(from.isEnded == [.handedOver, .returned, .disposed].contains(from))
        #expect(!from.targets.contains(.disposed))
    }

    @Test(
        "goes on where it stood once its parts are here, unless its customer has to say yes first, or has said no",
        arguments: [
            (BenchState?.some(.repair), EstimateState?.none, BenchState.repair), (.repair, .approved, .repair),
            (.diagnosis, nil, .diagnosis), (nil, nil, .diagnosis), (.diagnosis, .approved, .repair),
            (nil, .approved, .repair), (.repair, .open, .waitingEstimate), (.repair, .refused, .diagnosis),
            (.repair, .withdrawn, .repair), (.diagnosis, .replaced, .diagnosis),
        ])
    func parts(before: BenchState?, estimate: EstimateState?, expected: BenchState) {
        #expect(BenchState.afterParts(before: before, estimate: estimate) == expected)
        #expect(BenchState.waitingPart.targets.contains(expected))
    }

    @Test("is left by no state but the last three, and every open state is reached")
    func reached() {
        let reached = BenchState.allCases.reduce(into: Set<BenchState>()) { $0.formUnion($1.targets) }
        #expect(reached.union([.handedOver, .returned, .disposed]) == Set(BenchState.allCases))
        #expect(
            BenchState.allCases.filter { $0.targets.isEmpty && $0.handedOver == nil } == [
                .handedOver, .returned, .disposed,
            ])
    }

    @Test(
        "is gone on with by whoever has it, by anybody where nobody has, and by managers always",
        arguments: [
            (Role.benchTechnician, Int64?.none, Complaint?.none), (.benchTechnician, 1, nil),
            (.benchTechnician, 2, Complaint("workshop.denied.other")), (.workshopManager, 2, nil),
            (.serviceManager, 2, nil), (.administrator, 2, nil),
        ])
    func people(role: Role, technician: Int64?, refused: Complaint?) throws {
        let standing = BenchStanding(.queue, technician: technician.map { ID($0) }, estimate: nil)
        #expect(complaint { try MayMoveOnBench(actor(role), standing, to: .diagnosis, reason: "") } == refused)
    }

    @Test("goes back unrepaired by a manager's word, with a reason")
    func unrepaired() throws {
        let standing = BenchStanding(.diagnosis, technician: ID(1), estimate: .refused)
        func refused(_ role: Role, _ reason: String) -> Complaint? {
            complaint { try MayMoveOnBench(actor(role), standing, to: .unrepaired, reason: reason) }
        }
        #expect(refused(.benchTechnician, "x") == Complaint("workshop.denied.manager"))
        #expect(refused(.workshopManager, "") == Complaint("workshop.reason.missing"))
        #expect(refused(.workshopManager, "x") == nil)
    }

    @Test(
        "is not repaired before its customer has said yes to what it costs, where he was asked",
        arguments: [
            (EstimateState?.none, Complaint?.none), (.approved, nil), (.withdrawn, nil), (.replaced, nil),
            (.open, Complaint("workshop.estimate.open")), (.refused, Complaint("workshop.estimate.refused")),
        ])
    func estimate(state: EstimateState?, refused: Complaint?) throws {
        for from in [BenchState.waitingEstimate, .diagnosis] {
            let standing = BenchStanding(from, technician: nil, estimate: state)
            let seen = complaint {
                try MayMoveOnBench(actor(.benchTechnician), standing, to: .repair, reason: "")
            }
            #expect(seen == refused)
        }
    }

    private func complaint(_ work: () throws -> MayMoveOnBench) -> Complaint? {
        do {
            _ = try work()
            return nil
        } catch { return error as? Complaint }
    }
}
