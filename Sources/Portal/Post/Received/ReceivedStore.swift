import Base
import Database
import Domain
import Ground
import Web
import Work

/// What came of a message that came in.
enum ReceivedMeaning: String, CaseIterable, ColumnValue, Sendable {
    case rating
    case optOut = "opt_out"
    case contact
    /// Nobody is asked: it is no person's number, or it is one of very many.
    case left
}

/// Messages that came in, each once.
enum ReceivedStore {
    /// Contacts of one number a day: a flood fills no desk.
    private static let mostOfNumber = 20
    /// Seconds in which a digit still answers the question of how the work was.
    private static let asked: Int64 = 14 * 86_400
    private static let longest = 2_000

    static func take(
        _ sms: ReceivedSms, from provider: SmsProviderKind, in company: OpenCompany, _ tx: Transaction
    ) throws {
        let number = (try? MobileNumber(sms.from))?.e164
        let text = String(sms.text.prefix(longest))
        guard let id = try add(sms, text, number ?? sms.from, provider, tx) else { return }
        let customer = try number.flatMap { try CustomerStore.find(stored: $0, tx) }
        let (meaning, job, contact) = try decide(text, number, customer, in: company, tx)
        try tx.later(
            """
            UPDATE message_received SET customer_id = \(customer), job_id = \(job), meaning = \(meaning),
                contact = \(contact) WHERE id = \(id)
            """)
    }

    /// - Returns: nil for one that was here before.
    private static func add(
        _ sms: ReceivedSms, _ text: String, _ number: String, _ provider: SmsProviderKind, _ tx: Transaction
    ) throws -> ID<ReceivedSms>? {
        try tx.value(
            """
            INSERT INTO message_received (provider, provider_id, number, line, body, came_at, meaning)
            VALUES (\(provider), \(sms.id), \(number), \(sms.line), \(text), \(tx.now), 'left')
            ON CONFLICT (provider, provider_id) DO NOTHING RETURNING id
            """)
    }

    private static func decide(
        _ text: String, _ number: String?, _ customer: ID<Customer>?, in company: OpenCompany, _ tx: Transaction
    ) throws -> (ReceivedMeaning, ID<Job>?, contact: String) {
        guard let number else { return (.left, nil, "") }
        switch ReceivedText(text) {
        case .optOut:
            try ConsentStore.refuse(by: number, tx)
            return (.optOut, nil, "")
        case .rating(let stars):
            if let customer, let job = try question(to: customer, tx),
                try JobAnswerStore.rate(stars, job, tx)
            {
                return (.rating, job, "")
            }
        case .other: break
        }
        let day = tx.now.adding(seconds: -86_400)
        let before: Int =
            try tx.value(
                """
                SELECT count(*) FROM message_received
                WHERE number = \(number) AND came_at > \(day) AND meaning = 'contact'
                """) ?? 0
        guard before < mostOfNumber else { return (.left, nil, "") }
        let notice = ReceivedNotice(number: number, text: text)
        for piece in company.fittings[ReceivedSlots.taken] {
            if let contact = try piece(notice, company, tx) { return (.contact, nil, contact) }
        }
        return (.left, nil, "")
    }

    /// The job that he was last asked about by a message of its end.
    private static func question(to customer: ID<Customer>, _ tx: Transaction) throws -> ID<Job>? {
        try tx.value(
            """
            SELECT subject_id FROM message WHERE customer_id = \(customer) AND event = \(MessageEvent.jobFinished.rawValue)
                AND state IN ('sent', 'delivered') AND sent_at > \(tx.now.adding(seconds: -asked)) ORDER BY id DESC LIMIT 1
            """)
    }

    static let erasing = Erasing { erasure, tx in
        _ = try tx.execute(
            """
            UPDATE message_received SET number = '', body = '–', provider_id = 'gone ' || id
            WHERE customer_id IN (\(erasure.everyone)) OR number IN (\(erasure.numbers))
            """)
        return []
    }

    /// With a customer who turns out to be another.
    static let move = CustomerMove("message_received") { customer, tx in
        try tx.list("SELECT id FROM message_received WHERE customer_id = \(customer) ORDER BY id")
    } move: { ids, customer, tx in
        _ = try tx.execute("UPDATE message_received SET customer_id = \(customer) WHERE id IN (\(ids))")
    }

    static func dossier(
        _ customer: ID<Customer>, _ context: CompanyContext, _ tx: Transaction
    ) throws -> [DossierLine] {
        try tx.rows("SELECT came_at, number, body FROM message_received WHERE customer_id = \(customer) ORDER BY id")
            .map { row in
                DossierLine(
                    context.words("received.title"), at: try row("came_at"),
                    MobileNumber.local(stored: try row("number")), try row("body"))
            }
    }
}
