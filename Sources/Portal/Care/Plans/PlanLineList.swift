import Database
import Domain
import Ground
import Web

/// A planned service with its machine and whose that is.
struct PlanLine: Sendable {
    let id: ID<PlanService>
    let template: ID<PlanTemplate>
    let templateName: String
    /// The contract that promises it.
    let contract: String?
    /// Whom the company has asked to call the customer who has the machine now.
    let dealer: String?
    let number: Int
    let day: CalendarDay
    let until: CalendarDay
    let isFree: Bool
    let state: PlanState
    let callOn: CalendarDay
    let calls: Int
    let outcome: CallOutcome?
    let doneOn: CalendarDay?
    let job: String?
    let serial: String
    let model: String
    let customer: ID<Customer>
    let customerName: String
    let mobile: String
    let city: ID<City>?
    let version: Int

    static let columns: SQL = """
        SELECT s.id, s.template_id, s.position, s.planned_on, s.until_on, s.is_free, s.state, s.call_on, s.calls, s.outcome,
               s.done_on, s.city_id, s.version, t.name AS template, u.serial, m.name AS model, k.id AS customer_id,
               k.name AS customer, k.mobile, j.number AS job, c.number AS contract,
               d.name AS dealer
        FROM plan_service s JOIN plan_template t ON t.id = s.template_id JOIN unit u ON u.id = s.unit_id
        JOIN product_model m ON m.id = u.model_id JOIN customer k ON k.id = u.customer_id
        LEFT JOIN job j ON j.id = s.job_id LEFT JOIN service_contract c ON c.template_id = s.template_id
        LEFT JOIN dealer d ON d.id = s.dealer_id AND s.given_customer_id = u.customer_id
        """

    init(_ row: Row) throws {
        (id, template, templateName) = (try row("id"), try row("template_id"), try row("template"))
        (number, day, until) = (try row("position"), try row("planned_on"), try row("until_on"))
        (isFree, state, callOn, calls) = (try row("is_free"), try row("state"), try row("call_on"), try row("calls"))
        (outcome, doneOn, job) = (try row.optional("outcome"), try row.optional("done_on"), try row.optional("job"))
        (serial, model) = (try row("serial"), try row("model"))
        (customer, customerName, mobile) = (try row("customer_id"), try row("customer"), try row("mobile"))
        (city, version, contract) = (try row.optional("city_id"), try row("version"), try row.optional("contract"))
        dealer = try row.optional("dealer")
    }
}

enum PlanLineList {
    /// - Throws: `Refusal.hidden` where there is none.
    static func find(_ id: ID<PlanService>, _ tx: Transaction) throws -> PlanLine {
        guard let row = try tx.row("\(PlanLine.columns) WHERE s.id = \(id)") else { throw Refusal.hidden }
        return try PlanLine(row)
    }

    /// The latest first.
    static func ofUnit(_ id: ID<Unit>, limit: Int, _ tx: Transaction) throws -> [PlanLine] {
        try lines("s.unit_id = \(id)", limit, tx)
    }

    static func ofCustomer(_ id: ID<Customer>, limit: Int, _ tx: Transaction) throws -> [PlanLine] {
        try lines("u.customer_id = \(id)", limit, tx)
    }

    /// Of all machines of a contract.
    static func ofTemplate(_ id: ID<PlanTemplate>, limit: Int, _ tx: Transaction) throws -> [PlanLine] {
        try lines("s.template_id = \(id)", limit, tx)
    }

    private static func lines(_ condition: SQL, _ limit: Int, _ tx: Transaction) throws -> [PlanLine] {
        try tx.rows(
            "\(PlanLine.columns) WHERE \(condition) ORDER BY s.planned_on DESC, s.id DESC LIMIT \(literal: limit)"
        ).map(PlanLine.init)
    }
}
