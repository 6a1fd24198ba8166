import Database
import Domain
import Ground
import HTTPTypes
import Hummingbird
import Web

/// Who works here, as what; inviting, changing roles, locking out.
package enum PeopleRoutes {
    /// Holds the link that has just been made until its maker's next page has shown it.
    private static let linkCookie = "kardan_link"

    package static func mount(_ rooms: Rooms) {
        rooms.get("/:company/people") { request, context in try await list(request, context) }
        rooms.post("/:company/people/invitations") { form, context in try await invite(form, context) }
        rooms.post("/:company/people/invitations/:invitation/withdrawal") { form, context in
            try await WithdrawInvitation(context: context, id: try context.id("invitation")).run(key: form.raw("key"))
            return context.goOn(to: context.paths.people, flash: "invitation_withdrawn")
        }
        rooms.get("/:company/people/:person") { _, context in
            try context.show(try await ShowPerson(context: context, id: try context.id("person")).page())
        }
        rooms.post("/:company/people/:person/roles") { form, context in try await changeRoles(form, context) }
        rooms.post("/:company/people/:person/lock") { form, context in try await lock(true, form, context) }
        rooms.post("/:company/people/:person/unlock") { form, context in try await lock(false, form, context) }
        InvitationRoutes.mount(rooms)
    }

    private static func list(_ request: Request, _ context: CompanyContext) async throws -> Response {
        let query = request.uri.queryParameters
        let scheme = context.portal.isTLS ? "https" : "http"
        let token = request.cookies[linkCookie]?.value
        let page = try await ShowPeople(
            context: context, filter: PeopleFilter { query.get($0) }, token: token,
            origin: "\(scheme)://\(request.head.authority ?? "")"
        ).page()
        var response = try context.show(page)
        if token != nil { context.portal.jar.clear(linkCookie, on: &response) }
        return response
    }

    private static func invite(_ body: FormBody, _ context: CompanyContext) async throws -> Response {
        let dealers = try await context.company.read { try PeopleList.dealers($0) }
        var form = InviteForm(body, dealers: dealers)
        guard let mobile = form.mobile.value, let name = form.name.value, let place = form.roles.valid else {
            return try await refused(form, context)
        }
        let command = InvitePerson(
            context: context, mobile: mobile, name: name, roles: place.roles, dealer: place.dealer, key: body.raw("key")
        )
        do {
            let token = try await command.run()
            var response = context.goOn(to: context.paths.people, flash: "invited")
            context.portal.jar.set(linkCookie, token, seconds: 120, on: &response)
            return response
        } catch let complaint as Complaint {
            form.refused = complaint
            return try await refused(form, context)
        }
    }

    private static func refused(_ form: InviteForm, _ context: CompanyContext) async throws -> Response {
        let page = try await ShowPeople(context: context, form: form).page()
        // The form stands below the list: what is wrong is said at the top too.
        return try context.show(
            page, status: .unprocessableContent, warning: Complaint("people.invite.refused"))
    }

    private static func changeRoles(_ body: FormBody, _ context: CompanyContext) async throws -> Response {
        let id = try context.id("person", of: Person.self)
        let dealers = try await context.company.read { try PeopleList.dealers($0) }
        let form = RolesForm(body, dealers: dealers)
        guard let place = form.valid else {
            let page = try await ShowPerson(context: context, id: id, form: form).page()
            return try context.show(page, status: .unprocessableContent)
        }
        let version = Int64(body.raw("version")) ?? 0
        return try await change(id, body, context, flash: "roles_changed", form: form) { tx in
            try ChangeRoles(
                actor: context.actor, person: id, roles: place.roles, dealer: place.dealer, version: version
            )
            .run(in: tx)
        }
    }

    private static func lock(_ isLocked: Bool, _ body: FormBody, _ context: CompanyContext) async throws -> Response {
        let id = try context.id("person", of: Person.self)
        let version = Int64(body.raw("version")) ?? 0
        return try await change(id, body, context, flash: isLocked ? "locked" : "unlocked") { tx in
            try LockMember(actor: context.actor, person: id, isLocked: isLocked, version: version).run(in: tx)
        }
    }

    /// Runs the change once, lets the directory follow, and shows the page; a change that cannot be is refused on it.
    private static func change(
        _ id: ID<Person>, _ body: FormBody, _ context: CompanyContext, flash: String, form: RolesForm? = nil,
        _ work: @escaping @Sendable (Transaction) throws -> Void
    ) async throws -> Response {
        let path = context.paths.person(id)
        do {
            try await context.company.write { tx in
                _ = try OnceStore.run(body.raw("key"), by: context.actor, tx) { tx in
                    try work(tx)
                    return path
                }
            }
            try await FollowBook(company: context.company, directory: context.portal.companies.directory).run(for: id)
            return context.goOn(to: path, flash: flash)
        } catch let complaint as Complaint {
            let page = try await ShowPerson(context: context, id: id, form: form).page()
            return try context.show(page, status: .unprocessableContent, warning: complaint)
        } catch Refusal.stale(let complaint) {
            let page = try await ShowPerson(context: context, id: id).page()
            return try context.show(page, status: .conflict, warning: complaint)
        }
    }
}
