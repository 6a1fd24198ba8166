import Database
import Domain
import Ground
import HTTPTypes
import Hummingbird
import Web

/// The company's particulars and its logo.
enum CompanyRoutes: RoomRoutes {
    static let page = PlainPage("settings/company", for: [.administrator])
    static let change = PlainForm("settings/company", for: [.administrator], watched: .configuration)
    static let logo = PlainForm("settings/company/logo", for: [.administrator], upTo: .photos, watched: .configuration)
    /// Bytes: whoever opens any page for the first time waits for it.
    private static let largestLogo = 262_144

    static var all: [Mounted] {
        [
            page.to { _, context in try await show(CompanyForm(context), context) },
            change.to { form, context in try await change(form, context) },
            logo.to { form, context in try await setLogo(form, context) },
        ]
    }

    private static func show(
        _ form: CompanyForm, tray: FileTray? = nil, _ context: CompanyContext,
        status: HTTPResponse.Status = .ok, warning: Complaint? = nil
    ) async throws -> Response {
        let cards = try await context.company.read { tx in
            PageCards(
                [try HistoryCard.card(of: .setting, only: ["company", "logo", "logo_removed", "eased"], context, tx)]
                    .compactMap(\.self))
        }
        return try context.show(CompanyPage(form, tray, cards, context), status: status, warning: warning)
    }

    private static func change(_ body: FormBody, _ context: CompanyContext) async throws -> Response {
        let form = CompanyForm(body)
        guard let command = form.command else {
            return try await show(form, context, status: .unprocessableContent)
        }
        let answer = try await context.once(body, flash: "settings.saved", to: context.paths(page)) { deed in
            try command.run(in: deed)
        } orShow: { refused in
            try await show(form, context, status: refused.status, warning: refused.complaint)
        }
        guard answer.status == .seeOther else { return answer }
        context.company.shelf(ProfileShelf.self).forget()
        try await context.portal.companies.rename(
            context.company.id, nameFa: command.names.fa, nameEn: command.names.en)
        return answer
    }

    private static func setLogo(_ body: FormBody, _ context: CompanyContext) async throws -> Response {
        let isRemoved = body.isChecked("removed")
        let tray = isRemoved ? nil : try await FileTray(body, for: context.path, .logo, context)
        let form = CompanyForm(context)
        guard isRemoved || tray.map({ $0.complaints.isEmpty && $0.uploads.count == 1 }) == true else {
            let complaint = tray?.complaints.isEmpty == false ? nil : Complaint("settings.logo.missing")
            return try await show(form, tray: tray, context, status: .unprocessableContent, warning: complaint)
        }
        let upload = tray?.uploads.first
        guard upload.map({ $0.file.bytes <= largestLogo }) ?? true else {
            let complaint = Complaint("settings.logo.large", String(largestLogo / 1024))
            return try await show(form, context, status: .unprocessableContent, warning: complaint)
        }
        let command = SetLogo(upload: upload)
        let answer = try await context.once(body, flash: "settings.saved", to: context.paths(page)) { deed in
            try command.run(in: deed)
        } orShow: { refused in
            try await show(form, context, status: refused.status, warning: refused.complaint)
        }
        context.company.shelf(ProfileShelf.self).forget()
        return answer
    }
}
