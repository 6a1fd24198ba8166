import Database
import Domain
import HTTPTypes
import HummingbirdTesting
import Testing

@testable import Fees
@testable import Ground
@testable import Work

@Suite("Pay of the workshop")
struct BenchPayPageTests {
    private static let day: Int64 = 86_400

    private func period(_ world: World) -> Period {
        Period(of: world.arman.clock.day(of: world.time.now), in: world.arman.clock.books)
    }

    /// By two people's word, from this month on.
    private func agree(_ terms: BenchPayTerms, _ world: World) async throws {
        let (maker, person) = (try await world.officer(.administrator), try await world.person(.benchTechnician))
        let first = period(world).days(in: world.arman.clock.books).lowerBound
        try await world.arman.write { try ChangeBenchTerms(terms, for: person, from: first).run(by: maker.person, $0) }
    }

    /// A machine of the technician's that its owner has again. - Returns: its job's number.
    @discardableResult
    private func repaired(_ amount: Int64, _ world: World) async throws -> String {
        let job = try await world.addBenchItem()
        let (manager, arman) = (try await world.officer(.workshopManager), world.arman)
        let technician = try await world.person(.benchTechnician)
        try await arman.write { tx in
            try AssignUnits(job, version: 1, bench: nil, technician: technician).run(by: manager, in: tx)
        }
        try await world.move(job, .diagnosis, .repair, .test, .ready)
        try await arman.write { tx in
            let handOver = HandOver(
                receiver: "x", proof: .identity, shown: "x", bill: amount == 0 ? .free : .settled, amount: amount,
                note: amount == 0 ? "" : "رسید", ticks: Set(FetchTick.allCases))
            try HandOverUnit(number: job, version: BenchItemVersion.of(job, tx), handOver: handOver)
                .run(by: manager, in: arman, tx)
        }
        return job
    }

    @Test("is neither written nor confirmed by whom it pays")
    func own() async throws {
        let world = try await World()
        let (maker, approver) = (try await world.officer(.administrator), try await world.person(.financeApprover))
        let first = period(world).days(in: world.arman.clock.books).lowerBound
        try await world.arman.write { tx in
            let terms = try BenchPayTerms(.salary, amount: 5)
            #expect(throws: Complaint("bench_pay.denied.own")) {
                try ChangeBenchTerms(terms, for: maker.person, from: first).propose(by: maker.person, tx)
            }
            try ChangeBenchTerms(terms, for: approver, from: first).propose(by: maker.person, tx)
        }
        try await world.browse(as: .financeApprover) { browser in
            let list = try await browser.get("/arman/proposals").text
            #expect(list.contains("به دریافتی خود شما مربوط است") && !list.contains("/confirmation\""))
            let refused = try await browser.post("/arman/proposals/1/confirmation")
            #expect(refused.status == .unprocessableContent)
        }
        let count = try await world.number("SELECT count(*) FROM bench_terms")
        #expect(count == 0)
    }

    @Test("ends with terms of nothing: whoever has left is in no month that is closed after it")
    func ended() async throws {
        let world = try await World()
        let (maker, person) = (try await world.officer(.administrator), try await world.person(.benchTechnician))
        let first = period(world).days(in: world.arman.clock.books).lowerBound
        let month = period(world)
        world.time.move(seconds: 40 * Self.day)
        try await world.arman.write { tx in
            try ChangeBenchTerms(BenchPayTerms(.salary, amount: 5), for: person, from: first).run(by: maker.person, tx)
            try ChangeBenchTerms(BenchPayTerms(.ended), for: person, from: first).run(by: maker.person, tx)
            #expect(throws: Complaint("bench_pay.nobody")) {
                try CloseBenchMonth(month).run(by: maker.person, in: world.arman, tx)
            }
        }
    }

    @Test("is agreed by two people, from a month on, and each line says of what it was computed")
    func terms() async throws {
        let world = try await World()
        let person = try await world.person(.benchTechnician)
        let job = try await repaired(1_000_000, world)
        let path = "/arman/workshop/pay/people/\(person)"
        let fields = [
            ("kind", "labour"), ("amount", ""), ("share", "۱۲٫۵"), ("floor", ""), ("ceiling", ""),
            ("from", period(world).text),
        ]
        try await world.browse(as: .administrator) { browser in
            let empty = try await browser.get(path)
            #expect(empty.status == .ok && empty.text.contains("مبنایی نوشته نشده است"))
            let both = try await browser.post(path + "/terms", fields.map { ($0.0, $0.0 == "amount" ? "5" : $0.1) })
            #expect(both.status == .unprocessableContent && both.text.contains("value=\"۱۲٫۵\""))
            let sent = try await browser.post(path + "/terms", fields)
            #expect(sent.location == path, "\(sent.text.suffix(1500))")
            let page = try await browser.get(path).text
            #expect(page.contains("مبنایی نوشته نشده است"))
        }
        try await world.browse(as: .financeApprover) { browser in
            let list = try await browser.get("/arman/proposals").text
            #expect(list.contains("مبنای پرداخت تعمیرگاه"))
            let confirmed = try await browser.post("/arman/proposals/1/confirmation")
            #expect(confirmed.status == .seeOther, "\(confirmed.text.suffix(1500))")
            let page = try await browser.get(path).text
            #expect(page.contains(job) && page.contains("۱۲۵٬۰۰۰") && page.contains("۱٬۰۰۰٬۰۰۰"))
            let file = try await browser.get("/arman/workshop/pay/export?format=csv")
            #expect(file.status == .ok && file.text.contains("125000"))
        }
    }

    @Test("counts the labour that the customer has approved, never more than he paid")
    func labour() async throws {
        let world = try await World()
        let job = try await repaired(1_000_000, world)
        try await agree(BenchPayTerms(.labour, share: 5_000), world)
        let person = try await world.person(.administrator)
        for (price, expected) in [(400_000, 200_000), (7_000_000, 500_000)] as [(Int64, Int64)] {
            try await world.arman.write { tx in
                let (id, customer) = try (tx.one("SELECT id, customer_id FROM job WHERE number = \(job)")).pair()
                let revision: Int = (try tx.value("SELECT count(*) FROM estimate") ?? 0) + 1
                let estimate: ID<Estimate> = try tx.insert(
                    """
                    INSERT INTO estimate (job_id, revision, customer_id, valid_on, total, state, made_by, made_at, voice,
                                          answered_by, answered_at)
                    VALUES (\(id), \(revision), \(customer), 30000, \(price), 'approved', \(person), \(tx.now), 'phone',
                            \(person), \(tx.now))
                    """)
                _ = try tx.execute(
                    """
                    INSERT INTO estimate_line (estimate_id, position, kind, text, quantity, price)
                    VALUES (\(estimate), 1, 'labour', '', 1, \(price)), (\(estimate), 2, 'part', 'x', 1, 9)
                    """)
            }
            let (clock, month) = (world.arman.clock, period(world))
            let technician = try await world.person(.benchTechnician)
            let slip = try await world.arman.read { try BenchPayslip.read((technician, "x"), month, clock, $0) }
            #expect(slip.sum == expected)
        }
    }

    @Test("of a month that is over is closed and stays as it was, whatever is agreed or repaired afterwards")
    func closed() async throws {
        let world = try await World()
        try await agree(BenchPayTerms(.piece, amount: 70_000, floor: 100_000), world)
        try await repaired(0, world)
        let month = period(world)
        let path = "/arman/workshop/pay/months"
        try await world.browse(as: .financeOfficer) { browser in
            let early = try await browser.post(path, [("month", month.text)])
            #expect(early.status == .unprocessableContent)
        }
        world.time.move(seconds: 40 * Self.day)
        try await world.browse(as: .financeOfficer) { browser in
            let page = try await browser.get("/arman/workshop/pay?month=\(month.text)").text
            #expect(page.contains("۱۰۰٬۰۰۰") && page.contains("/workshop/pay/months"))
            let closed = try await browser.post(path, [("month", month.text)])
            #expect(closed.status == .seeOther, "\(closed.text.suffix(1500))")
            let again = try await browser.post(path, [("month", month.text)])
            #expect(again.location?.hasPrefix("/arman/workshop/pay") == true || again.status == .unprocessableContent)
            #expect(try await browser.post(path, [("month", "x")]).status == .badRequest)
        }
        #expect(try await world.number("SELECT amount FROM bench_month") == 100_000)
        #expect(try await world.number("SELECT count(*) FROM bench_earning") == 2)
        let (maker, person) = (try await world.officer(.administrator), try await world.person(.benchTechnician))
        let first = month.days(in: world.arman.clock.books).lowerBound
        let refused = await #expect(throws: Complaint.self) {
            try await world.arman.write { tx in
                try ChangeBenchTerms(BenchPayTerms(.salary, amount: 9), for: person, from: first)
                    .run(by: maker.person, tx)
            }
        }
        #expect(refused == Complaint("bench_pay.closed"))
    }

    @Test("is seen by those who see money and the workshop's manager; a technician sees his own alone")
    func sight() async throws {
        let world = try await World()
        try await agree(BenchPayTerms(.salary, amount: 150_000_000), world)
        let (technician, manager) = (
            try await world.person(.benchTechnician), try await world.person(.workshopManager)
        )
        try await world.browse(as: .benchTechnician) { browser in
            let own = try await browser.get("/arman/workshop/pay/mine")
            #expect(own.status == .ok && own.text.contains("۱۵۰٬۰۰۰٬۰۰۰") && !own.text.contains("/terms\""))
            #expect(try await browser.get("/arman/workshop/mine").text.contains("/workshop/pay/mine"))
            #expect(try await browser.get("/arman/workshop/pay").status == .notFound)
            #expect(try await browser.get("/arman/workshop/pay/people/\(manager)").status == .notFound)
        }
        try await world.browse(as: .workshopManager) { browser in
            let all = try await browser.get("/arman/workshop/pay").text
            #expect(all.contains("۱۵۰٬۰۰۰٬۰۰۰"))
            #expect(try await browser.post("/arman/workshop/pay/people/\(technician)/terms").status == .forbidden)
        }
        try await world.browse(as: .financeOfficer) { browser in
            let stranger = try await world.person(.dealerTechnician)
            #expect(try await browser.get("/arman/workshop/pay/people/\(stranger)").status == .notFound)
        }
    }
}

extension Row {
    fileprivate func pair() throws -> (ID<Job>, ID<Customer>) { (try self("id"), try self("customer_id")) }
}
