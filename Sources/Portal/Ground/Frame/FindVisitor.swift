import Domain
import Foundation
import HTTPTypes
import Hummingbird
import Web

extension HTTPField.Name {
    static let forwardedFor = Self("X-Forwarded-For")!
}

/// Finds out who is there: language, session, and his place in the company of the path.
package struct FindVisitor: RouterMiddleware {
    package typealias Context = GuestContext
    package let portal: Portal

    package init(portal: Portal) {
        self.portal = portal
    }

    package func handle(
        _ request: Request, context: GuestContext, next: (Request, GuestContext) async throws -> Response
    ) async throws -> Response {
        guard !request.uri.path.hasPrefix("/static/") else { return try await next(request, context) }
        var context = context
        let cookies = request.cookies
        context.here =
            [.get, .head].contains(request.method) ? request.uri.string : portal.routes.page(behind: request.uri.path)
        context.takesGzip = request.headers[.acceptEncoding]?.contains("gzip") ?? false
        context.device = request.headers[.userAgent] ?? ""
        context.authority = request.head.authority
        context.address = portal.proxies.client(
            peer: context.peer, forwarded: request.headers[values: .forwardedFor])
        let jar = portal.jar
        context.knownDevice = jar.value(CookieJar.device, in: cookies).map(Secrets.hash)
        context.flash = jar.value(CookieJar.flash, in: cookies)
        context.language = jar.value(CookieJar.language, in: cookies).flatMap(Language.init(rawValue:)) ?? .fa
        if let refusal = portal.perimeter.refusal(of: request) {
            return try ErrorPages(portal: portal).answer(to: refusal, request, context)
        }
        do {
            if let token = jar.value(CookieJar.session, in: cookies),
                let visitor = try await visitor(token, request.uri.path)
            {
                context.visitor = visitor
                context.cookie = token
                context.language = visitor.language
            }
        } catch {
            // The directory cannot be asked who this is.
            return try ErrorPages(portal: portal).answer(to: error, request, context)
        }
        if context.visitor != nil { return try await next(request, context) }
        return try await asGuest(request, context, known: jar.value(CookieJar.guest, in: cookies), next: next)
    }

    private func visitor(_ token: String, _ path: String) async throws -> Visitor? {
        let slug = String(path.split(separator: "/", maxSplits: 1).first ?? "")
        let hash = Secrets.hash(token)
        let directory = portal.companies.directory
        guard let visitor = try await directory.read({ try SessionStore.visitor(hash, company: slug, $0) }) else {
            return nil
        }
        let (rule, now) = (portal.sessions.rule(isShort: visitor.isShort), portal.now())
        guard rule.holds(madeAt: visitor.madeAt, seenAt: visitor.seenAt, now: now) else {
            try await directory.write { try SessionStore.remove(hash, $0) }
            return nil
        }
        if visitor.isStale(at: now) { try await directory.write { try SessionStore.touch(visitor, rule, $0) } }
        return visitor
    }

    /// A guest gets a cookie too: his forms (sign-in above all) carry its token, so nobody can send them for him. Whoever asks
    /// after our health sends none.
    private func asGuest(
        _ request: Request, _ context: GuestContext, known: String?,
        next: (Request, GuestContext) async throws -> Response
    ) async throws -> Response {
        var context = context
        let cookies = GuestCookie(secret: portal.secret)
        if let known, cookies.isOurs(known) {
            context.cookie = known
            return try await next(request, context)
        }
        guard !request.uri.path.hasPrefix("/health") else { return try await next(request, context) }
        context.cookie = cookies.make()
        var response = try await next(request, context)
        portal.jar.set(CookieJar.guest, context.cookie, seconds: nil, on: &response)
        return response
    }
}
