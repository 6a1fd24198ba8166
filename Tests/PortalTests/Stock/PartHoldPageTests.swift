import Database
import Domain
import Testing

@testable import Base
@testable import Ground
@testable import House
@testable import Stock
@testable import Treasury

@Suite("Pay that waits for removed parts")
struct PartHoldPageTests {
    @Test("is held for that job alone, stands beside what is paid with its reason, and is free when the part comes")
    func held() async throws {
        let world = try await World()
        try await world.addApproved([400_000])
        let late = try await world.addApproved([70_000, -5_000])
        let place = try await world.addPlace(.defective, "DF")
        let debt = try await world.addDebt(of: late, due: -1)
        let plan = try await world.plan()
        #expect(plan.total == Money(400_000))
        try await world.browse(as: .financeOfficer) { browser in
            for path in ["/arman/payouts/new", "/arman/dealers/D100/account"] {
                let page = try await browser.get(path).text
                for text in [late.number, "D-1", "۶۵٬۰۰۰"] { #expect(page.contains(text), "\(path) \(text)") }
            }
            let claim = try await browser.get("/arman/claims/\(late.id)").text
            #expect(claim.contains("پرداخت این کارمزد در انتظار است"))
        }
        try await world.browse(as: .dealerManager) { browser in
            let today = try await browser.get("/arman/today").text
            #expect(today.contains("۶۵٬۰۰۰") && today.contains("account#held"))
            let own = try await browser.get("/arman/dealers/mine/account").text
            #expect(own.contains(late.number) && own.contains("id=\"held\""))
        }
        let number = try await world.makePayout()
        try await world.bring(number, to: .sent)
        try await world.settle(number, .paid(on: world.today, reference: "R1"))
        let box = try await world.sendBox([debt])
        let onTheWay = try await world.plan()
        #expect(onTheWay.items.isEmpty)
        try await world.receiveBox(box, [debt], into: place)
        let after = try await world.plan()
        #expect(after.total == Money(65_000))
        // The parts of these tests have no words to be found by.
        let problems = try await world.problems().filter { $0.key != "doctor.part_lost" }
        #expect(problems == [])
    }

    @Test("follows the company's rule, and waits for nobody whose company has no warehouse")
    func rule() async throws {
        let world = try await World()
        let claim = try await world.addApproved([70_000])
        try await world.addDebt(of: claim, due: 5)
        var totals: [Int64] = []
        for hold in PartHold.allCases {
            try await world.keepHold(hold)
            totals.append(try await world.plan().total.minor)
        }
        #expect(totals == [0, 70_000, 70_000])
        try await world.keepHold(.always)
        try await world.arman.write { try Feature.stock.set(false, $0) }
        let off = try await world.plan()
        #expect(off.total == Money(70_000))
    }

    @Test("does not put off what is taken from a dealer")
    func against() async throws {
        let world = try await World()
        try await world.addApproved([400_000])
        let paid = try await world.addApproved([70_000])
        let number = try await world.makePayout()
        try await world.bring(number, to: .sent)
        try await world.settle(number, .paid(on: world.today, reference: "R1"))
        try await world.addDebt(of: paid, due: -1)
        try await world.addApproved([90_000])
        try await world.arman.write { tx in
            let dealer: ID<Dealer> = try #require(try tx.value("SELECT dealer_id FROM claim WHERE id = \(paid.id)"))
            try LedgerStore.post(
                Posting(
                    kind: .adjustment, dealer: dealer, amount: Money(-70_000), day: world.today, claim: paid.id), tx)
        }
        let plan = try await world.plan()
        #expect(plan.total == Money(20_000))
    }

    @Test("is exactly the pay of jobs with open debts under the rule, whatever happens to them")
    func property() async throws {
        let world = try await World()
        let place = try await world.addPlace(.defective, "DF")
        var chance = Chance(state: 14)
        var pays: [(claim: World.TestClaim, amount: Int64)] = []
        for number in 1...6 {
            let amount = Int64(number) * 10_000
            pays.append((try await world.addApproved([amount]), amount))
        }
        var debts: [(id: ID<PartDebt>, pay: Int)] = []
        for round in 1...12 {
            let which = Int.random(in: 0..<pays.count, using: &chance)
            let claim = pays[which].claim
            switch Int.random(in: 0..<4, using: &chance) {
            case 0, 1:
                debts.append(
                    (try await world.addDebt(of: claim, due: Int.random(in: -3...3, using: &chance)), which))
            case 2:
                guard let debt = debts.popLast() else { continue }
                let state: PartDebtState? = try await world.arman.read {
                    try $0.value("SELECT state FROM part_debt WHERE id = \(debt.id)")
                }
                guard state == .owed else { continue }
                let box = try await world.sendBox([debt.id])
                try await world.receiveBox(box, Bool.random(using: &chance) ? [debt.id] : [], into: place)
            default: try await world.keepHold(PartHold.allCases.randomElement(using: &chance) ?? .always)
            }
            let today = world.today
            let held: Set<Int64> = try await world.arman.read { tx in
                let hold = try StockSetting(tx).hold
                return Set(
                    try tx.rows("SELECT job_id, state, born_on, due_on FROM part_debt").filter {
                        try hold.holds($0("state"), bornOn: $0("born_on"), dueOn: $0("due_on"), on: today)
                    }.map { try $0("job_id") as Int64 })
            }
            let known = pays
            let jobs: [Int64: Int64] = try await world.arman.read { tx in
                try known.reduce(into: [:]) { jobs, pay in
                    let job: Int64 = try #require(try tx.value("SELECT job_id FROM claim WHERE id = \(pay.claim.id)"))
                    jobs[job] = pay.amount
                }
            }
            let free = jobs.filter { !held.contains($0.key) }.values.reduce(0, +)
            let plan = try await world.plan()
            #expect(plan.total.minor == free, "round \(round)")
        }
        let (fitted, kept) = (
            try await world.number("SELECT count(*) FROM stock_movement WHERE why = 'defective'"),
            try await world.number("SELECT count(*) FROM part_debt")
        )
        #expect(fitted == kept)
        let problems = try await world.stockProblems()
        #expect(problems == [])
    }

    @Test("a part that stays out is charged by two people, holds nothing besides, and is given back when it comes")
    func charge() async throws {
        let world = try await World()
        let claim = try await world.addApproved([70_000])
        let place = try await world.addPlace(.defective, "DF")
        let debt = try await world.addDebt(of: claim, due: -1)
        let soon = try await world.addDebt(of: try await world.addApproved([10_000]), due: 3)
        try await world.browse(as: .stockManager) { browser in
            let list = try await browser.get("/arman/stock/debts?tab=overdue").text
            #expect(list.contains("/arman/stock/debts/\(debt)/charge"))
            let early = try await browser.post(
                "/arman/stock/debts/\(soon)/charge", [("version", "1"), ("amount", "30000")])
            #expect(early.status == .unprocessableContent)
            let proposed = try await browser.post(
                "/arman/stock/debts/\(debt)/charge", [("version", "1"), ("amount", "30000")])
            #expect(proposed.status == .seeOther, "\(proposed.text)")
            let twice = try await browser.post(
                "/arman/stock/debts/\(debt)/charge", [("version", "1"), ("amount", "30000")])
            #expect(twice.status == .unprocessableContent)
        }
        let charge: Int64 = try #require(try await world.arman.read { try $0.value("SELECT id FROM part_charge") })
        let path = "/arman/stock/charges/\(charge)/confirmation"
        try await world.browse(as: .stockManager) { browser in
            let own = try await browser.post(path, [("version", "1")])
            #expect(own.status == .forbidden)
        }
        try await world.browse(as: .financeApprover) { browser in
            let home = try await browser.get("/arman").text
            #expect(home.contains("/arman/stock/charges"))
            let page = try await browser.get("/arman/stock/charges").text
            #expect(page.contains(path))
            let done = try await browser.post(path, [("version", "1")])
            #expect(done.status == .seeOther, "\(done.text)")
            #expect(try await browser.get("/arman/stock/charges").text.contains("/arman/stock/charges/export"))
            let file = try await browser.get("/arman/stock/charges/export").text
            #expect(file.contains("D-1") && file.contains("30000") && file.contains("کسر شد"))
        }
        let charged = try await world.sum(.partCharge)
        let paid = try await world.plan()
        #expect(charged == -30_000 && paid.total == Money(50_000))
        try await world.receiveBox(try await world.sendBox([debt]), [debt], into: place)
        let back = try await world.sum(.partCharge)
        #expect(back == 0)
        // The parts of these tests have no words to be found by.
        let problems = try await world.problems().filter { $0.key != "doctor.part_lost" }
        #expect(problems == [])
    }

    @Test("a dealer is reminded once before a part is due and once after")
    func reminded() async throws {
        let world = try await World()
        try await world.addDebt(of: try await world.addApproved([70_000]), due: 2)
        let manager = try await world.person(.dealerManager)
        func told() async throws -> [String] {
            try await world.arman.read {
                try $0.list(
                    """
                    SELECT kind FROM outbox WHERE person_id = \(manager) AND kind IN ('parts_due', 'parts_late') ORDER BY id
                    """)
            }
        }
        try await world.work()
        #expect(try await told() == ["parts_due"])
        world.time.move(seconds: 86_400)
        try await world.work()
        #expect(try await told() == ["parts_due"])
        world.time.move(seconds: 2 * 86_400)
        try await world.work()
        world.time.move(seconds: 86_400)
        try await world.work()
        #expect(try await told() == ["parts_due", "parts_late"])
    }

    @Test("the month's list is printed, and what was found is a question beside the middle of the others")
    func papers() async throws {
        let world = try await World()
        let claim = try await world.addApproved([70_000])
        let debt = try await world.addDebt(of: claim, due: 2)
        try await world.arman.write { tx in
            try tx.execute(
                """
                INSERT INTO dealer (code, name, manager, mobile, sheba, national_id, grade, city_id, daily_capacity,
                                    contract_from, contract_to)
                SELECT 'D300', name, manager, '+989121000001', sheba, national_id, grade, city_id, daily_capacity,
                       contract_from, contract_to FROM dealer WHERE code = 'D200'
                """)
            let dealers: [ID<Dealer>] = try tx.list("SELECT id FROM dealer ORDER BY id LIMIT 3")
            for (place, dealer) in dealers.enumerated() {
                for piece in 0..<10 {
                    let finding: PartFinding = piece < (place == 0 ? 6 : 1) ? .noFault : .failed
                    try tx.execute(
                        """
                        INSERT INTO part_debt (dealer_id, part_id, job_id, visit_id, state, born_on, due_on, finding, changed_at)
                        SELECT \(dealer), part_id, job_id, visit_id, 'inspected', born_on, due_on, \(finding), changed_at
                        FROM part_debt WHERE id = \(debt)
                        """)
                }
            }
        }
        try await world.browse(as: .dealerManager) { browser in
            let sheet = try await browser.get("/arman/stock/debts/print?dealer=D200").text
            #expect(sheet.contains(claim.number))
            let own = try await browser.get("/arman/stock/findings").text
            #expect(own.contains("۶۰٪") && own.contains("دست‌کم دو برابر میانه"))
        }
        try await world.browse(as: .dealerManager, dealer: 2) { browser in
            let sheet = try await browser.get("/arman/stock/debts/print?dealer=D100").text
            let other = try await browser.get("/arman/stock/findings").text
            #expect(!sheet.contains(claim.number) && !other.contains("۶۰٪"))
        }
        try await world.browse(as: .stockManager) { browser in
            let sheet = try await browser.get("/arman/stock/debts/print?dealer=D100").text
            let unknown = try await browser.get("/arman/stock/debts/print?dealer=nobody")
            #expect(sheet.contains(claim.number) && unknown.status == .notFound)
        }
    }

    @Test("is found from what is owed, and no table of what is past is walked through")
    func plan() async throws {
        let world = try await World()
        try await LongHistory.fill(world)
        try await world.addDebt(of: try await world.addApproved([70_000]), due: -1)
        try await world.arman.store.analyze()
        let today = world.today
        let plan: [String] = try await world.arman.read { tx in
            let statement = HeldPayList.rows("o.day <= \(today)", today)
            guard TestEngine.server == nil else {
                for way in ["seqscan", "hashjoin", "mergejoin"] {
                    try tx.execute("SET LOCAL \(SQL(trusted: "enable_\(way)")) = off")
                }
                return try tx.rows("EXPLAIN \(statement)").map { try $0("QUERY PLAN") }
            }
            return try tx.rows("EXPLAIN QUERY PLAN \(statement)").map { try $0("detail") }
        }
        #expect(plan.contains { $0.contains("part_debt") || $0.contains("SEARCH e USING INDEX") }, "\(plan)")
        #expect(!plan.contains { $0.contains(#/SCAN (l|c|j)\b|Seq Scan on (ledger_entry|job|claim)\b/#) }, "\(plan)")
    }
}
