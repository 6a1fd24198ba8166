import Base
import Database
import Domain
import Fees

/// What the demo reads of a company to write its history.
enum DemoList {
    struct Dealer: Sendable {
        let id: ID<Domain.Dealer>
        let code: String
        let manager: String
        let mobile: String
        let city: String
    }

    static func dealers(_ tx: Transaction) throws -> [Dealer] {
        try tx.rows(
            "SELECT d.id, d.code, d.manager, d.mobile, c.name_fa AS city FROM dealer d JOIN city c ON c.id = d.city_id ORDER BY d.id"
        ).map { row in
            Dealer(
                id: try row("id"), code: try row("code"), manager: try row("manager"), mobile: try row("mobile"),
                city: try row("city"))
        }
    }

    /// Who has done most jobs.
    static func busiest(limit: Int, _ tx: Transaction) throws -> [(id: ID<Domain.Dealer>, code: String)] {
        try tx.rows(
            """
            SELECT d.id, d.code FROM dealer d JOIN job j ON j.dealer_id = d.id AND j.outcome = 'completed'
            GROUP BY d.id, d.code ORDER BY count(*) DESC, d.id LIMIT \(literal: limit)
            """
        ).map { (id: try $0("id"), code: try $0("code")) }
    }

    /// Done by dealers, the newest first.
    static func jobs(doneSince since: Instant, limit: Int, _ tx: Transaction) throws -> [ID<Job>] {
        try tx.list(
            """
            SELECT id FROM job WHERE completed_at >= \(since) AND outcome = 'completed' AND dealer_id IS NOT NULL
            ORDER BY completed_at DESC, id DESC LIMIT \(literal: limit)
            """)
    }

    /// Of the customers, the newest first.
    static func mobiles(limit: Int, _ tx: Transaction) throws -> [String] {
        try tx.list("SELECT mobile FROM customer ORDER BY id DESC LIMIT \(literal: limit)")
    }

    /// Of one customer, as people type it.
    static func mobiles(of customer: ID<Customer>?, _ tx: Transaction) throws -> [String] {
        guard let customer else { return [] }
        return try CustomerStore.numbers(of: customer, tx).map { MobileNumber.local(stored: $0.stored) }
    }

    /// Machines that were bought before a day, and of which nobody knows when they were installed.
    static func standing(
        since day: CalendarDay, limit: Int, _ tx: Transaction
    ) throws -> [(id: ID<Unit>, purchasedOn: CalendarDay)] {
        try tx.rows(
            """
            SELECT id, purchased_on FROM unit WHERE installed_on IS NULL AND purchased_on <= \(day)
            ORDER BY id LIMIT \(literal: limit)
            """
        ).map { (id: try $0("id"), purchasedOn: try $0("purchased_on")) }
    }

    /// Whose jobs were taken down last, each customer once.
    static func lastTaken(limit: Int, _ tx: Transaction) throws -> [(
        name: String, serial: String, model: ID<ProductModel>, city: ID<City>, address: String
    )] {
        try tx.rows(
            """
            SELECT k.name, u.serial, u.model_id, j.city_id, j.address FROM job j
            JOIN customer k ON k.id = j.customer_id JOIN unit u ON u.id = j.unit_id
            WHERE j.id IN (SELECT max(o.id) FROM job o GROUP BY o.customer_id) ORDER BY j.id DESC LIMIT \(literal: limit)
            """
        ).map {
            (
                name: try $0("name"), serial: try $0("serial"), model: try $0("model_id"), city: try $0("city_id"),
                address: try $0("address")
            )
        }
    }

    static func groups(_ tx: Transaction) throws -> [(id: ID<ProductGroup>, name: String)] {
        try tx.rows("SELECT id, name_fa FROM product_group WHERE is_retired = 0 ORDER BY id")
            .map { (id: try $0("id"), name: try $0("name_fa")) }
    }

    static func group(_ code: String, _ tx: Transaction) throws -> ID<ProductGroup>? {
        try tx.value("SELECT id FROM product_group WHERE code = \(code)")
    }

    /// Jobs on machines of a group that nobody has begun, the newest first.
    static func fresh(of group: ID<ProductGroup>, limit: Int, _ tx: Transaction) throws -> [String] {
        try tx.list(
            """
            SELECT number FROM job WHERE group_id = \(group) AND state IN ('received', 'offered', 'accepted', 'scheduled')
            ORDER BY received_on DESC, id DESC LIMIT \(literal: limit)
            """)
    }

    /// Jobs that a dealer is at, the newest first.
    static func underWay(limit: Int, _ tx: Transaction) throws -> [String] {
        try tx.list(
            """
            SELECT number FROM job WHERE state IN ('under_way', 'scheduled', 'accepted')
            ORDER BY received_on DESC, id DESC LIMIT \(literal: limit)
            """)
    }

    static func modelCode(_ tx: Transaction) throws -> String? {
        try tx.value("SELECT code FROM product_model WHERE is_retired = 0 ORDER BY id LIMIT 1")
    }

    /// What customers would have been told of their jobs since a day, in its order.
    static func told(
        since day: CalendarDay, limit: Int, _ tx: Transaction
    ) throws -> [(event: String, job: ID<Job>, number: String, customer: ID<Customer>, at: Instant)] {
        try tx.rows(
            """
            SELECT * FROM
                (SELECT 'job_received' AS event, id, number, customer_id, received_at AS at FROM job WHERE received_on >= \(day)
                 UNION ALL SELECT 'job_finished', id, number, customer_id, completed_at FROM job
                 WHERE outcome = 'completed' AND completed_on >= \(day)
                 ORDER BY at DESC LIMIT \(literal: limit)) told
            ORDER BY at, id
            """
        ).map { row in
            (
                event: try row("event"), job: try row("id"), number: try row("number"),
                customer: try row("customer_id"), at: try row("at")
            )
        }
    }

    static func dueServices(limit: Int, _ tx: Transaction) throws -> [ID<PlanService>] {
        try tx.list("SELECT id FROM plan_service WHERE state = 'due' ORDER BY id LIMIT \(literal: limit)")
    }

    /// A few of the services that nobody has called about, by the dealer of their city.
    static func dueOfDealers(
        limit: Int, today: CalendarDay, _ tx: Transaction
    ) throws -> [(dealer: ID<Domain.Dealer>, services: [ID<PlanService>])] {
        let rows = try tx.rows(
            """
            SELECT d.id AS dealer, s.id FROM plan_service s JOIN dealer d ON d.city_id = s.city_id
            WHERE s.state = 'due' AND d.id =
                (SELECT min(e.id) FROM dealer e WHERE e.city_id = s.city_id AND e.state = 'active'
                 AND \(today) BETWEEN e.contract_from AND e.contract_to)
            ORDER BY d.id, s.id
            """)
        var services: [ID<Domain.Dealer>: [ID<PlanService>]] = [:]
        for row in rows {
            let dealer: ID<Domain.Dealer> = try row("dealer")
            if services[dealer, default: []].count < limit { services[dealer, default: []].append(try row("id")) }
        }
        return services.sorted { $0.key < $1.key }.map { (dealer: $0.key, services: $0.value) }
    }

    /// Customers with the most machines, and those.
    static func owners(limit: Int, _ tx: Transaction) throws -> [(customer: ID<Customer>, units: [ID<Unit>])] {
        let owners: [ID<Customer>] = try tx.list(
            "SELECT customer_id FROM unit GROUP BY customer_id ORDER BY count(*) DESC, customer_id LIMIT \(literal: limit)"
        )
        return try owners.map { owner in
            (
                customer: owner,
                units: try tx.list("SELECT id FROM unit WHERE customer_id = \(owner) ORDER BY id LIMIT 10")
            )
        }
    }

    /// Who acts for each dealer, and for the head office, by role.
    static func actors(_ tx: Transaction) throws -> (dealers: [ID<Domain.Dealer>: Actor], office: [Role: Actor]) {
        var dealers: [ID<Domain.Dealer>: Actor] = [:]
        var office: [Role: Actor] = [:]
        for row in try tx.rows("SELECT id, name, roles, dealer_id FROM person ORDER BY id") {
            let roles = Roles(text: try row("roles"))
            let actor = try Actor(
                person: row("id"), name: row("name"), roles: roles, dealer: row.optional("dealer_id"))
            if let dealer = actor.dealer {
                if actor.has(.dealerManager) { dealers[dealer] = actor }
            } else if let role = roles.ordered.first {
                office[role] = actor
            }
        }
        return (dealers, office)
    }

    /// Jobs that wait for their history, by number.
    static func received(_ tx: Transaction) throws -> [(number: String, at: Instant)] {
        try tx.rows("SELECT number, received_at FROM job WHERE state = 'received' ORDER BY received_on, id").map {
            (try $0("number"), try $0("received_at"))
        }
    }

    static func jobCount(_ tx: Transaction) throws -> Int { try tx.value("SELECT count(*) FROM job") ?? 0 }

    static func models(_ tx: Transaction) throws -> [(id: ID<ProductModel>, group: ID<ProductGroup>)] {
        try tx.rows("SELECT id, group_id FROM product_model ORDER BY id").map { (try $0("id"), try $0("group_id")) }
    }

    /// Each dealer with the cities he covers and the groups he takes.
    static func coverage(
        _ tx: Transaction
    ) throws -> [(dealer: ID<Domain.Dealer>, city: ID<City>, groups: Set<ID<ProductGroup>>)] {
        var groups: [ID<Domain.Dealer>: Set<ID<ProductGroup>>] = [:]
        for row in try tx.rows("SELECT dealer_id, group_id FROM dealer_group") {
            groups[try row("dealer_id"), default: []].insert(try row("group_id"))
        }
        return try tx.rows("SELECT dealer_id, city_id FROM dealer_city ORDER BY dealer_id, city_id").map { row in
            let dealer: ID<Domain.Dealer> = try row("dealer_id")
            return (dealer, try row("city_id"), groups[dealer] ?? [])
        }
    }

    /// The first dealer's manager and technician: `role<tab>mobile`.
    static func signIns(_ tx: Transaction) throws -> [String] {
        try [Role.dealerManager, .dealerTechnician].compactMap { role in
            try tx.row(
                "SELECT mobile FROM person WHERE roles = \(role.rawValue) AND dealer_id IS NOT NULL ORDER BY dealer_id LIMIT 1"
            ).map { "\(role.rawValue)\t\(try MobileNumber($0("mobile")).local)" }
        }
    }

    /// The months that have claims, the earliest first.
    static func claimPeriods(_ tx: Transaction) throws -> [Period] {
        try tx.rows("SELECT DISTINCT period_year, period_month FROM claim ORDER BY period_year, period_month").map {
            Period(year: try $0("period_year"), month: try $0("period_month"))
        }
    }

    static func submitted(in period: Period, _ tx: Transaction) throws -> [ClaimChoice] {
        try tx.rows(
            """
            SELECT id, version FROM claim WHERE state = 'submitted' AND period_year = \(period.year)
            AND period_month = \(period.month) ORDER BY id
            """
        ).map { ClaimChoice(id: try $0("id"), version: try $0("version")) }
    }
}
