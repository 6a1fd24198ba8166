import Database
import Domain
import Ground
import HTTPTypes
import Hummingbird
import Web

struct SecondStepRulePage: Page {
    static let template = "people/second_step"
    let titleKey = "people.second_step.title"
    let people: String
    let action: String
    let roles: Field
}

/// Who must give a code when he signs in, and taking it away from somebody who has lost his telephone.
package enum SecondStepRuleRoutes: RoomRoutes {
    static let page = PlainPage("people/second-step", for: [.administrator])
    static let rule = PlainForm("people/second-step", for: [.administrator], watched: .configuration).confirmed
    static let removal = FormRoute<ID<Person>>(
        "people/:person/second-step", for: [.administrator], watched: .secondStep
    ).confirmed

    package static var all: [Mounted] {
        [
            page.to { _, context in try await show(context) },
            rule.to { form, context in try await setRule(form, context) },
            removal.to { form, context, person in try await remove(from: person, form, context) },
        ]
    }

    private static func show(
        _ context: CompanyContext, status: HTTPResponse.Status = .ok, warning: Complaint? = nil
    ) async throws -> Response {
        let chosen = try await context.company.read { try SecondStepRule.now($0) }.all
        var roles = Field(name: "role", label: context.words("people.second_step.roles"))
        roles.options = Role.allCases.map {
            .init(value: $0.rawValue, label: context.words("role.\($0.rawValue)"), selected: chosen.contains($0))
        }
        let page = SecondStepRulePage(
            people: context.paths(PeopleRoutes.list), action: context.paths(rule), roles: roles)
        return try context.show(page, status: status, warning: warning)
    }

    private static func setRule(_ form: FormBody, _ context: CompanyContext) async throws -> Response {
        let command = SecondStepRule(roles: Roles(Set(form.all("role").compactMap(Role.init(rawValue:)))))
        let response = try await context.once(form, flash: "second_step_rule", to: context.paths(page)) { deed in
            try command.run(by: deed.actor, in: deed.tx)
        } orShow: { refused in
            try await show(context, status: refused.status, warning: refused.complaint)
        }
        try await SecondStepRule.follow(context.company, in: context.portal.companies.directory)
        return response
    }

    private static func remove(
        from id: ID<Person>, _ form: FormBody, _ context: CompanyContext
    ) async throws -> Response {
        let (company, directory) = (context.company.id, context.portal.companies.directory)
        // Where he works elsewhere too, it protects what is not this company's.
        let isElsewhere = try await directory.read { tx in
            try MembershipStore.companies(of: id, tx).contains { $0.company.id != company }
        }
        let place = context.paths(PeopleRoutes.one, id)
        let response = try await context.once(form, flash: "second_step_removed", to: place) { deed in
            let member = try PersonStore.find(id, deed.tx)
            guard !isElsewhere else { throw Complaint("people.second_step.elsewhere") }
            try PersonEventStore.add(.secondStepRemoved, member, by: deed.actor, deed.tx)
        } orShow: { refused in
            try await PeopleRoutes.show(id, context, status: refused.status, warning: refused.complaint)
        }
        guard response.status == .seeOther else { return response }
        try await directory.write { try RemoveSecondStep.run(id, $0) }
        return response
    }
}
