import Domain
import Ground
import HTTPTypes
import Hummingbird
import Web

struct SignInCodePage: Page {
    static let template = "sign_in/code"
    let titleKey = "second_step.title"
    let action: String
    let code: Field
    let back: String
    let refused: String?
    let signIn: String
}

/// The second step of a sign-in: whoever has given the right password gives a code of his telephone.
package enum SignInCodeRoutes: RoomRoutes {
    /// Holds the token of what the password has begun.
    private static let cookie = "kardan_half"

    package static var all: [Mounted] {
        [
            OutsideRoute.get(Paths.signInCode).page { request, context, portal in
                if context.visitor != nil { return .seeOther(Paths.companies) }
                guard portal.jar.value(cookie, in: request.cookies) != nil else { return .seeOther(Paths.signIn) }
                return try show(portal, request.uri.queryParameters.get("back") ?? "", context, refused: nil)
            },
            OutsideRoute.post(Paths.signInCode, watched: .signIn).form { request, form, context, portal in
                try await finish(portal, portal.jar.value(cookie, in: request.cookies) ?? "", form, context)
            },
        ]
    }

    /// Leads there.
    static func ask(_ portal: Portal, _ token: String, backTo back: String) -> Response {
        let back = (Paths.ours(back) ?? Paths.companies).addingPercentEncoding(withAllowedCharacters: .alphanumerics)
        var response = portal.goOn(to: "\(Paths.signInCode)?back=\(back ?? "")")
        portal.jar.set(cookie, token, seconds: Int(HalfSignInStore.seconds), on: &response)
        return response
    }

    private static func finish(
        _ portal: Portal, _ half: String, _ form: FormBody, _ context: GuestContext
    ) async throws -> Response {
        do {
            let done = try await FinishSignIn(
                portal: portal, half: half, code: form.raw("code"), device: context.device, caller: context.caller,
                replacing: context.visitor?.tokenHash
            ).run()
            guard let entry = done else {
                return portal.goOn(to: Paths.signIn(backTo: Paths.ours(form.raw("back")) ?? Paths.companies))
            }
            var response = try await SignInRoutes.enter(portal, entry, form)
            portal.jar.clear(cookie, on: &response)
            return response
        } catch let complaint as Complaint {
            return try show(portal, form.raw("back"), context, refused: complaint, status: .unprocessableContent)
        }
    }

    private static func show(
        _ portal: Portal, _ back: String, _ context: GuestContext, refused: Complaint?,
        status: HTTPResponse.Status = .ok
    ) throws -> Response {
        let reader = portal.reader(context)
        let code = Field.code(named: "code", label: reader.words("second_step.code")).with {
            $0.hint = reader.words("second_step.code.hint")
        }
        let page = SignInCodePage(
            action: Paths.signInCode, code: code, back: Paths.ours(back) ?? Paths.companies,
            refused: refused.map(reader.complaint), signIn: Paths.signIn)
        return try portal.show(page, context, status: status)
    }
}
