import Database
import Domain
import Ground
import HTTPTypes
import Hummingbird
import Web

/// Who works here, as what; changing roles, locking out.
package enum PeopleRoutes: RoomRoutes {
    private static let lookers = Set.managers.union([.auditor])

    package static let list = PlainPage("people", for: lookers, menu: .init("people", icon: "user", order: 120))
    static let export = PlainPage("people/export", for: lookers, watched: .export)
    static let one = PageRoute<ID<Person>>("people/:person", for: lookers)
    static let roles = FormRoute<ID<Person>>("people/:person/roles", for: [.administrator], watched: .roles).confirmed
    static let lock = FormRoute<ID<Person>>("people/:person/lock", for: [.administrator], watched: .lock)
    static let unlock = FormRoute<ID<Person>>("people/:person/unlock", for: [.administrator], watched: .unlock)

    static let signOut = FormRoute<ID<Person>>(
        "people/:person/sign-out", for: [.administrator], watched: .sessions
    ).confirmed

    package static var all: [Mounted] {
        [
            list.to { request, context in try await show(request, context) },
            export.to { request, context in
                try await PeopleSheet.sheet(PeopleFilter(request.asked), context).response(to: request, context)
            },
            one.to { _, context, person in try await show(person, context) },
            roles.to { form, context, person in try await changeRoles(of: person, form, context) },
            lock.to { form, context, person in try await setLocked(person, true, form, context) },
            signOut.to { form, context, person in try await signOut(person, form, context) },
            unlock.to { form, context, person in try await setLocked(person, false, form, context) },
        ]
    }

    private static func show(_ request: Request, _ context: CompanyContext) async throws -> Response {
        let token = context.portal.jar.value(InviteRoutes.linkCookie, in: request.cookies)
        let page = try await ShowPeople(
            context: context, filter: PeopleFilter(request.asked), token: token, origin: context.origin
        ).page()
        var response = try context.show(page)
        if token != nil { context.portal.jar.clear(InviteRoutes.linkCookie, on: &response) }
        return response
    }

    /// The list after something was refused. - Parameter typed: an invitation, as it was typed.
    static func show(
        _ context: CompanyContext, typed: InviteForm? = nil, status: HTTPResponse.Status, warning: Complaint
    ) async throws -> Response {
        let page = try await ShowPeople(context: context, form: typed).page()
        return try context.show(page, status: status, warning: warning)
    }

    /// - Parameter typed: a refused change of roles, as it was typed.
    static func show(
        _ id: ID<Person>, _ context: CompanyContext, typed: RolesForm? = nil, status: HTTPResponse.Status = .ok,
        warning: Complaint? = nil
    ) async throws -> Response {
        let page = try await ShowPerson(context: context, id: id, form: typed).page()
        return try context.show(page, status: status, warning: warning)
    }

    private static func changeRoles(
        of id: ID<Person>, _ form: FormBody, _ context: CompanyContext
    ) async throws -> Response {
        let dealers = try await context.company.read { try PeopleList.dealers($0) }
        let typed = RolesForm(form, dealers: dealers)
        guard let place = typed.valid else {
            return try await show(id, context, typed: typed, status: .unprocessableContent)
        }
        let version = try form.version
        return try await change(id, form, context, flash: "roles_changed", typed: typed) { deed in
            try ChangeRoles(
                actor: deed.actor, person: id, roles: place.roles, dealer: place.dealer, version: version
            )
            .run(in: deed.tx)
        }
    }

    private static func setLocked(
        _ id: ID<Person>, _ isLocked: Bool, _ form: FormBody, _ context: CompanyContext
    ) async throws -> Response {
        let version = try form.version
        return try await change(id, form, context, flash: isLocked ? "locked" : "unlocked") { deed in
            try LockMember(actor: deed.actor, person: id, isLocked: isLocked, version: version).run(in: deed.tx)
        }
    }

    /// The book says it first; then his sessions end here.
    private static func signOut(_ id: ID<Person>, _ form: FormBody, _ context: CompanyContext) async throws -> Response
    {
        let response = try await context.once(form, flash: "signed_out_person", to: context.paths(one, id)) { deed in
            try PersonEventStore.add(.signedOut, PersonStore.find(id, deed.tx), by: deed.actor, deed.tx)
        } orShow: { refused in
            try await show(id, context, status: refused.status, warning: refused.complaint)
        }
        guard response.status == .seeOther else { return response }
        let company = context.company.id
        try await context.portal.companies.directory.write { try MembershipStore.signOut(id, of: company, $0) }
        return response
    }

    /// Changes the book once and lets the directory follow; a change that cannot be is refused on the person's page.
    private static func change(
        _ id: ID<Person>, _ form: FormBody, _ context: CompanyContext, flash: String, typed: RolesForm? = nil,
        _ work: @escaping @Sendable (Deed) throws -> Void
    ) async throws -> Response {
        let response = try await context.once(form, flash: flash, to: context.paths(one, id), work) { refused in
            // Where somebody was faster he decides anew, by what is there now.
            let shown = refused.status == .conflict ? nil : typed
            return try await show(id, context, typed: shown, status: refused.status, warning: refused.complaint)
        }
        // Whatever became of this form: the book decides, and a crash may have left the directory behind.
        try await FollowBook(company: context.company, directory: context.portal.companies.directory).run(for: id)
        return response
    }
}
