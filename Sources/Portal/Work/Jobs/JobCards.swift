import Base
import Database
import Domain
import Ground
import Web

/// The newest jobs of something, on its page.
struct JobLinesCard: Sendable {
    /// More than any household has; the list of jobs finds the rest.
    fileprivate static let most = 100
    let lines: [JobLine]

    /// nil where there are none.
    init?(_ lines: [JobLine]) {
        guard !lines.isEmpty else { return nil }
        self.lines = lines
    }
}

enum CustomerJobs {
    static func card(
        _ customer: CustomerSheet, _ context: CompanyContext, _: (any Sendable)?, _ tx: Transaction
    ) throws -> PageCard? {
        let lines = try JobLine.lines(of: .customer(customer.id), limit: JobLinesCard.most, context, tx)
        return JobLinesCard(lines).map { PageCard("jobs/_card", at: .main, $0) }
    }

    /// Leads to the form with his number in it.
    struct NewJob: Sendable {
        let href: String
    }

    static func newJob(
        _ customer: CustomerSheet, _ context: CompanyContext, _: (any Sendable)?, _: Transaction
    ) -> PageCard? {
        guard context.may(NewJobRoutes.form) else { return nil }
        let query = Address.of(
            context.paths(NewJobRoutes.form), [("mobile", MobileNumber.local(stored: customer.mobile))])
        return PageCard("jobs/_new", at: .head, NewJob(href: query))
    }
}

enum UnitJobs {
    static func card(
        _ unit: UnitSheet, _ context: CompanyContext, _: (any Sendable)?, _ tx: Transaction
    ) throws -> PageCard? {
        let lines = try JobLine.lines(of: .unit(unit.id), limit: JobLinesCard.most, context, tx)
        return JobLinesCard(lines).map { PageCard("jobs/_card", at: .main, $0) }
    }
}
