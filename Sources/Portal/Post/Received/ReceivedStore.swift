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
    /// It was answered by the machine: whether a serial is the company's.
    case check
    /// A warranty card began.
    case activation
    /// Nobody is asked: it is no person's number, or it is one of very many.
    case left
}

/// Messages that came in, each once.
package enum ReceivedStore {
    /// Contacts of one number a day: a flood fills no desk.
    private static let mostOfNumber = 20
    /// Contacts out of mails an hour, whoever sent them.
    private static let mostMails = 300
    /// Seconds in which a digit still answers the question of how the work was.
    private static let asked: Int64 = 14 * 86_400
    private static let longest = 2_000

    package static func take(
        _ sms: ReceivedSms, from provider: SmsProviderKind, in company: OpenCompany, _ tx: Transaction
    ) throws {
        let number = (try? MobileNumber(sms.from))?.e164
        let came = Came(
            provider: provider.rawValue, id: sms.id, number: number ?? sms.from, line: sms.line, title: "",
            text: String(sms.text.prefix(longest)))
        guard let id = try add(came, tx) else { return }
        let customer = try number.flatMap { try CustomerStore.find(stored: $0, tx) }
        try settle(id, decide(came.text, number, customer, id, in: company, tx), customer, tx)
    }

    /// A mail: attached to the customer whose address it is and to his job, and with the desk in any case.
    /// - Parameter id: the mailbox's own name of it, and whose mailbox it is.
    package static func take(_ mail: ReceivedMail, _ id: String, in company: OpenCompany, _ tx: Transaction) throws {
        let address = mail.from?.text.lowercased() ?? ""
        let came = Came(
            provider: "pop3", id: id, number: address, line: "", title: mail.subject,
            text: String(mail.text.prefix(longest)))
        guard let id = try add(came, tx) else { return }
        let customer: ID<Customer>? =
            try address.isEmpty
            ? nil
            : tx.value(
                """
                SELECT min(id) FROM customer WHERE email = \(address) AND email <> '' AND merged_into IS NULL
                    AND erased_at IS NULL
                """)
        if let customer, ReceivedText(mail.text) == .optOut, !mail.isAutomatic,
            let number = try CustomerStore.numbers(of: customer, tx).first?.stored
        {
            try ConsentStore.refuse(by: number, tx)
            return try settle(id, Outcome(.optOut), customer, tx)
        }
        // Two machines that answer each other would do so for ever, and what somebody is not there to say is no question.
        guard !mail.isAutomatic, !address.isEmpty, try isFew(from: address, tx), try areFewMails(tx) else {
            return try settle(id, Outcome(.left), customer, tx)
        }
        let job = try customer.flatMap { try JobMatchList.find(named: mail.subject, of: $0, tx) }
        let phone = try customer.flatMap { try CustomerStore.numbers(of: $0, tx).first?.stored } ?? ""
        let head = ReceivedNotice.Head(address: address, name: mail.name, subject: mail.subject)
        try settle(
            id, desk(ReceivedNotice(number: phone, text: mail.text, head: head), job, in: company, tx), customer, tx)
    }

    /// Those of these of the mailbox that are written down.
    static func known(_ ids: [String], _ tx: Transaction) throws -> [String] {
        try tx.list("SELECT provider_id FROM message_received WHERE provider = 'pop3' AND provider_id IN (\(ids))")
    }

    /// As it is kept.
    private struct Came {
        let provider: String
        let id: String
        /// Or an address.
        let number: String
        let line: String
        let title: String
        let text: String
    }

    /// What came of it.
    private struct Outcome {
        let meaning: ReceivedMeaning
        var job: ID<Job>?
        var contact = ""

        init(_ meaning: ReceivedMeaning, _ job: ID<Job>? = nil, contact: String = "") {
            (self.meaning, self.job, self.contact) = (meaning, job, contact)
        }
    }

    /// - Returns: nil for one that was here before.
    private static func add(_ came: Came, _ tx: Transaction) throws -> ID<ReceivedSms>? {
        try tx.value(
            """
            INSERT INTO message_received (provider, provider_id, number, line, title, body, came_at, meaning)
            VALUES (\(came.provider), \(came.id), \(came.number), \(came.line), \(came.title), \(came.text),
                    \(tx.now), 'left')
            ON CONFLICT (provider, provider_id) DO NOTHING RETURNING id
            """)
    }

    private static func settle(
        _ id: ID<ReceivedSms>, _ outcome: Outcome, _ customer: ID<Customer>?, _ tx: Transaction
    ) throws {
        try tx.later(
            """
            UPDATE message_received SET customer_id = \(customer), job_id = \(outcome.job),
                meaning = \(outcome.meaning), contact = \(outcome.contact) WHERE id = \(id)
            """)
    }

    private static func decide(
        _ text: String, _ number: String?, _ customer: ID<Customer>?, _ id: ID<ReceivedSms>, in company: OpenCompany,
        _ tx: Transaction
    ) throws -> Outcome {
        guard let number else { return Outcome(.left) }
        switch ReceivedText(text) {
        case .optOut:
            try ConsentStore.refuse(by: number, tx)
            return Outcome(.optOut)
        case .rating(let stars):
            if let customer, let job = try question(to: customer, tx),
                try JobAnswerStore.rate(stars, job, in: company, tx)
            {
                return Outcome(.rating, job)
            }
        case .check(let serial):
            let keyword = KeywordAnswer(number: number, customer: customer, question: id, company: company)
            if try keyword.check(serial, tx) { return Outcome(.check) }
        case .activation(let serial, let card):
            let keyword = KeywordAnswer(number: number, customer: customer, question: id, company: company)
            if try keyword.activate(serial, card, tx) { return Outcome(.activation) }
        case .other: break
        }
        guard try isFew(from: number, tx) else { return Outcome(.left) }
        let job = try customer.flatMap { try JobMatchList.find(named: text, of: $0, tx) }
        return try desk(ReceivedNotice(number: number, text: text), job, in: company, tx)
    }

    /// Who writes under ever other names is still one crowd.
    private static func areFewMails(_ tx: Transaction) throws -> Bool {
        let hour = tx.now.adding(seconds: -3_600)
        let count =
            try tx.value(
                """
                SELECT count(*) FROM message_received
                WHERE meaning = 'contact' AND came_at > \(hour) AND provider = 'pop3'
                """) ?? 0
        return count < mostMails
    }

    private static func isFew(from sender: String, _ tx: Transaction) throws -> Bool {
        try count(.contact, from: sender, tx) < mostOfNumber
    }

    /// Of a day. - Parameter sender: nil for all.
    static func count(_ meaning: ReceivedMeaning, from sender: String?, _ tx: Transaction) throws -> Int {
        let day = tx.now.adding(seconds: -86_400)
        let his: SQL = sender.map { "AND number = \($0)" } ?? ""
        return try tx.value(
            "SELECT count(*) FROM message_received WHERE meaning = \(meaning) AND came_at > \(day) \(his)") ?? 0
    }

    private static func desk(
        _ notice: ReceivedNotice, _ job: ID<Job>?, in company: OpenCompany, _ tx: Transaction
    ) throws -> Outcome {
        for piece in company.fittings[ReceivedSlots.taken] {
            if let contact = try piece(notice, company, tx) { return Outcome(.contact, job, contact: contact) }
        }
        return Outcome(.left, job)
    }

    static func name(of customer: ID<Customer>, _ tx: Transaction) throws -> String? {
        try tx.value("SELECT name FROM customer WHERE id = \(customer)")
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
            UPDATE message_received SET number = '', title = '', body = '–', provider_id = 'gone ' || id
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
        try tx.rows(
            "SELECT came_at, number, title, body FROM message_received WHERE customer_id = \(customer) ORDER BY id"
        )
        .map { row in
            DossierLine(
                context.words("received.title"), at: try row("came_at"),
                MobileNumber.local(stored: try row("number")),
                [try row("title") as String, try row("body") as String].filter { !$0.isEmpty }.joined(
                    separator: " · "))
        }
    }
}
