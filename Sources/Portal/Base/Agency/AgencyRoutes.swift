import Database
import Domain
import Ground
import HTTPTypes
import Hummingbird
import Web

/// The contract with dealers: its text, written once for all, and each dealer's own on paper.
package enum AgencyRoutes: RoomRoutes {
    static let page = PlainPage("dealers/contract-text", for: .managers)
    static let change = PlainForm("dealers/contract-text", for: .managers, watched: .configuration)
    static let paper = PageRoute<String>("dealers/:dealer/contract", for: .managersAndFinance, watched: .paper)

    package static var all: [Mounted] {
        [
            page.to { _, context in try await show(nil, context) },
            change.to { form, context in try await change(form, context) },
            paper.to { _, context, code in
                let usual = try AgencyTextStore.usual(context.portal.companies.root)
                return try context.show(
                    AgencyPaper(
                        try await context.company.read { try AgencyLoad(code, usual: usual, context, $0) }, context))
            },
        ]
    }

    private static func change(_ form: FormBody, _ context: CompanyContext) async throws -> Response {
        let known = try form.version
        let typed = form.input("body") { try AgencyText($0) }
        guard let text = typed.value else { return try await show(typed, context, status: .unprocessableContent) }
        return try await context.once(form, flash: "agency", to: context.paths(page)) { deed in
            try AgencyTextStore.add(text, after: known, by: deed.actor.person, deed.tx)
        } orShow: { refused in
            try await show(typed, context, status: refused.status, warning: refused.complaint)
        }
    }

    private static func show(
        _ typed: Input<AgencyText>?, _ context: CompanyContext, status: HTTPResponse.Status = .ok,
        warning: Complaint? = nil
    ) async throws -> Response {
        let usual = try AgencyTextStore.usual(context.portal.companies.root)
        let current = try await context.company.read { try AgencyTextStore.current($0) }
        return try context.show(
            AgencyTextPage(typed, current, usual: usual, context), status: status, warning: warning)
    }
}
