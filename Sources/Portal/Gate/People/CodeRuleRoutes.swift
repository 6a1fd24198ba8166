import Domain
import Ground
import HTTPTypes
import Hummingbird
import Web

struct CodeRulePage: Page {
    static let template = "people/codes"
    let titleKey = "people.codes.title"
    let people: String
    let action: String
    let way: Field
    let resets: Field
}

/// Codes on the telephone: how dealers sign in, and whether a password that was forgotten is chosen anew by one.
package enum CodeRuleRoutes: RoomRoutes {
    static let page = PlainPage("people/codes", for: [.administrator])
    static let rule = PlainForm("people/codes", for: [.administrator], watched: .configuration).confirmed

    package static var all: [Mounted] {
        [
            page.to { _, context in try await show(context) },
            rule.to { form, context in try await set(form, context) },
        ]
    }

    private static func show(
        _ context: CompanyContext, status: HTTPResponse.Status = .ok, warning: Complaint? = nil
    ) async throws -> Response {
        let (known, words) = (try await context.company.read { try ChangeCodeRule.now($0) }, context.words)
        let way = Field(name: "way", label: words("people.codes.way")).with {
            $0.options = SignInWay.allCases.map {
                .init(value: $0.rawValue, label: words("people.codes.way.\($0.rawValue)"), selected: $0 == known.way)
            }
        }
        let page = CodeRulePage(
            people: context.paths(PeopleRoutes.list), action: context.paths(rule), way: way,
            resets: .onOff("resets", "people.codes.resets", "people.codes.resets.label", isOn: known.resets, words))
        return try context.show(page, status: status, warning: warning)
    }

    private static func set(_ form: FormBody, _ context: CompanyContext) async throws -> Response {
        guard let way = SignInWay(rawValue: form.raw("way")) else { throw Refusal.unreadable }
        let command = ChangeCodeRule(rule: CodeRule(way: way, resets: form.isChecked("resets")))
        let response = try await context.once(form, flash: "people.codes", to: context.paths(page)) { deed in
            try command.run(by: deed.actor, in: deed.company, deed.tx)
        } orShow: { refused in
            try await show(context, status: refused.status, warning: refused.complaint)
        }
        try await ChangeCodeRule.follow(context.company, in: context.portal.companies.directory)
        return response
    }
}
