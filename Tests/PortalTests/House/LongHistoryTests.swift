import Database
import Domain
import Testing

@testable import Base
@testable import Fees
@testable import Ground
@testable import Treasury
@testable import Work

/// How the engines go about the pages that a long history slowed down. Only what is open, or so much as a page shows, is read.
enum LongHistory {
    /// 3,000 jobs, most of them done, each with a claim that was approved, posted and paid long ago.
    static func fill(_ world: World) async throws {
        try await JobPlanTests.fill(world)
        try await world.arman.write { tx in
            let past: SQL = "FROM job j WHERE j.state = 'done'"
            try tx.execute("UPDATE job SET completed_on = received_on WHERE state = 'done'")
            try tx.execute(
                """
                INSERT INTO calculation (job_id, facts, payable, currency, made_at) SELECT j.id, '{}', 100, 'IRR', 0 \(past)
                """)
            try tx.execute(
                """
                INSERT INTO claim (job_id, calculation_id, dealer_id, period_year, period_month, state, claimed, computed,
                                   approved, submitted_at, decided_at)
                SELECT k.job_id, k.id, j.dealer_id, 1400 + k.id % 5, 1 + k.id % 12, 'approved', 100, 100, 100, 0, k.id
                FROM calculation k JOIN job j ON j.id = k.job_id
                """)
            try tx.execute(
                """
                INSERT INTO ledger_entry (dealer_id, at, on_day, kind, amount, claim_id)
                SELECT dealer_id, 0, 20000, 'fee', 100, id FROM claim
                """)
            for entry in try tx.list("SELECT id FROM ledger_entry", as: ID<LedgerEntry>.self) {
                try OpenEntryStore.open(entry, tx)
            }
        }
        let past = try await world.makePayout()
        try await world.bring(past, to: .sent)
        try await world.settle(past, .paid(on: world.today, reference: "R"))
        try await world.addApproved([60_000])
        _ = try await world.makePayout()
        try await world.addApproved([70_000])
    }

    static func questions(_ world: World) async throws -> [Question] {
        let (order, today) = (world.order(), world.today)
        return try await world.arman.read { tx in
            let dealer = try #require(try DealerStore.id("D100", tx))
            let sight = Actor.Sight.dealer(dealer)
            let claims = ClaimFilter(Asked(), isOffice: false, now: tx.now)
            return [
                Question(
                    "owed", AccrualList.entries,
                    ["SCAN o USING COVERING INDEX open_entry_dealer", "INDEX payout_item_waiting"]),
                Question("payout", PayoutDueList.waiting(order), ["o"]),
                Question("owed claims", AccrualList.claims, ["INDEX claim_open|INDEX claim_state (state=?)"]),
                Question("undecided", PayoutDueList.undecided(order), ["INDEX claim_open|INDEX claim_state (state=?)"]),
                Question("balance", LedgerList.account(dealer), ["COVERING INDEX ledger_entry_dealer"]),
                Question(
                    "a year of an account", LedgerList.days(dealer, today.adding(days: -365)...today),
                    ["COVERING INDEX ledger_entry_dealer (dealer_id=? AND on_day>? AND on_day<?)"]),
                Question(
                    "all years of an account", LedgerList.ends(dealer),
                    ["COVERING INDEX ledger_entry_dealer (dealer_id=?)"]),
                Question(
                    "a year of claims",
                    LedgerList.months(of: dealer, 1403, [10, 11, 12]),
                    ["INDEX claim_period (period_year=? AND period_month=? AND dealer_id=?)"]),
                Question(
                    "today", TodayList.cards(sight, today: today, at: tx.now),
                    ["INDEX job_in_hand (dealer_id=? AND state=?"]),
                Question("today counted", TodayList.count(sight, today: today), ["COVERING INDEX job_in_hand"]),
                Question("claims", ClaimList.page(claims, sight, limit: 51), ["INDEX claim_dealer (dealer_id=?"]),
                Question(
                    "claims lately", ClaimList.counting(claims.lately(now: tx.now), sight),
                    ["INDEX claim_dealer_decided (dealer_id=? AND decided_at>?"]),
                Question(
                    "all lately", ClaimList.counting(claims.lately(now: tx.now), .company),
                    ["INDEX claim_decided (decided_at>?"]),
                Question(
                    "first month", ClaimList.month(.onward, sight),
                    ["COVERING INDEX claim_sums (state=? AND dealer_id=?)"]),
                Question(
                    "last month", ClaimList.month(.back, sight),
                    ["COVERING INDEX claim_sums (state=? AND dealer_id=?)"]),
                Question(
                    "name", try JobPlanTests.statement("q=zahra", isMany: true, today, tx),
                    ["COVERING INDEX customer_word_customer (customer_id=? AND word>? AND word<?)", "INDEX job_newest"]),
            ]
        }
    }

    struct Question {
        let name: String
        let statement: SQL
        /// What a file's plan says; either of two with a bar between them.
        let ways: [String]

        init(_ name: String, _ statement: SQL, _ ways: [String]) {
            self.name = name
            self.statement = statement
            self.ways = ways
        }
    }
}

@Suite("With a long history")
struct LongHistoryTests {
    @Test(
        "a file leads to what is open by its own index", .enabled(if: TestEngine.server == nil),
        arguments: [false, true])
    func file(isAnalyzed: Bool) async throws {
        let world = try await World()
        try await LongHistory.fill(world)
        if isAnalyzed { try await world.arman.store.analyze() }
        for question in try await LongHistory.questions(world) {
            let plan: [String] = try await world.arman.read { tx in
                try tx.rows("EXPLAIN QUERY PLAN \(question.statement)").map { try $0("detail") }
            }
            for way in question.ways {
                let ways = way.split(separator: "|")
                #expect(
                    plan.contains { step in ways.contains { step.contains($0) } }, "\(question.name) \(way): \(plan)")
            }
            #expect(
                !plan.contains {
                    $0.contains(
                        #/SCAN (e|j|w)\b|SCAN c USING (?!COVERING INDEX claim_open)|MATERIALIZE claim|LIST SUBQUERY|ANY\(/#
                    )
                },
                "\(question.name): \(plan)")
        }
    }

    @Test("a server walks through no table of what is past", .enabled(if: TestEngine.server != nil))
    func server() async throws {
        let world = try await World()
        try await LongHistory.fill(world)
        try await world.arman.store.analyze()
        for question in try await LongHistory.questions(world) {
            // With so few rows it rightly reads a table instead: what is asked is whether it needs to.
            let plan: [String] = try await world.arman.read { tx in
                for way in ["seqscan", "hashjoin", "mergejoin"] {
                    try tx.execute("SET LOCAL \(SQL(trusted: "enable_\(way)")) = off")
                }
                return try tx.rows("EXPLAIN \(question.statement)").map { try $0("QUERY PLAN") }
            }
            #expect(
                !plan.contains { $0.contains(#/Seq Scan on (ledger_entry|job|claim|customer_word|payout_entry)\b/#) },
                "\(question.name): \(plan)")
        }
    }

    @Test("a word that very many are called by is counted up to the bound, and one that few are exactly")
    func count() async throws {
        let world = try await World()
        try await JobPlanTests.fill(world)
        let today = world.today
        for (asked, found) in [("q=zahra", 1_001), ("q=zahra&state=received", 150), ("q=zahra%2B989301000001", 5)] {
            let count = try await world.arman.read { tx in
                let query = try JobSearchList.query(
                    JobFilter(Asked(query: asked)), .company, today: today, answerBy: tx.now, groups: [], tx)
                return try JobList.count(query, tx)
            }
            #expect(count == found, "\(asked)")
        }
    }
}
