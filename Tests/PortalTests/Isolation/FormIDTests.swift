import Domain
import Testing

@testable import Ground
@testable import Work

@Suite("Isolation: an id inside a form")
struct FormIDTests {
    @Test("finance decides no claim of another company by its id")
    func claims() async throws {
        let (world, things) = try await World.withBelongings()
        let before = try await world.everything(of: "pars")
        try await world.browse(as: .financeOfficer) { browser in
            let own = "\(things[.own]!.parts["claim"]!).1"
            let foreign = "\(things[.otherCompany]!.parts["claim"]!).1"
            let answer = try await browser.post(
                "/arman/claims/decisions", [("decision", "approve"), ("claim", own), ("claim", foreign)])
            #expect([404, 409, 422].contains(answer.status.code))
        }
        let after = try await world.everything(of: "pars")
        #expect(after == before)
        let undecided = try await world.arman.read { tx in
            try tx.value("SELECT state FROM claim WHERE id = \(Int64(things[.own]!.parts["claim"]!)!)", as: String.self)
        }
        #expect(undecided == "submitted")
    }

    @Test("a dealer's manager gives no job to another dealer's technician, and none of another dealer to his own")
    func technicians() async throws {
        let (world, things) = try await World.withBelongings()
        let job = things[.colleague]!.parts["job"]!
        let foreignJob = things[.otherDealer]!.parts["job"]!
        let own = try await world.person(.dealerTechnician, company: "arman", dealer: 1)
        let others = [
            try await world.person(.dealerTechnician, company: "arman", dealer: 2),
            try await world.person(.dealerTechnician, company: "pars", dealer: 1),
        ]
        let before = try await world.technicians()
        try await world.browse(as: .dealerManager) { browser in
            for other in others {
                let answer = try await browser.post(
                    "/arman/jobs/\(job)/technician", [("version", "3"), ("technician", other.description)])
                #expect([404, 409, 422].contains(answer.status.code))
            }
            let answer = try await browser.post(
                "/arman/today/technician",
                [("job", JobPick(number: foreignJob, version: 3).text), ("technician", own.description)])
            #expect([404, 409, 422].contains(answer.status.code))
        }
        let after = try await world.technicians()
        #expect(after == before)
    }

    @Test("the dispatcher assigns no job of another company, and none to a dealer of another")
    func assignments() async throws {
        let (world, things) = try await World.withBelongings()
        let waiting = try await world.addJob()
        let pick = try await world.pick(waiting)
        let city = things[.own]!.parts["city"]!
        let own = try await world.dealer("D100")
        let foreign = JobPick(number: things[.otherCompany]!.parts["job"]!, version: 1).text
        let before = try await world.everything(of: "pars")
        try await world.browse(as: .dispatcher) { browser in
            for fields in [[("job", pick), ("dealer", "9999")], [("job", foreign), ("dealer", own)]] {
                let answer = try await browser.post("/arman/board/\(city)/assignments", fields)
                #expect([404, 409, 422].contains(answer.status.code))
            }
        }
        let after = try await world.everything(of: "pars")
        #expect(after == before)
        #expect(try await world.state(of: waiting) == .received)
    }

    @Test("an administrator gives nobody to a dealer of another company")
    func dealers() async throws {
        let (world, _) = try await World.withBelongings()
        let person = try await world.person(.auditor, company: "arman")
        try await world.browse(as: .administrator) { browser in
            let answer = try await browser.changeRoles(person, to: [.dealerManager], dealer: "P900")
            #expect(answer.status == .unprocessableContent)
        }
        let member = try await world.member(person)
        #expect(member.roles == Roles([.auditor]))
    }
}

extension World {
    /// Which technician has which job of arman.
    func technicians() async throws -> [String] {
        try await arman.read {
            try $0.rows("SELECT number, technician_id FROM job ORDER BY number").map { "\($0.fields)" }
        }
    }
}
