import Domain
import Foundation
import HTTPTypes
import Hummingbird
import Logging
import NIOCore
import Web

/// Anybody: a language, a form token, perhaps a session.
package struct GuestContext: RequestContext {
    package var coreContext: CoreRequestContextStorage
    package var language = Language.fa
    package var visitor: Visitor?
    /// What the form token is made of: the session's or the guest's cookie.
    package var cookie = ""
    package var flash: String?
    /// Whether the browser takes packed pages.
    var takesGzip = false
    /// What the browser says of itself, for the list of sessions.
    package var device = ""
    /// Path and query, to come back to.
    package var here = "/"
    /// As the request names us: anybody could have written it.
    var authority: String?
    /// Whose browser it is, as far as proxies that are trusted say; nil where nobody knows.
    package var address: IPAddress?
    /// The hash of its token, where somebody has signed in at this browser before.
    var knownDevice: String?

    private let channel: any Channel

    package init(source: ApplicationRequestContextSource) {
        coreContext = .init(source: source)
        channel = source.channel
    }

    /// From where he says who he is.
    package var caller: Caller { Caller(address: address, device: knownDevice) }

    /// Who has opened the connection.
    var peer: IPAddress? { channel.remoteAddress?.ipAddress.flatMap { IPAddress($0) } }

    /// The address at which this connection came in; nil where there is none.
    package var localAddress: String? { channel.localAddress?.ipAddress }

    /// Ends the connection, once whoever still sends has had the time to read the answer: closed at once, it would be lost
    /// to him.
    func endConnection(after delay: TimeAmount = .seconds(30)) {
        let channel = channel
        let closing = channel.eventLoop.scheduleTask(in: delay) { channel.close(promise: nil) }
        channel.closeFuture.whenComplete { _ in closing.cancel() }
    }
}

/// Somebody who has signed in.
package struct SignedInContext: ChildRequestContext {
    package var coreContext: CoreRequestContextStorage
    package let guest: GuestContext
    package let visitor: Visitor

    /// - Throws: `MustSignIn` where nobody has.
    package init(context: GuestContext) throws {
        coreContext = context.coreContext
        guest = context
        guard let visitor = context.visitor else { throw MustSignIn(here: context.here) }
        self.visitor = visitor
    }
}

/// A member of the company of the path, in that company. What a handler of a room gets.
package struct CompanyContext: RequestContext {
    package typealias Source = Never
    package var coreContext: CoreRequestContextStorage
    package let guest: GuestContext
    package let visitor: Visitor
    package let portal: Portal
    package let company: OpenCompany
    package let profile: CompanyProfile
    package let actor: Actor
    package private(set) var reader: Reader
    /// Where the request was sent, without its query.
    package let path: String
    /// How many notices this person has not read, up to a bound.
    let unread: Int

    package init(source: Never) { fatalError("made by FindCompany alone") }

    init(
        _ context: SignedInContext, portal: Portal, company: OpenCompany, profile: CompanyProfile, actor: Actor,
        path: String, unread: Int
    ) {
        coreContext = context.coreContext
        guest = context.guest
        visitor = context.visitor
        self.portal = portal
        self.company = company
        self.profile = profile
        self.actor = actor
        self.path = path
        self.unread = unread
        reader = Reader(words: portal.renderer.words[context.guest.language]!, clock: company.clock, unit: profile.unit)
    }

    /// The same with amounts in the unit that a form was written in, which its answer shows again. A form that does not say
    /// it is written in the company's.
    func reading(_ form: inout FormBody) -> CompanyContext {
        guard form.isChecked(FormBody.unitField) else {
            form.fields[FormBody.unitField] = [reader.unit.rawValue]
            return self
        }
        var context = self
        context.reader = Reader(words: reader.words, clock: reader.clock, unit: form.moneyUnit)
        return context
    }

    package var paths: Paths { Paths(company.slug) }
    package var words: Words { reader.words }
    /// What stands before a path in a link that somebody hands on; nil where nobody knows it for certain.
    package var origin: String? {
        portal.perimeter.origin(of: guest.authority, at: guest.localAddress)
    }
    /// The company's day now.
    package var today: CalendarDay { company.clock.day(of: portal.now()) }
    /// What one person may do alone now, as pages show it; nil where two people are needed.
    package var easing: Easing? { profile.easing.flatMap { $0.until > portal.now() ? $0 : nil } }
    /// What of it is of money.
    package var moneyEasing: Easing? { easing.flatMap { $0.isOfMoney ? $0 : nil } }
}

/// The company wants a second step of the sign-in from this person, and he has none yet: to its page, and back here after it.
struct MustSetUpSecondStep: Error {
    let here: String
}

/// Nobody is signed in: to the sign-in page, and back here after it.
struct MustSignIn: Error {
    let here: String
}
