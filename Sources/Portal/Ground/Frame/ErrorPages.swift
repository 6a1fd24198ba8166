import Database
import Domain
import Foundation
import HTTPTypes
import Hummingbird
import Web

struct ErrorPage: Page {
    static let template = "frame/error"
    let titleKey: String
    let status: String
    let text: String
    let home: String
}

/// Maps every error to a page, in one place. Strangers read a sentence; the log has the cause.
package struct ErrorPages: RouterMiddleware {
    package typealias Context = GuestContext
    package let portal: Portal

    package init(portal: Portal) {
        self.portal = portal
    }

    package func handle(
        _ request: Request, context: GuestContext, next: (Request, GuestContext) async throws -> Response
    ) async throws -> Response {
        do { return try await next(request, context) } catch let body as UnreadBody {
            var response = try answer(to: body.cause, request, context)
            response.headers[.connection] = "close"
            context.endConnection()
            return response
        } catch { return try answer(to: error, request, context) }
    }

    package func answer(to error: any Error, _ request: Request, _ context: GuestContext) throws -> Response {
        if let must = error as? MustSignIn { return toSignIn(must, request) }
        if let must = error as? MustSetUpSecondStep {
            return portal.goOn(to: Paths.secondStep(backTo: must.here), flash: "second_step_demanded")
        }
        return try page(refusal(for: error, request, context), request, context)
    }

    private func toSignIn(_ must: MustSignIn, _ request: Request) -> Response {
        // What was sent is not stored, and its sender must know: a draft of it may be on his device, on the form's page.
        request.method == .get
            ? .seeOther(Paths.signIn(backTo: must.here))
            : portal.goOn(to: Paths.signIn(backTo: formPage(of: request) ?? must.here), flash: "unsaved")
    }

    /// The page that the form stood on, as the browser says; nil where it does not.
    private func formPage(of request: Request) -> String? {
        guard let address = request.headers[.referer].flatMap({ URL(string: $0) }),
            address.host == request.head.authority.map({ String($0.split(separator: ":")[0]) })
        else { return nil }
        return Paths.ours(address.path + (address.query.map { "?\($0)" } ?? ""))
    }

    private func refusal(for error: any Error, _ request: Request, _ context: GuestContext) -> Refusal? {
        switch error {
        case let refusal as Refusal: return refusal
        case let complaint as Complaint: return .invalid(complaint)
        case let error as HTTPError:
            if error.status == .notFound || error.status == .methodNotAllowed { return .hidden }
            if error.status == .contentTooLarge { return .tooLarge }
            if error.status == .badRequest { return .unreadable }
        case let broken as BrokenBody:
            let cause = broken.cause.map { String(reflecting: $0) } ?? "too short"
            context.logger.debug("body broke off", metadata: ["path": "\(request.uri.path)", "cause": "\(cause)"])
            return .unreadable
        case DatabaseFault.unavailable:
            tellUnavailable(error, request, context)
            return .unavailable
        case let fault as DatabaseFault where fault.isOfSchema: return .unavailable
        default: break
        }
        context.logger.error(
            "request failed", metadata: ["path": "\(request.uri.path)", "cause": "\(String(reflecting: error))"])
        return nil
    }

    /// Each request of each person meets it: a few lines a minute say so.
    private func tellUnavailable(_ error: any Error, _ request: Request, _ context: GuestContext) {
        let company = request.uri.path.split(separator: "/", maxSplits: 1).first ?? ""
        let (isTaken, leftOut) = portal.faults.take(String(company), at: portal.now())
        guard isTaken else { return }
        context.logger.error(
            "a store is not reached",
            metadata: [
                "path": "\(request.uri.path)", "cause": "\(String(reflecting: error))", "left out": "\(leftOut)",
            ])
    }

    private func page(_ refusal: Refusal?, _ request: Request, _ context: GuestContext) throws -> Response {
        let status = refusal?.status ?? .internalServerError
        let complaint = refusal?.complaint ?? Complaint("error.ours")
        let words = portal.renderer.words[context.language]!
        let number = context.language == .fa ? Digits.persian(String(status.code)) : String(status.code)
        let page = ErrorPage(
            titleKey: "error.title.\(status.code)", status: number,
            text: words(complaint.key, values: complaint.values),
            home: "/")
        var response = Response.html(
            try portal.renderer.render(page, shell: portal.shell(context)), gzip: context.takesGzip, status: status)
        if status == .serviceUnavailable { response.headers[.retryAfter] = "5" }
        return response
    }
}
