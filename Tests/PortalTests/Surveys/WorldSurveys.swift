import Database
import Domain
import Testing

@testable import Base
@testable import Care
@testable import Ground
@testable import Work

extension World {
    /// A job that a dealer's technician has done, so many days ago.
    /// - Parameter worker: who was there; nil for the technician.
    @discardableResult
    func addDone(
        mobile: String, company: String = "arman", dealer code: String = "D100", daysAgo: Int = 4,
        worker: ID<Person>? = nil
    ) async throws -> String {
        let number = try await addJob(company: company, mobile: mobile)
        try await giveJob(number, company: company, dealer: code)
        let open = self.company(company)
        let technician = try await person(.dealerTechnician, company: company, dealer: code == "D200" ? 2 : 1)
        try await open.write { tx in
            let job = try JobStore.find(number, .company, tx)
            let day = open.clock.day(of: tx.now).adding(days: -daysAgo)
            let at = open.clock.instant(day, hour: 9, minute: 30)
            try JobStore.move(
                job, .finish, by: nil, .finished(at: at, on: day, .completed, fault: nil, .within), tx)
            try tx.execute("UPDATE job SET technician_id = \(technician) WHERE id = \(job.id)")
            try tx.execute(
                """
                INSERT INTO visit (job_id, dealer_id, made_by, made_at, visited_at, visited_on, outcome, minutes,
                                   km_tenths, symptom, remedy, customer_labour, customer_parts, note)
                VALUES (\(job.id), \(job.dealer), \(worker ?? technician), \(tx.now), \(at), \(day), 'completed', 75,
                        375, 'سرد نمی‌کند', 'تعویض برد', 0, 0, '')
                """)
        }
        return number
    }

    /// Jobs of as many customers.
    func addDone(_ count: Int, dealer: String = "D100", from: Int = 0) async throws {
        for place in from..<from + count {
            try await addDone(mobile: "0935\(String(1_000_000 + place).suffix(7))", dealer: dealer)
        }
    }

    @discardableResult
    func addSurveyRule(
        share: Int = 100, least: Int = 0, dealer: ID<Dealer>? = nil, company: String = "arman"
    ) async throws -> ID<SurveyRule> {
        let manager = try await person(.serviceManager, company: company)
        return try await self.company(company).write { tx in
            try SurveyRuleStore.add(
                SurveyRuleFacts(
                    name: "همه", dealer: dealer, sample: SurveySample(share: share, least: least)), by: manager, tx)
        }
    }

    @discardableResult
    func addSurveyRule(_ facts: SurveyRuleFacts) async throws -> ID<SurveyRule> {
        let manager = try await person(.serviceManager)
        return try await arman.write { try SurveyRuleStore.add(facts, by: manager, $0) }
    }

    /// Lets the walk through ended jobs run again.
    func listSurveys() async throws {
        try await arman.write { tx in
            _ = try tx.execute("UPDATE run SET not_before = 0, state = 'waiting' WHERE kind = 'survey_list'")
        }
        try await work()
    }

    func agent(_ role: Role = .surveyAgent, company: String = "arman") async throws -> Actor {
        try Actor(person: await person(role, company: company), name: "", roles: Roles([role]), dealer: nil)
    }

    /// The next call of somebody, and its version then.
    func takeCall(_ role: Role = .surveyAgent) async throws -> (id: ID<Survey>, version: Int)? {
        let (actor, company) = (try await agent(role), arman)
        return try await company.write { tx in
            guard let id = try SurveyStore.take(by: actor, in: company, tx) else { return nil }
            return (id, try SurveyStore.find(id, tx).version)
        }
    }

    static let subject: SurveyCall.Subject = { "score \($0) of \($1)" }

    /// Takes the next call and writes down what came of it.
    @discardableResult
    func makeCall(
        _ result: SurveyResult, _ answers: [Int: String] = [:], words: String = "", note: String = "",
        again: Instant? = nil, by role: Role = .surveyAgent
    ) async throws -> ID<Survey> {
        let call = try #require(try await takeCall(role))
        try await record(call, result, answers, words: words, note: note, again: again, by: role)
        return call.id
    }

    func record(
        _ call: (id: ID<Survey>, version: Int), _ result: SurveyResult, _ answers: [Int: String] = [:],
        words: String = "", note: String = "", again: Instant? = nil, by role: Role = .surveyAgent
    ) async throws {
        let (actor, company) = (try await agent(role), arman)
        try await company.write { tx in
            let version = try #require(try SurveyScriptStore.newest(tx)).id
            try SurveyCallStore.record(
                SurveyCall(
                    result, version: version, answers: answers, words: words, note: note, again: again,
                    subject: World.subject), about: call.id, at: call.version, by: actor, in: company, tx)
        }
    }

    /// `state omission` of all calls, in the order of their jobs.
    func surveys() async throws -> [String] {
        try await arman.read { tx in
            try tx.rows("SELECT state, omission FROM survey ORDER BY job_id").map { row in
                let (state, omission): (String, String?) = (try row("state"), try row.optional("omission"))
                return omission ?? state
            }
        }
    }

    static let good = [1: "yes", 2: "5", 3: "5", 4: "yes", 5: "no", 7: "10"]
    static let bad = [1: "yes", 2: "1", 3: "2", 4: "no", 5: "no", 6: "بد بود", 7: "2"]
}
