import Base
import Database
import Domain
import Ground
import Web

/// What speaks against a new job, as the store knows it in the moment of writing: of two receptions at once the second is told.
enum ReceptionDoubtList {
    static func find(
        _ job: ReceiveJob, model: ID<ProductModel>, today: CalendarDay, in company: OpenCompany, _ tx: Transaction
    ) throws -> [ReceptionDoubt] {
        let customer = try job.same ?? CustomerStore.find(job.number, tx)
        let told = try open(job, customer, model, tx) + lately(job, today, tx)
        return try owner(job, customer, tx) + told + sameFault(job, today, told, tx)
            + (customer == nil ? namesakes(job, company, tx) : [])
    }

    private static func owner(
        _ job: ReceiveJob, _ customer: ID<Customer>?, _ tx: Transaction
    ) throws -> [ReceptionDoubt] {
        guard !job.serial.isEmpty, let owner = try UnitStore.owner(of: job.serial, tx), owner != customer else {
            return []
        }
        return [.otherOwner(serial: job.serial.uppercased(), owner, name: try CustomerStore.called(owner, tx))]
    }

    /// On this machine; where its serial is not known, on any such machine of his without one.
    private static func open(
        _ job: ReceiveJob, _ customer: ID<Customer>?, _ model: ID<ProductModel>, _ tx: Transaction
    ) throws -> [ReceptionDoubt] {
        let units: SQL
        if !job.serial.isEmpty {
            guard let unit = try UnitStore.id(of: job.serial, tx) else { return [] }
            units = "\(unit)"
        } else if let customer {
            units = "SELECT id FROM unit WHERE customer_id = \(customer) AND model_id = \(model) AND is_unmarked = 1"
        } else {
            return []
        }
        let numbers: [String] = try tx.list(
            """
            SELECT number FROM job WHERE unit_id IN (\(units)) AND state IN (\(JobState.open)) ORDER BY id DESC LIMIT 3
            """)
        return numbers.map(ReceptionDoubt.openJob)
    }

    private static func lately(_ job: ReceiveJob, _ today: CalendarDay, _ tx: Transaction) throws -> [ReceptionDoubt] {
        let days = try ReceptionSetting(tx).repeatDays
        guard !job.serial.isEmpty, days > 0, let unit = try UnitStore.id(of: job.serial, tx) else { return [] }
        let row = try tx.row(
            """
            SELECT j.number, j.completed_on FROM job j WHERE j.unit_id = \(unit) AND j.service_type = \(job.serviceType)
                AND j.completed_on >= \(today.adding(days: -days)) ORDER BY j.id DESC LIMIT 1
            """)
        return try row.map { [.doneLately(try $0("number"), try $0("completed_on"))] } ?? []
    }

    /// By the group's list, or in the same words. - Parameter told: of what is told already.
    private static func sameFault(
        _ job: ReceiveJob, _ today: CalendarDay, _ told: [ReceptionDoubt], _ tx: Transaction
    ) throws -> [ReceptionDoubt] {
        let (days, words) = (try ReceptionSetting(tx).repeatDays, SearchText.squeezed(job.statedFault))
        guard days > 0, !job.serial.isEmpty, job.intake.fault != nil || !words.isEmpty,
            let unit = try UnitStore.id(of: job.serial, tx)
        else { return [] }
        let rows = try tx.rows(
            """
            SELECT j.number, coalesce(j.completed_on, j.received_on) AS told_on, j.stated_fault, i.fault_id
            FROM job j LEFT JOIN job_intake i ON i.job_id = j.id
            WHERE j.unit_id = \(unit) AND coalesce(j.completed_on, j.received_on) >= \(today.adding(days: -days))
                AND j.state IN (\([JobState.done, .closed, .returned])) ORDER BY j.id DESC LIMIT 20
            """)
        for row in rows {
            let (number, day): (String, CalendarDay) = (try row("number"), try row("told_on"))
            let (stated, fault): (String, ID<IntakeItem>?) = (try row("stated_fault"), try row.optional("fault_id"))
            let isSame =
                fault != nil && fault == job.intake.fault || !words.isEmpty && SearchText.squeezed(stated) == words
            if isSame { return told.contains { $0.job == number } ? [] : [.sameFault(number, day)] }
        }
        return []
    }

    private static func namesakes(
        _ job: ReceiveJob, _ company: OpenCompany, _ tx: Transaction
    ) throws -> [ReceptionDoubt] {
        let near = try CustomerParticularsStore.namesakes(of: job.name, in: [job.city], of: company, tx)
        return try tx.rows(
            "SELECT id, name, mobile FROM customer WHERE id IN (\(near)) ORDER BY id DESC LIMIT 3"
        ).map { .namesake(try $0("id"), name: try $0("name"), number: try $0("mobile")) }
    }
}
