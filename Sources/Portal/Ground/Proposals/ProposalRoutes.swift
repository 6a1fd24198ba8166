import Database
import Domain
import HTTPTypes
import Hummingbird
import Web

/// Rules that money hangs on are changed by two people.
package enum ProposalRoutes: RoomRoutes {
    package static let list = PlainPage("proposals", for: .seesMoney)
    static let confirmation = FormRoute<ID<Proposal>>(
        "proposals/:proposal/confirmation", for: .rulesOfMoney, watched: .configuration
    ).confirmed
    static let refusal = FormRoute<ID<Proposal>>("proposals/:proposal/refusal", for: .rulesOfMoney)

    package static var all: [Mounted] {
        [
            list.to { _, context in try await show(context) },
            confirmation.to { form, context, id in
                try await decide(form, flash: "proposals.confirmed", context) { deed in
                    try confirm(id, deed)
                }
            },
            refusal.to { form, context, id in
                try await decide(form, flash: "proposals.refused", context) { deed in
                    try ProposalStore.refuse(ProposalStore.waiting(id, deed.tx), by: deed.actor.person, deed.tx)
                }
            },
        ]
    }

    private static func show(
        _ context: CompanyContext, status: HTTPResponse.Status = .ok, warning: Complaint? = nil
    ) async throws -> Response {
        let page = try await context.company.read { try ProposalsPage.read(context, $0) }
        return try context.show(page, status: status, warning: warning)
    }

    /// - Throws: `Refusal.hidden`, `Refusal.stale`, the complaint of `MayConfirmProposal`, or what speaks against the change.
    private static func confirm(_ id: ID<Proposal>, _ deed: Deed) throws {
        let proposed = try ProposalStore.waiting(id, deed.tx)
        guard let kind = deed.company.fittings[ProposalSlots.kinds].first(where: { $0.name == proposed.kind }) else {
            throw Refusal.hidden
        }
        let concerned = try kind.concerns(proposed.content)
        let (permit, reason) = try Easing.permitOfMoney(to: deed.actor, deed.tx) {
            try MayConfirmProposal(deed.actor, madeBy: proposed.maker, concerning: concerned, isEased: $0)
        }
        try kind.apply(proposed.content, proposed.maker, deed.company, deed.tx)
        try ProposalStore.confirm(proposed, by: permit, easedFor: reason, deed.tx)
    }

    private static func decide(
        _ form: FormBody, flash: String, _ context: CompanyContext, _ work: @escaping @Sendable (Deed) throws -> Void
    ) async throws -> Response {
        try await context.once(form, flash: flash, to: context.paths(list)) { deed in
            try work(deed)
        } orShow: { refused in
            try await show(context, status: refused.status, warning: refused.complaint)
        }
    }
}
