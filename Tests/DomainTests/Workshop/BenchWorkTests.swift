import Testing

@testable import Domain

@Suite("Work at a bench")
struct BenchWorkTests {
    @Test(
        "counts whole minutes, the begun one too, and no more than a day's work",
        arguments: [(0, 0), (1, 1), (60, 1), (61, 2), (3_600, 60), (43_200, 720), (90_000, 720), (-5, 0)]
            as [(Int64, Int)])
    func minutes(seconds: Int64, minutes: Int) {
        let start = Instant(seconds: 1_795_415_400)
        #expect(BenchMinutes.between(start, start.adding(seconds: seconds)) == minutes)
    }

    @Test("is written down by whoever has the machine, where nobody has it by anybody, and never once it has left")
    func people() throws {
        func refused(_ role: Role, _ state: BenchState, _ technician: Int64?) throws -> Complaint? {
            let actor = try Actor(person: ID(1), name: "", roles: Roles([role]), dealer: nil)
            do {
                _ = try MayWorkOnBench(actor, state, technician: technician.map { ID($0) })
                return nil
            } catch { return error }
        }
        #expect(try refused(.benchTechnician, .repair, 1) == nil)
        #expect(try refused(.benchTechnician, .repair, nil) == nil)
        #expect(try refused(.benchTechnician, .repair, 2) == Complaint("workshop.denied.other"))
        #expect(try refused(.workshopManager, .repair, 2) == nil)
        for state in BenchState.allCases where state.isEnded {
            #expect(try refused(.workshopManager, state, nil) == Complaint(BenchState.impossible))
        }
    }
}
