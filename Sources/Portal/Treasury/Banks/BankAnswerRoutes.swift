import Database
import Domain
import Ground
import HTTPTypes
import Hummingbird
import NIOCore
import Web

/// The bank's answer to a payout's files: handed over, looked at, taken.
package enum BankAnswerRoutes {
    package static func mount(_ rooms: Rooms) {
        rooms.post("/:company/payouts/:payout/answers") { form, context in try await upload(form, context) }
        rooms.get("/:company/payouts/:payout/answers/:answer") { _, context in
            try await ShowAnswer(context: context, number: context.part("payout"), id: context.id("answer")).run()
        }
        rooms.post("/:company/payouts/:payout/answers/:answer") { form, context in try await take(form, context) }
        rooms.get("/:company/payouts/:payout/answers/:answer/rest") { _, context in try await rest(context) }
    }

    private static func upload(_ body: FormBody, _ context: CompanyContext) async throws -> Response {
        let (number, company, actor, paths) = (
            try context.part("payout"), context.company, context.actor, context.paths
        )
        let payout = try await company.read { try PayoutStore.find(number, company.currency, $0).id }
        do {
            guard let file = body.files("file").first else { throw Complaint("imports.file.choose") }
            let add = try await aside { try AddAnswer(name: file.name, bytes: file.bytes, in: company.blobs) }
            let location = try await company.write { tx in
                try OnceStore.run(body.raw("key"), by: actor, tx) { tx in
                    paths.answer(number, try add.run(to: payout, by: actor, in: company, tx))
                }
            }
            return context.goOn(to: location)
        } catch let complaint as Complaint {
            return try await ShowPayout(
                context: context, number: number, status: .unprocessableContent, warning: complaint
            ).run()
        }
    }

    private static func take(_ body: FormBody, _ context: CompanyContext) async throws -> Response {
        let (number, id, company) = (
            try context.part("payout"), try context.id("answer", of: BankAnswer.self), context.company
        )
        let (payout, row) = try await company.read { tx in
            let payout = try PayoutStore.find(number, company.currency, tx)
            return (payout, try BankAnswerStore.find(id, of: payout.id, tx))
        }
        let days = payout.paymentDays(company.clock, now: context.portal.now())
        let form = AnswerPlanForm(body, row.plan, company.clock, days: days)
        var show = ShowAnswer(context: context, number: number, id: id, form: form)
        guard form.day.complaint == nil else {
            show.status = .unprocessableContent
            return try await show.run()
        }
        if body.raw("do") == "look" { return try await show.run() }
        do {
            let table = try await aside { try DelimitedText.read(company.blobs.get(row.sha256)) }
            let command = TakeAnswer(number: number, id: id, plan: form.plan, table: table, mark: body.raw("mark"))
            let actor = context.actor
            try await company.write { try command.run(by: actor, in: company, $0) }
            return context.goOn(to: context.paths.answer(number, id), flash: "banks.answer")
        } catch Refusal.stale(let complaint) {
            (show.status, show.warning) = (.conflict, complaint)
        } catch let complaint as Complaint {
            (show.status, show.warning) = (.unprocessableContent, complaint)
        }
        return try await show.run()
    }

    /// The lines that a person must look at, as they came, with the reason in a last column.
    private static func rest(_ context: CompanyContext) async throws -> Response {
        let (number, id, company, reader) = (
            try context.part("payout"), try context.id("answer", of: BankAnswer.self), context.company, context.reader
        )
        let reading = try await company.read { try AnswerReading(id, of: number, company.currency, $0) }
        let now = context.portal.now()
        let bytes = try await aside {
            let table = try DelimitedText.read(company.blobs.get(reading.row.sha256))
            let answer = try reading.answer(table, plan: reading.row.plan, company.clock, now: now)
            let byLine = Dictionary(zip(table.lines, table.records)) { first, _ in first }
            let records = answer.rest.map { line in
                ((byLine[line.number] ?? []) + [reader.why(line) ?? reader.words("banks.finding.\(line.finding.key)")])
                    .map(DelimitedText.safeCell)
            }
            let text = DelimitedText.write(
                header: table.header.map(DelimitedText.safeCell) + [reader.words("banks.answer.reason")],
                records: records, lineEnd: "\r\n")
            return [0xEF, 0xBB, 0xBF] + Array(text.utf8)
        }
        return .download(
            ByteBuffer(bytes: bytes), name: "\(number)-rest-\(id).csv", mediaType: "text/csv; charset=utf-8")
    }
}
