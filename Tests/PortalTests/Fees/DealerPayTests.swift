import Database
import Domain
import Testing

@testable import Fees
@testable import Ground

@Suite("What prices a dealer's jobs")
struct DealerPayTests {
    private static let half = """
        code,component,service_type,method,amount,base
        T-L,labour,,fixed,1000000,
        T-P,bonus,repair,percent,25,labour

        """

    @Test("is the technicians' tariff for a workshop of the company's own")
    func technicians() async throws {
        let world = try await World()
        try await world.addTariff()
        try await world.addTariff(file: Self.half, audience: "technicians")
        try await world.setPay(.technicians)
        let priced = try #require(try await world.priceRepair())
        #expect(priced.calculation.lines.map { "\($0.rule) \($0.amount)" } == ["T-L 1000000", "T-P 250000"])
        #expect(priced.isClaimed)
    }

    @Test("is nothing for one on a salary: no lines, nothing payable, no claim, and no place among the unpriced")
    func salaried() async throws {
        let world = try await World()
        try await world.addTariff()
        try await world.setPay(.salaried)
        let priced = try #require(try await world.priceRepair())
        #expect(priced.calculation.lines.isEmpty)
        #expect(priced.calculation.payable == 0)
        #expect(!priced.isClaimed)
        let waiting: Int? = try await world.arman.read { try $0.value("SELECT count(*) FROM unpriced_job") }
        #expect(waiting == 0)
        #expect(try await world.feeProblems().isEmpty)
    }

    @Test("decides which tariff the waiting jobs wait for; a change to a salary ends their waiting without a claim")
    func waiting() async throws {
        let world = try await World()
        let number = try await world.addJob()
        try await world.giveJob(number)
        #expect(try await world.finishJob(number) == nil)
        try await world.setPay(.technicians)
        let dealers = try await world.addTariff()
        try await world.price(dealers)
        #expect(try await world.number("SELECT count(*) FROM calculation") == 0)
        try await world.browse(as: .serviceManager) { browser in
            let answer = try await browser.post(
                "/arman/dealers/D100/pay",
                [("pay", "salaried"), ("before", "technicians"), ("pay_reason", "قرارداد تازه")])
            #expect(answer.status == .seeOther)
            try await world.work()
            let page = try await browser.get("/arman/dealers/D100").text
            #expect(page.contains("حقوق ثابت، بدون کارمزد") && page.contains("قرارداد تازه"))
        }
        let counts = try await world.arman.read { tx in
            [
                try tx.value("SELECT count(*) FROM unpriced_job", as: Int.self),
                try tx.value("SELECT count(*) FROM calculation", as: Int.self),
                try tx.value("SELECT count(*) FROM claim", as: Int.self),
            ]
        }
        #expect(counts == [0, 1, 0])
        #expect(try await world.feeProblems().isEmpty)
    }

    @Test("is changed with a reason, from what it was, by the head office alone")
    func refused() async throws {
        let world = try await World()
        try await world.browse(as: .serviceManager) { browser in
            for fields in [
                [("pay", "salaried"), ("before", "dealers"), ("pay_reason", "")],
                [("pay", "gold"), ("before", "dealers"), ("pay_reason", "x")],
                [("pay", "dealers"), ("before", "dealers"), ("pay_reason", "x")],
            ] {
                let answer = try await browser.post("/arman/dealers/D100/pay", fields)
                #expect(answer.status == .unprocessableContent, "\(fields)")
            }
            let stale = try await browser.post(
                "/arman/dealers/D100/pay", [("pay", "salaried"), ("before", "technicians"), ("pay_reason", "x")])
            #expect(stale.status == .conflict)
            #expect(stale.text.contains("name=\"before\" value=\"dealers\""))
            #expect(stale.text.contains("name=\"pay_reason\" type=\"text\" value=\"x\""))
            let blind = try await browser.post("/arman/dealers/D100/pay", [("pay", "salaried"), ("pay_reason", "x")])
            #expect(blind.status == .badRequest)
            let foreign = try await browser.post(
                "/arman/dealers/X/pay", [("pay", "salaried"), ("before", "dealers"), ("pay_reason", "x")])
            #expect(foreign.status == .notFound)
        }
        let events: Int? = try await world.arman.read { try $0.value("SELECT count(*) FROM dealer_event") }
        #expect(events == 0)
    }

    @Test("a dealer's page names the rules of tariffs that are his own")
    func ownRules() async throws {
        let world = try await World()
        let id = try await world.addTariff(
            file: "code,component,dealer,method,amount\nOWN-1,labour,D200|D100,fixed,5\nALL,visit,,fixed,6\n")
        try await world.browse(as: .auditor) { browser in
            let page = try await browser.get("/arman/dealers/D100").text
            #expect(page.contains("/arman/tariffs/\(id)#rule-OWN-1") && !page.contains("rule-ALL"))
        }
    }
}

extension World {
    func setPay(_ pay: DealerPay, of code: String = "D100") async throws {
        _ = try await arman.write { try $0.execute("UPDATE dealer SET pay = \(pay) WHERE code = \(code)") }
    }

    /// A repair that is done more than a day after it was accepted.
    func priceRepair() async throws -> PriceJob.Priced? {
        let number = try await addJob(service: "repair")
        try await giveJob(number)
        time.move(seconds: 30 * 3600)
        return try await finishJob(number)
    }

    /// What the doctor says of fees.
    func feeProblems() async throws -> [Complaint] { try await arman.read { try FeeDoctorList.all($0) } }
}

extension World {
    /// What follows when a tariff comes into force.
    func price(_ tariff: ID<TariffVersion>) async throws {
        try await arman.write { tx in
            try RunStore.add(WaitingJobs.ofTariff.name, of: tariff.value, by: nil, in: self.arman, tx)
        }
        try await work()
    }
}
