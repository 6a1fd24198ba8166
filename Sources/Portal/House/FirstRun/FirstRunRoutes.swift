import Domain
import Ground
import HTTPTypes
import Hummingbird
import Web

/// Where the first company is made, as long as there is none: by whoever can read what the server said when it started.
enum FirstRunRoutes: RoomRoutes {
    static var all: [Mounted] {
        [
            OutsideRoute.get(Paths.firstRun).page { request, context, portal in
                let secret = request.uri.queryParameters.get("secret") ?? ""
                try await check(secret, portal)
                return try show(FirstRunForm(FormBody(), portal.passwordRule), secret, isBlank: true, context, portal)
            },
            OutsideRoute.post(Paths.firstRun, watched: .configuration).form { body, context, portal in
                let secret = body.raw("secret")
                try await check(secret, portal)
                let form = FirstRunForm(body, portal.passwordRule)
                guard let command = form.command else {
                    return try show(
                        form, secret, isBlank: false, context, portal, status: .unprocessableContent)
                }
                try await command.run(in: portal)
                return portal.goOn(to: Paths.signIn, flash: "first_run.done")
            },
        ]
    }

    /// - Throws: `Refusal.hidden` for a stranger, and for everybody once there is a company.
    private static func check(_ secret: String, _ portal: Portal) async throws {
        guard Secrets.hash(secret) == Secrets.hash(portal.startSecret), try await portal.companies.list().isEmpty else {
            throw Refusal.hidden
        }
    }

    private static func show(
        _ form: FirstRunForm, _ secret: String, isBlank: Bool, _ context: GuestContext, _ portal: Portal,
        status: HTTPResponse.Status = .ok
    ) throws -> Response {
        let fields = form.fields(portal.reader(context), isBlank: isBlank)
        return try portal.show(
            FirstRunPage(action: Paths.firstRun, secret: secret, fields: fields, errors: FormErrors(fields)), context,
            status: status)
    }
}

extension Portal {
    /// Where the first company is made, to be told to whoever starts the server; nil where there is one.
    public func firstRunPath() async throws -> String? {
        try await companies.list().isEmpty ? "\(Paths.firstRun)?secret=\(startSecret)" : nil
    }
}
