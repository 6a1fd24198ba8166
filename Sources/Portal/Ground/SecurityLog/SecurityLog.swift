import Domain
import HTTPTypes
import Hummingbird
import Logging
import Web

/// Who asks for what, as it becomes known while his request is dealt with.
struct SecurityTrace: Sendable {
    var person: ID<Person>?
    var company: OpenCompany?
    /// Whether his role is not let in there.
    var isOutOfRole = false
    /// The number that somebody signs in with.
    var mobile: MobileNumber?
}

/// A line for each thing that bears on security, for whoever watches over the installation: who, from where, what, and what
/// became of it. No secret, no name and no number stands in it.
package struct SecurityLog: Sendable {
    package static let label = "kardan.security"

    private let logger: Logger
    private let secret: ServerSecret
    private let now: @Sendable () -> Instant
    /// What is refused can be had without end.
    private let bound = LineBound(each: 30, most: 600)

    init(_ logger: Logger, secret: ServerSecret, now: @escaping @Sendable () -> Instant) {
        (self.logger, self.secret, self.now) = (logger, secret, now)
    }

    func note(
        _ event: SecurityEvent, _ result: SecurityResult, _ trace: SecurityTrace, _ row: RouteRow, _ request: Request,
        from caller: String?
    ) {
        if result.isRefusal {
            let (isTaken, leftOut) = bound.take("\(caller ?? "") \(event) \(result)", at: now())
            if leftOut > 0 { logger.notice("left_out", metadata: ["lines": "\(leftOut)"]) }
            guard isTaken else { return }
        }
        var values: Logger.Metadata = [
            "result": "\(result.rawValue)", "method": "\(request.method)", "route": "\(row.path)",
        ]
        values["address"] = caller.map { "\($0)" }
        values["person"] = trace.person.map { "\($0)" }
        if row.isOfCompany {
            // Where no member is asked for, as outside of companies, a path may hold a link that opens something.
            if case .members = row.access { values["path"] = "\(request.uri.path.prefix(200))" }
            values["company"] = "\(trace.company?.slug ?? "")"
        }
        if let mobile = trace.mobile {
            // Who tries one number again and again is seen; the number is not.
            values["number"] = "\(secret.signature(of: "number \(mobile.e164)").prefix(12))"
            values["number_ends"] = "\(mobile.e164.suffix(4))"
        }
        logger.notice("\(event.rawValue)", metadata: values)
    }

    fileprivate func noteCodesFull(of company: CompanyRow) {
        logger.notice("codes_full", metadata: ["result": "refused", "company": "\(company.slug)"])
    }
}

extension Portal {
    /// So many codes were asked for that a company sends no more for now.
    package func noteCodesFull(of company: CompanyRow) { security.noteCodesFull(of: company) }
}
