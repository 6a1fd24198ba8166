import Database
import Domain

/// Gathers what the company's rules are given of a claim.
enum ClaimFactsStore {
    /// Only the visits of the claim's dealer count, as for his fee.
    static func facts(of claim: ID<Claim>, _ tx: Transaction) throws -> ClaimFacts {
        let (others, misfits, swaps, doubts) = (
            try others(beside: claim, tx), try misfits(on: claim, tx), try swaps(on: claim, tx),
            try doubts(about: claim, tx)
        )
        let row = try tx.one(
            """
            SELECT c.dealer_id, j.service_type, j.city_id, j.completed_on, j.completed_at, j.accepted_at, j.warranty,
                   u.purchased_on, d.city_id AS home_id, d.contract_from, d.contract_to,
                   p.latitude_e4, p.longitude_e4, h.latitude_e4 AS home_latitude, h.longitude_e4 AS home_longitude,
                   EXISTS (SELECT 1 FROM dealer_city x WHERE x.dealer_id = d.id AND x.city_id = j.city_id) AS covers_city,
                   EXISTS (SELECT 1 FROM dealer_group x WHERE x.dealer_id = d.id AND x.group_id = j.group_id) AS takes_group,
                   (SELECT count(*) FROM attachment x JOIN visit v ON v.id = x.subject_id
                    WHERE x.subject = 'visit' AND v.job_id = j.id AND v.dealer_id = c.dealer_id) AS photos,
                   (SELECT x.photos FROM service_type x WHERE x.code = j.service_type) AS photos_asked,
                   (SELECT x.minutes FROM standard_minutes x
                    WHERE x.service_type = j.service_type AND x.group_id = j.group_id) AS standard,
                   (SELECT coalesce(sum(x.minutes), 0) FROM visit x
                    WHERE x.job_id = j.id AND x.dealer_id = c.dealer_id) AS minutes,
                   (SELECT coalesce(max(x.km_tenths), 0) FROM visit x
                    WHERE x.job_id = j.id AND x.dealer_id = c.dealer_id) AS km_tenths,
                   (SELECT coalesce(sum(x.claimed), 0) FROM claim_line x
                    WHERE x.claim_id = c.id AND x.claimed > 0) AS above_zero,
                   (SELECT coalesce(sum(x.claimed), 0) FROM claim_line x
                    WHERE x.claim_id = c.id AND x.fee_line_id IS NULL) AS asked,
                   (SELECT coalesce(sum(x.customer_labour), 0) FROM visit x
                    WHERE x.job_id = j.id AND x.dealer_id = c.dealer_id) AS labour_paid,
                   EXISTS (SELECT 1 FROM survey_score x WHERE x.job_id = j.id) AS is_scored,
                   (SELECT coalesce(sum(x.customer_travel), 0) FROM visit x
                    WHERE x.job_id = j.id AND x.dealer_id = c.dealer_id) AS travel_paid,
                   EXISTS (SELECT 1 FROM claim_line x LEFT JOIN fee_line l ON l.id = x.fee_line_id
                    WHERE x.claim_id = c.id AND x.claimed > 0
                    AND (x.component = 'travel' OR l.reason LIKE '%"km_%')) AS travels,
                   \(allowed(["labour", "visit"])) AS labour_allowed, \(allowed(["travel"])) AS travel_allowed,
                   \(claimed(["labour", "visit"])) AS labour_claimed, \(claimed(["travel"])) AS travel_claimed
            FROM claim c
            JOIN job j ON j.id = c.job_id
            JOIN unit u ON u.id = j.unit_id
            JOIN dealer d ON d.id = c.dealer_id
            JOIN city p ON p.id = j.city_id
            JOIN city h ON h.id = d.city_id
            WHERE c.id = \(claim)
            """)
        var facts = try plain(row)
        try add(others.value(), to: &facts, row)
        facts.misfits = try misfits.value()
        facts.swaps = try swaps.value()
        facts.doubts = try doubts.value()
        return facts
    }

    /// What the tariff lets the customer pay for these.
    private static func allowed(_ components: [String]) -> SQL {
        """
        (SELECT coalesce(sum(x.amount), 0) FROM fee_line x
         WHERE x.calculation_id = c.calculation_id AND x.payer = 'customer' AND x.component IN (\(components)))
        """
    }

    /// What the company is asked for these, without lines that are a share of what the customer paid.
    private static func claimed(_ components: [String]) -> SQL {
        """
        (SELECT coalesce(sum(x.claimed), 0) FROM claim_line x JOIN fee_line l ON l.id = x.fee_line_id
         WHERE x.claim_id = c.id AND l.component IN (\(components)) AND l.reason NOT LIKE '%"of":"customer%')
        """
    }

    private static func plain(_ row: Row) throws -> ClaimFacts {
        var facts = ClaimFacts()
        let day: CalendarDay = try row("completed_on")
        let completed: Instant = try row("completed_at")
        let (city, home): (ID<City>, ID<City>) = (try row("city_id"), try row("home_id"))
        let contract: ClosedRange<CalendarDay> = try row("contract_from")...row("contract_to")
        facts.typedTenths = try row("km_tenths")
        facts.mapTenths = city == home ? 0 : Int64(try road(row))
        facts.isTravelClaimed = try row("travels")
        facts.minutes = try row("minutes")
        facts.standardMinutes = try row.optional("standard")
        facts.photos = try row("photos")
        facts.photosAsked = try row("photos_asked")
        facts.isRegistered = try row.optional("purchased_on", as: CalendarDay.self) != nil
        facts.warranty = try row.optional("warranty") ?? .unknown
        facts.paidTwice = try ClaimFacts.PaidTwice.Purpose.allCases.map { purpose in
            let name = purpose.rawValue
            return .init(
                purpose, collected: try row("\(name)_paid"), allowed: try row("\(name)_allowed"),
                claimed: try row("\(name)_claimed"))
        }
        facts.claimedAboveZero = try row("above_zero")
        facts.asked = try row("asked")
        facts.isBeforeAcceptance = try row.optional("accepted_at", as: Instant.self).map { completed < $0 } ?? false
        facts.isWithinContractDays = contract.contains(day)
        facts.takesGroup = try row("takes_group")
        (facts.completedOn, facts.isScored) = (day, try row("is_scored"))
        facts.coversCity = try city == home || row("covers_city")
        return facts
    }

    private static func road(_ row: Row) throws -> Int {
        let place = { (latitude: Int, longitude: Int) in
            CityRow(
                nameFa: "", nameEn: "", provinceFa: "", provinceEn: "", iso: "", areaCode: "", isCapital: false,
                latitudeE4: latitude, longitudeE4: longitude, aliases: [])
        }
        let home = place(try row("home_latitude"), try row("home_longitude"))
        return home.roadTenths(to: place(try row("latitude_e4"), try row("longitude_e4")))
    }

    /// The other jobs on the same serial: a unit has few.
    private static func others(beside claim: ID<Claim>, _ tx: Transaction) throws -> Reply<[Row]> {
        try tx.ask(
            """
            SELECT o.number, o.dealer_id, o.service_type, o.outcome, o.completed_on, c.state, c.reversed_at
            FROM claim k JOIN job j ON j.id = k.job_id
            JOIN job o ON o.unit_id = j.unit_id AND o.id <> j.id AND o.completed_on <= j.completed_on
            LEFT JOIN claim c ON c.job_id = o.id
            WHERE k.id = \(claim) ORDER BY o.completed_on DESC, o.id DESC
            """
        ) { $0 }
    }

    /// What a dealer wrote behind a part's code is left out.
    private static func misfits(on claim: ID<Claim>, _ tx: Transaction) throws -> Reply<[String]> {
        try tx.ask(
            """
            SELECT p.part FROM claim c JOIN visit v ON v.job_id = c.job_id AND v.dealer_id = c.dealer_id
            JOIN visit_part p ON p.visit_id = v.id AND p.is_misfit = 1
            WHERE c.id = \(claim) ORDER BY p.id
            """
        ) { rows in
            try rows.reduce(into: []) { parts, row in
                let part: String = try row("part")
                let code = String(part.prefix { !$0.isWhitespace })
                if !parts.contains(code) { parts.append(code) }
            }
        }
    }

    /// What came out on his visits and was not known to be in.
    private static func swaps(on claim: ID<Claim>, _ tx: Transaction) throws -> Reply<[ClaimFinding.Swap]> {
        try tx.ask(
            """
            SELECT s.code, s.removed, s.held FROM claim c JOIN visit v ON v.job_id = c.job_id AND v.dealer_id = c.dealer_id
            JOIN swap_doubt s ON s.visit_id = v.id WHERE c.id = \(claim) ORDER BY s.id
            """
        ) { rows in
            try rows.map { .init(part: try $0("code"), removed: try $0("removed"), held: try $0("held")) }
        }
    }

    /// What his customer has said that contradicts the dealer.
    private static func doubts(
        about claim: ID<Claim>, _ tx: Transaction
    ) throws -> Reply<[ClaimFinding.Doubt]> {
        try tx.ask(
            """
            SELECT s.text_fa, s.text_en, s.value FROM claim c JOIN survey_doubt s ON s.job_id = c.job_id
            WHERE c.id = \(claim) ORDER BY s.position
            """
        ) { rows in
            try rows.map { .init(fa: try $0("text_fa"), en: try $0("text_en"), answer: try $0("value")) }
        }
    }

    private static func add(_ others: [Row], to facts: inout ClaimFacts, _ row: Row) throws {
        let day: CalendarDay = try row("completed_on")
        let dealer: ID<Dealer>? = try row.optional("dealer_id")
        let service: String = try row("service_type")
        for other in others {
            let (number, on): (String, CalendarDay) = (try other("number"), try other("completed_on"))
            let isOwn = try other.optional("dealer_id") == dealer
            let state: ClaimState? = try other.optional("state")
            let isSameWork = try other("service_type") == service && other.optional("outcome") == "completed"
            if on == day {
                let isTakenBack = try other.raw("reversed_at") != .null
                if facts.duplicate == nil, let state, state != .rejected, !isTakenBack {
                    facts.duplicate = .init(number: number, days: 0, isOwn: isOwn)
                }
            } else if isSameWork, facts.earlier == nil {
                facts.earlier = .init(number: number, days: Int64(day.number) - Int64(on.number), isOwn: isOwn)
            }
        }
    }
}

extension Row {
    fileprivate func optional<T: ColumnValue>(_ name: String, as type: T.Type) throws -> T? { try optional(name) }
}
