import Database
import Domain
import Ground
import Web

/// A certificate with its course and its holder, as pages show it.
struct CertificateItem: Sendable {
    let id: ID<Certificate>
    let number: String
    let course: ID<Course>
    let names: BothNames
    let holder: String
    /// Whether he still works for the dealer: then it counts.
    let isThere: Bool
    let dealer: String
    let dealerName: String
    let from: CalendarDay
    let until: CalendarDay
    let note: String
    let giver: String
    let withdrawer: String?
    let withdrawnAt: Instant?
    let reason: String
    let version: Int

    fileprivate init(_ row: Row) throws {
        id = try row("id")
        number = try row("number")
        course = try row("course_id")
        names = BothNames(fa: try row("title_fa"), en: try row("title_en"))
        holder = try row("holder")
        isThere = try row("is_there")
        dealer = try row("dealer_code")
        dealerName = try row("dealer")
        from = try row("from_on")
        until = try row("until_on")
        note = try row("note")
        giver = try row("giver")
        withdrawer = try row.optional("withdrawer")
        withdrawnAt = try row.optional("withdrawn_at")
        reason = try row("reason")
        version = try row("version")
    }

    func state(on today: CalendarDay) -> Certificate.State {
        Certificate.state(until: until, isWithdrawn: withdrawnAt != nil, on: today)
    }
}

enum CertificateList {
    static let pageSize = 50
    private static let shownOfDealer = 200

    /// The newest first.
    static func slice(
        _ filter: CertificateFilter, size: Int = pageSize, today: CalendarDay, _ tx: Transaction
    ) throws -> Slice<CertificateItem, ID<Certificate>> {
        try Slice(filter.cursor, size: size, key: { $0.id }) { limit in
            try items(
                """
                \(condition(filter, today)) AND c.id < \(filter.cursor?.key.value ?? Int64.max)
                ORDER BY c.id DESC LIMIT \(literal: limit)
                """, tx)
        }
    }

    /// Those of a dealer's people, the newest first.
    static func all(of dealer: ID<Dealer>, _ tx: Transaction) throws -> [CertificateItem] {
        try items("c.dealer_id = \(dealer) ORDER BY c.id DESC LIMIT \(literal: shownOfDealer)", tx)
    }

    /// Those of one person, the newest first.
    static func all(of person: ID<Person>, _ tx: Transaction) throws -> [CertificateItem] {
        try items("c.person_id = \(person) ORDER BY c.id DESC LIMIT \(literal: shownOfDealer)", tx)
    }

    /// Who works for a dealer.
    static func people(of dealer: ID<Dealer>, _ tx: Transaction) throws -> [(id: ID<Person>, name: String)] {
        try tx.rows("SELECT id, name FROM person WHERE dealer_id = \(dealer) AND state = 'open' ORDER BY id")
            .map { (id: try $0("id"), name: try $0("name")) }.inPersianOrder { $0.name }
    }

    /// - Throws: `Refusal.hidden` where there is none.
    static func find(_ id: ID<Certificate>, _ tx: Transaction) throws -> CertificateItem {
        guard let item = try items("c.id = \(id)", tx).first else { throw Refusal.hidden }
        return item
    }

    private static func condition(_ filter: CertificateFilter, _ today: CalendarDay) -> SQL {
        let counts = CertificateStore.counts(on: today)
        let course: SQL = filter.course.map { "c.course_id = \($0)" } ?? "1 = 1"
        let state: SQL =
            switch filter.state {
            case .valid: counts
            case .ending: "c.until_on <= \(today.adding(days: Certificate.soon)) AND \(counts)"
            case .over: "c.withdrawn_at IS NULL AND NOT (\(counts))"
            case .withdrawn: "c.withdrawn_at IS NOT NULL"
            }
        return "\(course) AND \(state)"
    }

    private static func items(_ condition: SQL, _ tx: Transaction) throws -> [CertificateItem] {
        try tx.rows(
            """
            SELECT c.id, c.number, c.course_id, k.title_fa, k.title_en, p.name AS holder,
                CASE WHEN p.dealer_id = c.dealer_id AND p.state = 'open' THEN 1 ELSE 0 END AS is_there,
                d.code AS dealer_code, d.name AS dealer, c.from_on, c.until_on, c.note, g.name AS giver,
                w.name AS withdrawer, c.withdrawn_at, c.reason, c.version
            FROM certificate c JOIN course k ON k.id = c.course_id JOIN person p ON p.id = c.person_id
            JOIN dealer d ON d.id = c.dealer_id JOIN person g ON g.id = c.made_by
            LEFT JOIN person w ON w.id = c.withdrawn_by
            WHERE \(condition)
            """
        ).map(CertificateItem.init)
    }
}

/// Which certificates are listed, as it stands in the address: those that count where nothing is asked.
struct CertificateFilter: PagedFilter {
    static let paging = Paging(onward: "before", back: .never)
    let state: Certificate.State
    let course: ID<Course>?
    var cursor: Cursor<ID<Certificate>>?

    init(_ asked: Asked) {
        state = asked.word("state") ?? .valid
        course = ID(asked.text("course"))
        cursor = asked.cursor(Self.paging) { ID($0) }
    }

    var fields: [Address.Field] {
        [("state", state == .valid ? "" : state.rawValue), ("course", course?.description ?? "")]
    }
}
