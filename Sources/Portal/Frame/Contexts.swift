import Domain
import Foundation
import HTTPTypes
import Hummingbird
import Logging
import Web

/// Anybody: a language, a form token, perhaps a session.
struct GuestContext: RequestContext {
    var coreContext: CoreRequestContextStorage
    var language = Language.fa
    var visitor: Visitor?
    /// What the form token is made of: the session's or the guest's cookie.
    var cookie = ""
    var flash: String?
    /// Whether the browser takes packed pages.
    var takesGzip = false
    /// What the browser says of itself, for the list of sessions.
    var device = ""
    /// Path and query, to come back to.
    var here = "/"

    init(source: ApplicationRequestContextSource) { coreContext = .init(source: source) }
}

/// Somebody who has signed in.
struct SignedInContext: ChildRequestContext {
    var coreContext: CoreRequestContextStorage
    let guest: GuestContext
    let visitor: Visitor

    /// - Throws: `MustSignIn` where nobody has.
    init(context: GuestContext) throws {
        coreContext = context.coreContext
        guest = context
        guard let visitor = context.visitor else { throw MustSignIn(here: context.here) }
        self.visitor = visitor
    }
}

/// A member of the company of the path, in that company. What a handler of a room gets.
struct CompanyContext: RequestContext {
    typealias Source = Never
    var coreContext: CoreRequestContextStorage
    let guest: GuestContext
    let visitor: Visitor
    let portal: Portal
    let company: OpenCompany
    let actor: Actor
    let reader: Reader

    init(source: Never) { fatalError("made by FindCompany alone") }

    init(_ context: SignedInContext, portal: Portal, company: OpenCompany, actor: Actor) {
        coreContext = context.coreContext
        guest = context.guest
        visitor = context.visitor
        self.portal = portal
        self.company = company
        self.actor = actor
        reader = Reader(words: portal.renderer.words[context.guest.language]!, clock: company.clock)
    }

    var paths: Paths { Paths(company.slug) }
    var words: Words { reader.words }

    /// A part of the path, `:job` in the table. - Throws: `Refusal.hidden` where it is absent or no percent-encoded text.
    func part(_ name: String) throws -> String {
        guard let text = coreContext.parameters.get(name)?.removingPercentEncoding else { throw Refusal.hidden }
        return text
    }

    /// - Throws: `Refusal.hidden` where the part of the path is no number: what does not exist and what cannot exist
    /// look the same.
    func id<Of>(_ name: String, of type: Of.Type = Of.self) throws -> ID<Of> {
        guard let id = ID<Of>(try part(name)) else { throw Refusal.hidden }
        return id
    }

    /// Whether this person's role may call that route: a button that would be refused is not shown.
    func may(_ method: HTTPRequest.Method, _ path: String) -> Bool { AccessTable.allows(actor.roles, method, path) }
}

/// Nobody is signed in: to the sign-in page, and back here after it.
struct MustSignIn: Error {
    let here: String
}
