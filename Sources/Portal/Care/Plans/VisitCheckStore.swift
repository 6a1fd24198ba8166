import Base
import Database
import Domain
import Ground
import Web
import Work

/// What was answered to a check list.
struct CheckAnswer: Sendable {
    let visit: ID<Visit>
    let item: String
    let unit: String
    let answer: VisitAnswer
    let note: String

    fileprivate init?(_ row: Row) throws {
        guard let answer = VisitAnswer(code: try row("answer"), number: try row.optional("number")) else { return nil }
        self.answer = answer
        (visit, item, unit, note) = (try row("visit_id"), try row("item"), try row("unit"), try row("note"))
    }

    func text(_ reader: Reader) -> String { reader.answered(item, answer, unit: unit, note: note) }
}

enum VisitCheckStore {
    private static let columns: SQL = """
        SELECT k.visit_id, k.item, k.unit, k.answer, k.number, k.note FROM visit_check k
        """

    static func add(_ answers: [AnsweredQuestion], to visit: ID<Visit>, _ tx: Transaction) throws {
        let rows = answers.enumerated().map { index, answered -> SQL in
            let unit = answered.question.kind.unit ?? ""
            return """
                (\(visit), \(index + 1), \(answered.question.label), \(unit), \(answered.answer.code),
                 \(answered.answer.number), \(answered.note))
                """
        }
        guard let first = rows.first else { return }
        let values = rows.dropFirst().reduce(first) { $0 + "," + $1 }
        try tx.later("INSERT INTO visit_check (visit_id, position, item, unit, answer, number, note) VALUES \(values)")
    }

    static func all(of visits: [ID<Visit>], _ tx: Transaction) throws -> [CheckAnswer] {
        try tx.rows("\(columns) WHERE k.visit_id IN (\(visits)) ORDER BY k.visit_id, k.position")
            .compactMap(CheckAnswer.init)
    }

    /// By the item, the newest of each; of another dealer's visits nothing.
    static func known(of job: ID<Job>, for actor: Actor, _ tx: Transaction) throws -> [String: CheckAnswer] {
        try tx.rows(
            """
            \(columns) JOIN visit v ON v.id = k.visit_id WHERE v.job_id = \(job) AND \(VisitList.own(actor.sight))
            ORDER BY k.visit_id, k.position
            """
        ).compactMap(CheckAnswer.init).reduce(into: [:]) { $0[$1.item] = $1 }
    }

    /// The visits of a machine at which a list was answered, the newest first.
    static func visits(
        of unit: ID<Unit>, limit: Int, _ tx: Transaction
    ) throws -> [(id: ID<Visit>, day: CalendarDay, job: String)] {
        try tx.rows(
            """
            SELECT v.id, v.visited_on, j.number FROM job j JOIN visit v ON v.job_id = j.id
            WHERE j.unit_id = \(unit) AND EXISTS (SELECT 1 FROM visit_check k WHERE k.visit_id = v.id)
            ORDER BY v.id DESC LIMIT \(literal: limit)
            """
        ).map { (id: try $0("id"), day: try $0("visited_on"), job: try $0("number")) }
    }

    /// At visits of a customer's jobs.
    static func takeOut(_ erasure: CustomerErasure, _ tx: Transaction) throws {
        try erasure.takeOut(tx) { without in
            """
            UPDATE visit_check SET note = \(without("note")) WHERE visit_id IN
                (SELECT v.id FROM visit v JOIN job j ON j.id = v.job_id WHERE j.customer_id = \(erasure.customer))
            """
        }
    }

    static func dossier(
        _ customer: ID<Customer>, _ context: CompanyContext, _ tx: Transaction
    ) throws -> [DossierLine] {
        try tx.rows(
            """
            \(columns) JOIN visit v ON v.id = k.visit_id JOIN job j ON j.id = v.job_id
            WHERE j.customer_id = \(customer) ORDER BY k.visit_id, k.position
            """
        ).compactMap(CheckAnswer.init).map { answer in
            DossierLine(context.words("visits.ask"), answer.item, answer.text(context.reader))
        }
    }
}
