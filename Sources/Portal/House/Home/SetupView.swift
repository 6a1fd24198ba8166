import Base
import Domain
import Fees
import Gate
import Ground
import Web
import Work

/// What a new company has done and what it has still to do, each row leading to its page (`home/_setup`).
struct SetupView: Sendable {
    struct Row: Sendable {
        let text: String
        let isDone: Bool
        /// nil for those who may not open it.
        let href: String?
    }

    let count: String
    let rows: [Row]
    /// nil for those who may not close it.
    let close: String?

    /// nil for those who do not set a company up, and where all is done.
    static func make(_ context: CompanyContext) async throws -> SetupView? {
        guard context.may(SettingsRoutes.index) else { return nil }
        let (today, calendar) = (context.today, context.company.clock.calendar)
        let yearEnd = calendar.days(ofMonth: calendar.year(of: today), 12).upperBound
        let done = try await context.company.read { try SetupList.done(today: today, yearEnd: yearEnd, $0) }
        guard let done, done.count < SetupList.Step.allCases.count else { return nil }
        return SetupView(done, context)
    }

    private init(_ done: Set<SetupList.Step>, _ context: CompanyContext) {
        let (reader, steps) = (context.reader, SetupList.Step.allCases)
        count = reader.words("setup.count", reader.number(done.count), reader.number(steps.count))
        rows = (steps.filter { !done.contains($0) } + steps.filter(done.contains)).map { step in
            Row(
                text: reader.words("setup.\(step.rawValue)"), isDone: done.contains(step),
                href: Self.href(step, context))
        }
        close = context.may(SetupRoutes.close) ? context.paths(SetupRoutes.close) : nil
    }

    private static func href(_ step: SetupList.Step, _ context: CompanyContext) -> String? {
        switch step {
        case .group: context.pathIfAllowed(ProductGroupRoutes.list)
        case .model: context.pathIfAllowed(ModelRoutes.form)
        case .dealer: context.pathIfAllowed(DealerEditRoutes.form)
        case .dealerPerson, .second, .approver: context.pathIfAllowed(PeopleRoutes.list)
        case .job: context.pathIfAllowed(NewJobRoutes.form)
        case .tariff: context.pathIfAllowed(TariffRoutes.list)
        case .company: context.pathIfAllowed(CompanyRoutes.page)
        case .holidays: context.pathIfAllowed(HolidayRoutes.page)
        }
    }
}
