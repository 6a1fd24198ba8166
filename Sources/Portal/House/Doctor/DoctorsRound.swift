import Database
import Domain
import Ground

/// The doctor at all companies, one after the other: one whose store refuses him keeps him from none of the others.
public struct DoctorsRound: Sendable {
    let companies: Companies
    /// A sentence on a company; nil where all is well with it.
    let report: @Sendable (_ slug: String, Complaint?) -> Void

    public init(companies: Companies, report: @escaping @Sendable (_ slug: String, Complaint?) -> Void) {
        (self.companies, self.report) = (companies, report)
    }

    /// From well to worse.
    public enum Outcome: Int32, Comparable, Sendable {
        case well = 0
        /// Something does not hold.
        case ill = 1
        /// A store could not be looked into.
        case refused = 2

        public static func < (one: Outcome, other: Outcome) -> Bool { one.rawValue < other.rawValue }
    }

    /// - Parameter only: the short name of one company; nil for all.
    /// - Returns: the worst that was met. - Throws: `company.unknown`.
    public func run(only: String? = nil) async throws -> Outcome {
        let rows = try await companies.list().filter { only == nil || $0.slug == only }
        if let only, rows.isEmpty { throw Complaint("company.unknown", only) }
        var worst = Outcome.well
        for row in rows { worst = max(worst, await look(at: row)) }
        return worst
    }

    private func look(at row: CompanyRow) async -> Outcome {
        do {
            let company = try await companies.opened(row, isVisit: false)
            let problems = try await Doctor(company: company, directory: companies.directory).problems()
            for problem in problems { report(row.slug, problem) }
            guard problems.isEmpty else { return .ill }
            report(row.slug, nil)
            return .well
        } catch {
            report(row.slug, Complaint("doctor.refused", "\(error)"))
            return .refused
        }
    }
}
