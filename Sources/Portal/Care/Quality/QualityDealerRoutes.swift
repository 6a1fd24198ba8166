import Database
import Domain
import Ground
import HTTPTypes
import Hummingbird
import Web
import Work

/// What is done about the control of a dealer's job beside the test itself.
package enum QualityDealerRoutes: RoomRoutes {
    static let turn = FormRoute<ID<QualityControl>>("quality/controls/:control/turn", for: .testers)
    static let assignment = FormRoute<ID<QualityControl>>(
        "quality/controls/:control/assignment", for: .workshopManagers)
    static let freeing = FormRoute<ID<QualityControl>>("quality/controls/:control/freeing", for: .managers)
    static let rework = FormRoute<ID<QualityControl>>("quality/controls/:control/rework", for: .testers)
    static let auditing = PageRoute<String>("jobs/:job/audit", for: .testers)
    static let audit = FormRoute<String>("jobs/:job/audit", for: .testers)

    package static var all: [Mounted] {
        [
            turn.to { form, context, id in
                let isTaken = form.raw("do") == "take"
                return try await give(
                    form, id, isTaken ? .take : .release, flash: isTaken ? "quality.taken" : "quality.released", context
                )
            },
            assignment.to { form, context, id in
                try await give(form, id, .assign(ID(form.text("person"))), flash: "quality.assigned", context)
            },
            freeing.to { form, context, id in
                let (version, reason) = (try form.version, QualityRoutes.reason(form))
                return try await context.once(form, flash: "quality.freed", to: context.paths(QualityRoutes.one, id)) {
                    try FreeJob(id, version: version, reason: reason).run(by: $0.actor, in: $0.company, $0.tx)
                } orShow: { refused in
                    try await QualityRoutes.show(
                        id, context, reason: reason, status: refused.status, warning: refused.complaint)
                }
            },
            rework.to { form, context, id in
                let version = try form.version
                return try await context.once(form, flash: "quality.rework", to: context.paths(QualityRoutes.one, id)) {
                    try OrderReworkAgain(control: id, version: version).run(by: $0.actor, in: $0.company, $0.tx)
                } orShow: { refused in
                    try await QualityRoutes.show(id, context, status: refused.status, warning: refused.complaint)
                }
            },
            auditing.to { _, context, number in try await show(number, "", context) },
            audit.to { form, context, number in
                let reason = QualityRoutes.reason(form)
                return try await context.once(form, flash: "quality.audited") { deed in
                    let id = try AuditJob(number, reason: reason).run(by: deed.actor, in: deed.company, deed.tx)
                    return context.paths(QualityRoutes.one, id)
                } orShow: { refused in
                    try await show(number, reason, context, status: refused.status, warning: refused.complaint)
                }
            },
        ]
    }

    private static func show(
        _ number: String, _ reason: String, _ context: CompanyContext, status: HTTPResponse.Status = .ok,
        warning: Complaint? = nil
    ) async throws -> Response {
        let page = try await context.company.read { try QualityAuditPage.read(number, reason, context, $0) }
        return try context.show(page, status: status, warning: warning)
    }

    private static func give(
        _ form: FormBody, _ id: ID<QualityControl>, _ turn: ControlTurn, flash: String, _ context: CompanyContext
    ) async throws -> Response {
        let version = try form.version
        return try await context.once(form, flash: flash, to: context.paths(QualityRoutes.one, id)) { deed in
            try GiveControl(id, version: version, turn).run(by: deed.actor, in: deed.company, deed.tx)
        } orShow: { refused in
            try await QualityRoutes.show(id, context, status: refused.status, warning: refused.complaint)
        }
    }
}
