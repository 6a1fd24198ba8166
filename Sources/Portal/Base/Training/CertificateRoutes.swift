import Database
import Domain
import Ground
import HTTPTypes
import Hummingbird
import Web

/// Who has shown what he can do: listed, written by hand for a dealer's people, withdrawn.
package enum CertificateRoutes: RoomRoutes {
    static let list = PlainPage("certificates", for: .readsTraining)
    static let export = PlainPage("certificates/export", for: .readsTraining, watched: .export)
    static let one = PageRoute<ID<Certificate>>("certificates/:certificate", for: .readsTraining)
    static let withdrawal = FormRoute<ID<Certificate>>(
        "certificates/:certificate/withdraw", for: .managers, watched: .configuration)
    static let ofDealer = PageRoute<String>("dealers/:dealer/certificates", for: .readsTraining)
    static let giving = FormRoute<String>("dealers/:dealer/certificates", for: .managers, watched: .configuration)

    package static var all: [Mounted] {
        [
            list.to { request, context in
                let (filter, today) = (CertificateFilter(request.asked), context.today)
                let (slice, courses) = try await context.company.read { tx in
                    (try CertificateList.slice(filter, today: today, tx), try CourseList.all(today: today, tx))
                }
                return try context.show(CertificateListPage(slice, filter, courses, context))
            },
            export.to { request, context in
                try await CertificateSheet.sheet(CertificateFilter(request.asked), context)
                    .response(to: request, context)
            },
            one.to { _, context, id in try await show(id, nil, context) },
            withdrawal.to { form, context, id in try await withdraw(form, id, context) },
            ofDealer.to { _, context, code in try await show(code, nil, context) },
            giving.to { form, context, code in try await give(form, code, context) },
        ]
    }

    private static func show(
        _ id: ID<Certificate>, _ reason: Input<String>?, _ context: CompanyContext,
        status: HTTPResponse.Status = .ok, warning: Complaint? = nil
    ) async throws -> Response {
        let item = try await context.company.read { try CertificateList.find(id, $0) }
        return try context.show(CertificatePage(item, reason, context), status: status, warning: warning)
    }

    private static func withdraw(
        _ body: FormBody, _ id: ID<Certificate>, _ context: CompanyContext
    ) async throws -> Response {
        let (typed, version) = (body.input("reason", shortText(limit: 300)), try body.version)
        guard let reason = typed.value else {
            return try await show(id, typed, context, status: .unprocessableContent)
        }
        return try await context.once(
            body, flash: "training.certificate_withdrawn", to: context.paths(one, id)
        ) { deed in
            try CertificateStore.withdraw(id, at: version, because: reason, by: deed.actor.person, deed.tx)
        } orShow: { refused in
            try await show(id, typed, context, status: refused.status, warning: refused.complaint)
        }
    }

    private static func show(
        _ code: String, _ body: FormBody?, refusal: FieldRefusal? = nil, _ context: CompanyContext,
        status: HTTPResponse.Status = .ok, warning: Complaint? = nil
    ) async throws -> Response {
        let load = try await context.company.read { try DealerCertificates(code, context, $0) }
        return try context.show(
            DealerCertificatesPage(load, body, refusal: refusal, context), status: status, warning: warning)
    }

    private static func give(_ body: FormBody, _ code: String, _ context: CompanyContext) async throws -> Response {
        let load = try await context.company.read { try DealerCertificates(code, context, $0) }
        let form = CertificateForm(body, load, context)
        guard let holder = form.person.value, let course = form.course.value, let day = form.from.value,
            let note = form.note.value
        else { return try await show(code, body, context, status: .unprocessableContent) }
        return try await context.once(
            body, flash: "training.certificate_given", to: context.paths(ofDealer, code)
        ) { deed in
            try CertificateStore.add(
                course, to: holder, of: load.dealer, from: day, note: note, by: deed.actor.person,
                in: context.company, deed.tx)
        } orShow: { refused in
            let field = refused.error as? FieldRefusal
            return try await show(
                code, body, refusal: field, context, status: refused.status,
                warning: field == nil ? refused.complaint : nil)
        }
    }
}

/// The list of certificates as a file, behind the same filter as the page.
enum CertificateSheet {
    static func sheet(_ filter: CertificateFilter, _ context: CompanyContext) -> Sheet<CertificateItem, ID<Certificate>>
    {
        let (words, today, reader) = (context.words, context.today, context.reader)
        let columns: [SheetColumn<CertificateItem>] = [
            .init(words("training.number")) { .text($0.number) },
            .init(words("training.course")) { .text($0.names.shown(reader)) },
            .init(words("training.holder")) { .text($0.holder) },
            .init(words("dealers.code")) { .text($0.dealer) }, .init(words("dealers.name")) { .text($0.dealerName) },
            .init(day: words("training.from"), context) { $0.from },
            .init(day: words("training.until"), context) { $0.until },
            .init(words("training.state")) { .text($0.standing(context)) },
            .init(words("training.note")) { .text($0.note) },
            .init(words("training.reason")) { .text($0.reason) },
        ]
        return Sheet("certificates", in: "dealers", title: "training.certificates", columns: columns) {
            cursor, size, tx in try CertificateList.slice(filter.at(cursor), size: size, today: today, tx)
        }
    }
}
