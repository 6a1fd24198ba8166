import Database
import Domain
import Ground
import Web

/// What may be answered to a question of the guide.
package struct IntakeAnswerRow: Sendable {
    package let id: ID<IntakeAnswer>
    package let question: ID<IntakeItem>
    package let names: BothNames
    package let step: GuideStep
    package let advice: BothNames

    fileprivate init(_ row: Row) throws {
        (id, question, names) = (try row("id"), try row("item_id"), try BothNames(row))
        advice = BothNames(fa: try row("advice_fa"), en: try row("advice_en"))
        let (next, fault): (ID<IntakeItem>?, ID<IntakeItem>?) = (
            try row.optional("next_id"), try row.optional("fault_id")
        )
        step = next.map(GuideStep.question) ?? fault.map(GuideStep.fault) ?? .advice
    }
}

/// What an answer says, as it is typed.
package struct IntakeAnswerFacts: Sendable {
    let names: BothNames
    let step: GuideStep
    let advice: BothNames

    package init(names: BothNames, step: GuideStep, advice: BothNames = BothNames(fa: "", en: "")) {
        (self.names, self.step, self.advice) = (names, step, advice)
    }

    fileprivate var next: ID<IntakeItem>? { if case .question(let id) = step { id } else { nil } }
    fileprivate var fault: ID<IntakeItem>? { if case .fault(let id) = step { id } else { nil } }
}

/// The answers to the questions of the guide. Nothing of it goes: it is set aside.
package enum IntakeAnswerStore {
    private static let most = 12

    /// Those that are offered, of these questions.
    package static func all(of questions: [ID<IntakeItem>], _ tx: Transaction) throws -> [IntakeAnswerRow] {
        guard !questions.isEmpty else { return [] }
        return try tx.rows(
            """
            SELECT id, item_id, name_fa, name_en, next_id, fault_id, advice_fa, advice_en FROM intake_answer
            WHERE item_id IN (\(questions)) AND is_retired = 0 ORDER BY item_id, id
            """
        ).map(IntakeAnswerRow.init)
    }

    /// - Parameter version: of the question: whoever changes its answers changes it.
    /// - Throws: `Refusal.hidden`, `Refusal.stale`, `products.guide.…`
    @discardableResult
    package static func add(
        _ facts: IntakeAnswerFacts, to question: ID<IntakeItem>, of group: ID<ProductGroup>, at version: Int,
        by person: ID<Person>?, _ tx: Transaction
    ) throws -> ID<IntakeAnswer> {
        let known = try checked(facts, to: question, of: group, at: version, tx)
        guard known.count < most else { throw Complaint("products.guide.many", String(most)) }
        let id: ID<IntakeAnswer> = try tx.insert(
            """
            INSERT INTO intake_answer (item_id, name_fa, name_en, next_id, fault_id, advice_fa, advice_en)
            VALUES (\(question), \(facts.names.fa), \(facts.names.en), \(facts.next), \(facts.fault), \(facts.advice.fa),
                    \(facts.advice.en))
            """)
        try touch(question, of: group, "answer_added", facts.names.fa, by: person, tx)
        return id
    }

    /// - Throws: as `add`.
    static func change(
        _ answer: ID<IntakeAnswer>, to facts: IntakeAnswerFacts, of question: ID<IntakeItem>,
        in group: ID<ProductGroup>,
        at version: Int, by person: ID<Person>, _ tx: Transaction
    ) throws {
        let known = try checked(facts, to: question, of: group, at: version, tx)
        guard known.contains(where: { $0.id == answer }) else { throw Refusal.hidden }
        _ = try tx.execute(
            """
            UPDATE intake_answer SET name_fa = \(facts.names.fa), name_en = \(facts.names.en), next_id = \(facts.next),
                fault_id = \(facts.fault), advice_fa = \(facts.advice.fa), advice_en = \(facts.advice.en)
            WHERE id = \(answer)
            """)
        try touch(question, of: group, "answer_changed", facts.names.fa, by: person, tx)
    }

    /// - Throws: `Refusal.hidden`, `Refusal.stale`.
    static func retire(
        _ answer: ID<IntakeAnswer>, of question: ID<IntakeItem>, in group: ID<ProductGroup>, at version: Int,
        by person: ID<Person>, _ tx: Transaction
    ) throws {
        let item = try IntakeItemStore.find(question, of: group, tx)
        guard let known = try all(of: [question], tx).first(where: { $0.id == answer }) else { throw Refusal.hidden }
        guard item.version == version else { throw Refusal.stale(Complaint("error.stale")) }
        _ = try tx.execute("UPDATE intake_answer SET is_retired = 1 WHERE id = \(answer)")
        try touch(question, of: group, "answer_retired", known.names.fa, by: person, tx)
    }

    /// - Returns: the answers that the question has.
    private static func checked(
        _ facts: IntakeAnswerFacts, to question: ID<IntakeItem>, of group: ID<ProductGroup>, at version: Int,
        _ tx: Transaction
    ) throws -> [IntakeAnswerRow] {
        let item = try IntakeItemStore.find(question, of: group, tx)
        guard item.field.kind == .question else { throw Refusal.hidden }
        guard item.version == version else { throw Refusal.stale(Complaint("error.stale")) }
        let items = try IntakeItemStore.all(of: group, tx)
        let answers = try all(of: items.filter { $0.field.kind == .question }.map(\.id), tx)
        switch facts.step {
        case .question(let next):
            guard items.contains(where: { $0.id == next && $0.field.kind == .question }) else { throw Refusal.hidden }
            try GuideTree.check(from: question, to: next, edges: edges(answers))
        case .fault(let fault):
            guard items.contains(where: { $0.id == fault && $0.field.kind == .fault }) else { throw Refusal.hidden }
        case .advice: break
        }
        return answers.filter { $0.question == question }
    }

    package static func edges(_ answers: [IntakeAnswerRow]) -> [ID<IntakeItem>: Set<ID<IntakeItem>>] {
        answers.reduce(into: [:]) { edges, answer in
            if case .question(let next) = answer.step { edges[answer.question, default: []].insert(next) }
        }
    }

    private static func touch(
        _ question: ID<IntakeItem>, of group: ID<ProductGroup>, _ kind: String, _ name: String, by person: ID<Person>?,
        _ tx: Transaction
    ) throws {
        _ = try tx.execute("UPDATE intake_item SET version = version + 1 WHERE id = \(question)")
        try EventStore.add(
            Event(kind, of: .productGroup(group), in: "products", detail: ["name": name]), by: person, tx)
    }
}
