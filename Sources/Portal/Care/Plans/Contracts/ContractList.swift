import Base
import Database
import Domain
import Ground
import Web
import Work

/// A contract as it stands.
struct ContractRow: Sendable {
    let id: ID<ServiceContract>
    let number: String
    let customer: ID<Customer>
    let customerName: String
    let mobile: String
    let template: ID<PlanTemplate>
    let name: String
    let serviceType: String
    let terms: ContractTerms
    /// The last day on which it holds.
    let until: CalendarDay
    let price: Int64
    let responseHours: Int?
    let note: String
    let machines: Int
    /// The numbers of the one before it, and of the one that follows it.
    let renews: String?
    let renewedBy: String?
    let cancelledFrom: CalendarDay?
    let cancelReason: String
    let version: Int

    static let columns: SQL = """
        SELECT c.id, c.number, c.customer_id, k.name AS customer, k.mobile, c.template_id, t.name, t.service_type, c.first_on,
               c.last_on, c.until_on, c.visits, c.free_labour, c.free_travel, c.free_parts, c.covers_repairs, c.price,
               c.response_hours, c.note, c.cancelled_from, c.cancel_reason, c.version, b.number AS renews,
               (SELECT count(*) FROM service_contract_unit x WHERE x.contract_id = c.id) AS machines,
               (SELECT a.number FROM service_contract a WHERE a.renews_id = c.id) AS renewed_by
        FROM service_contract c JOIN customer k ON k.id = c.customer_id JOIN plan_template t ON t.id = c.template_id
        LEFT JOIN service_contract b ON b.id = c.renews_id
        """

    init(_ row: Row) throws {
        (id, number, customer) = (try row("id"), try row("number"), try row("customer_id"))
        (customerName, mobile) = (try row("customer"), try row("mobile"))
        (template, name, serviceType) = (try row("template_id"), try row("name"), try row("service_type"))
        let free = try ContractTerms.Free.allCases.filter { try row("free_\($0.rawValue)") }
        terms = try ContractTerms(
            from: row("first_on"), to: row("last_on"), visits: row("visits"), free: Set(free),
            coversRepairs: row("covers_repairs"))
        (until, price, note, machines) = (try row("until_on"), try row("price"), try row("note"), try row("machines"))
        (responseHours, renews) = (try row.optional("response_hours"), try row.optional("renews"))
        (renewedBy, cancelledFrom) = (try row.optional("renewed_by"), try row.optional("cancelled_from"))
        (cancelReason, version) = (try row("cancel_reason"), try row("version"))
    }

    func facts(_ tx: Transaction) throws -> ContractFacts {
        ContractFacts(
            name: name, terms, units: try ContractList.units(of: id, tx), serviceType: serviceType, price: price,
            responseHours: responseHours, rule: try TemplateStore.rule(of: template, tx), note: note)
    }
}

/// Where a list of contracts goes on: by their last day.
struct ContractKey: Sendable, CustomStringConvertible, Equatable {
    let day: CalendarDay
    let id: ID<ServiceContract>

    init(_ row: ContractRow) { (day, id) = (row.until, row.id) }

    init?(_ text: String) {
        let parts = text.split(separator: "-")
        guard parts.count == 2, let day = Int32(parts[0]), let id = ID<ServiceContract>(parts[1]) else { return nil }
        (self.day, self.id) = (CalendarDay(number: day), id)
    }

    var description: String { "\(day.number)-\(id)" }
}

/// A machine that a contract may cover.
struct ContractUnit: Sendable {
    let id: ID<Unit>
    let serial: String
    let model: String
}

enum ContractList {
    static let pageSize = 50
    /// More does nobody tick on one page.
    static let mostUnits = 300
    private static let mostCustomers = 200

    /// - Throws: `Refusal.hidden` where there is none.
    static func find(_ number: String, _ tx: Transaction) throws -> ContractRow {
        guard let row = try tx.row("\(ContractRow.columns) WHERE c.number = \(number)") else { throw Refusal.hidden }
        return try ContractRow(row)
    }

    static func slice(
        _ filter: ContractFilter, today: CalendarDay, size: Int = pageSize, _ tx: Transaction
    ) throws -> Slice<ContractRow, ContractKey> {
        let search = try search(filter, tx)
        return try Slice(filter.cursor, size: size, key: { ContractKey($0) }) { limit in
            try tx.rows(rows(filter, search, today: today, after: filter.cursor?.key, limit: limit))
                .map(ContractRow.init)
        }
    }

    /// What ends next stands first, and of what is over what has ended last.
    static func rows(
        _ filter: ContractFilter, _ search: SQL, today: CalendarDay, after key: ContractKey?, limit: Int
    ) -> SQL {
        var condition = condition(filter, today) + search
        let isRising = filter.tab.isOpen
        if let key {
            condition +=
                isRising
                ? "AND (c.until_on, c.id) > (\(key.day), \(key.id))"
                : "AND (c.until_on, c.id) < (\(key.day), \(key.id))"
        }
        let order: SQL = isRising ? "c.until_on, c.id" : "c.until_on DESC, c.id DESC"
        return "\(ContractRow.columns) WHERE \(condition) ORDER BY \(order) LIMIT \(literal: limit)"
    }

    /// How many stand under each tab.
    static func counts(_ filter: ContractFilter, today: CalendarDay, _ tx: Transaction) throws -> [ContractTab: Int] {
        let search = try search(filter, tx)
        return try ContractTab.allCases.reduce(into: [:]) { counts, tab in
            let condition = condition(filter.with { $0.tab = tab }, today) + search
            counts[tab] = try CountList.of("service_contract c WHERE \(condition)", tx)
        }
    }

    private static func condition(_ filter: ContractFilter, _ today: CalendarDay) -> SQL {
        switch filter.tab {
        case .running: "c.until_on >= \(today) AND c.first_on <= \(today)"
        case .renewal:
            """
            c.until_on >= \(today) AND c.until_on <= \(today.adding(days: filter.days)) AND c.cancelled_from IS NULL
            AND NOT EXISTS (SELECT 1 FROM service_contract n WHERE n.renews_id = c.id)
            """
        case .upcoming: "c.until_on >= \(today) AND c.first_on > \(today)"
        case .ended: "c.until_on < \(today) AND c.cancelled_from IS NULL"
        case .cancelled: "c.cancelled_from IS NOT NULL"
        case .all: "1 = 1"
        }
    }

    /// A contract's number, or its customer by his name or one of his.
    private static func search(_ filter: ContractFilter, _ tx: Transaction) throws -> SQL {
        guard !filter.typed.isEmpty else { return "" }
        let found = try CustomerList.found(SearchWords.of(filter.typed), limit: mostCustomers, tx).map(\.id)
        return " AND (c.number = \(Digits.ascii(filter.typed)) OR c.customer_id IN (\(found)))"
    }

    /// The newest first.
    static func ofCustomer(_ id: ID<Customer>, limit: Int, _ tx: Transaction) throws -> [ContractRow] {
        try tx.rows("\(ContractRow.columns) WHERE c.customer_id = \(id) ORDER BY c.id DESC LIMIT \(literal: limit)")
            .map(ContractRow.init)
    }

    /// What holds on a day for a machine as long as it is his with whom the contract was made.
    static func covering(_ unit: ID<Unit>, on day: CalendarDay, _ tx: Transaction) throws -> ContractRow? {
        try tx.row(
            """
            \(ContractRow.columns) JOIN service_contract_unit x ON x.contract_id = c.id
            JOIN unit u ON u.id = x.unit_id AND u.customer_id = c.customer_id
            WHERE x.unit_id = \(unit) AND c.first_on <= \(day) AND c.until_on >= \(day) ORDER BY c.id DESC LIMIT 1
            """
        ).map(ContractRow.init)
    }

    /// The contract under which a job is done: one of its visits, or a fault between them where it covers those.
    /// - Parameter service: the planned service of the job, if it has one.
    static func covering(
        _ job: JobRow, _ service: PlanServiceRow?, _ clock: CompanyClock, _ tx: Transaction
    ) throws -> ContractRow? {
        guard let row = try covering(job.unit, on: clock.day(of: job.receivedAt), tx) else { return nil }
        return service?.template == row.template || row.terms.coversRepairs ? row : nil
    }

    static func ofUnit(_ id: ID<Unit>, limit: Int, _ tx: Transaction) throws -> [ContractRow] {
        try tx.rows(
            """
            \(ContractRow.columns) JOIN service_contract_unit x ON x.contract_id = c.id WHERE x.unit_id = \(id)
            ORDER BY c.id DESC LIMIT \(literal: limit)
            """
        ).map(ContractRow.init)
    }

    static func serials(of id: ID<ServiceContract>, _ tx: Transaction) throws -> [String] {
        try machines(of: id, tx).map(\.serial)
    }

    static func units(of id: ID<ServiceContract>, _ tx: Transaction) throws -> [ID<Unit>] {
        try tx.list("SELECT unit_id FROM service_contract_unit WHERE contract_id = \(id) ORDER BY unit_id")
    }

    static func machines(of id: ID<ServiceContract>, _ tx: Transaction) throws -> [ContractUnit] {
        try units("u.id IN (SELECT unit_id FROM service_contract_unit WHERE contract_id = \(id))", tx)
    }

    /// What a customer has; not what was exchanged or turned out to be another.
    static func machines(of customer: ID<Customer>, _ tx: Transaction) throws -> [ContractUnit] {
        try units("u.customer_id = \(customer) AND u.quarantined_on IS NULL AND u.merged_into IS NULL", tx)
    }

    private static func units(_ condition: SQL, _ tx: Transaction) throws -> [ContractUnit] {
        try tx.rows(
            """
            SELECT u.id, u.serial, m.name FROM unit u JOIN product_model m ON m.id = u.model_id
            WHERE \(condition) ORDER BY u.id LIMIT \(literal: mostUnits)
            """
        ).map { ContractUnit(id: try $0("id"), serial: try $0("serial"), model: try $0("name")) }
    }
}
