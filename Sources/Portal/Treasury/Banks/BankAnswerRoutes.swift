import Database
import Domain
import Ground
import HTTPTypes
import Hummingbird
import NIOCore
import Spreadsheets
import Web

/// The bank's answer to a payout's files: handed over, looked at, taken.
package enum BankAnswerRoutes: RoomRoutes {
    static let upload = FormRoute<String>("payouts/:payout/answers", for: .finance, upTo: .file)
    static let one = PageRoute<String, ID<BankAnswer>>("payouts/:payout/answers/:answer", for: .seesMoney)
    static let taking = FormRoute<String, ID<BankAnswer>>("payouts/:payout/answers/:answer", for: .finance)
    static let rest = PageRoute<String, ID<BankAnswer>>(
        "payouts/:payout/answers/:answer/rest", for: Set<Role>.finance.union([.auditor]), watched: .export)

    package static var all: [Mounted] {
        [
            upload.to { form, context, number in try await add(form, to: number, context) },
            one.to { _, context, number, id in
                try await ShowAnswer(context: context, number: number, id: id).run()
            },
            taking.to { form, context, number, id in try await take(form, number, id, context) },
            rest.to { _, context, number, id in try await restFile(number, id, context) },
        ]
    }

    private static func add(_ body: FormBody, to number: String, _ context: CompanyContext) async throws -> Response {
        let (company, paths) = (context.company, context.paths)
        let payout = try await company.read { try PayoutStore.find(number, company.currency, $0).id }
        let read: Result<AddAnswer, any Error> = await .of {
            guard let file = body.files("file").first else { throw Complaint("imports.file.choose") }
            return try await aside { try AddAnswer(name: file.name, bytes: file.bytes(), in: company.blobs) }
        }
        return try await context.once(body, flash: nil) { deed in
            let id = try read.get().run(
                to: payout, names: context.portal.importWords.answerColumns, by: deed.actor, in: deed.company, deed.tx)
            return paths(one, number, id)
        } orShow: { refused in
            try await ShowPayout(
                context: context, number: number, status: refused.status, warning: refused.complaint
            ).run()
        }
    }

    private static func take(
        _ body: FormBody, _ number: String, _ id: ID<BankAnswer>, _ context: CompanyContext
    ) async throws -> Response {
        let company = context.company
        let reading = try await company.read { try AnswerReading(id, of: number, company.currency, $0) }
        let days = reading.payout.paymentDays(company.clock, now: context.portal.now())
        var show = ShowAnswer(context: context, number: number, id: id)
        let plan: AnswerPlan
        do { plan = try await self.plan(asked: body, reading, context) } catch let complaint as Complaint {
            (show.status, show.warning) = (.unprocessableContent, complaint)
            return try await show.run()
        }
        let form = AnswerPlanForm(body, plan, company.clock, days: days)
        show.form = form
        guard form.day.complaint == nil else {
            show.status = .unprocessableContent
            return try await show.run()
        }
        if body.raw("do") == "look" || form.isOtherSheet { return try await show.run() }
        return try await enter(body, show, form.plan, sha256: reading.row.sha256)
    }

    /// How the sheet that a form asks for is understood.
    private static func plan(
        asked body: FormBody, _ reading: AnswerReading, _ context: CompanyContext
    ) async throws -> AnswerPlan {
        let (row, blobs) = (reading.row, context.company.blobs)
        guard !row.isTaken, row.plan.sheet != nil, let sheet = Int(body.raw("sheet")), sheet != row.plan.sheet else {
            return row.plan
        }
        let file = try await aside { try TableFile.read(blobs.get(row.sha256), sheet: sheet) }
        return AnswerPlan(
            of: file, reading.layout, names: context.portal.importWords.answerColumns, day: row.plan.day)
    }

    private static func enter(
        _ body: FormBody, _ show: ShowAnswer, _ plan: AnswerPlan, sha256: String
    ) async throws -> Response {
        let (context, number, id, mark) = (show.context, show.number, show.id, body.raw("mark"))
        let blobs = context.company.blobs
        let table: Result<Table, any Error> = await .of {
            try await aside { try TableFile.table(blobs.get(sha256), sheet: plan.sheet) }
        }
        let here = context.paths(one, number, id)
        let isSure = body.isChecked("without_amounts")
        return try await context.once(body, flash: "banks.answer", to: here) { deed in
            guard isSure || plan.places[.amount] != nil else { throw Complaint("banks.answer.no_amount.sure") }
            try TakeAnswer(number: number, id: id, plan: plan, table: table.get(), mark: mark)
                .run(by: deed.actor, in: deed.company, deed.tx)
        } orShow: { refused in
            var again = show
            (again.status, again.warning) = (refused.status, refused.complaint)
            return try await again.run()
        }
    }

    /// The lines that a person must look at, as they came, with the reason in a last column.
    private static func restFile(
        _ number: String, _ id: ID<BankAnswer>, _ context: CompanyContext
    ) async throws -> Response {
        let (company, reader, now) = (context.company, context.reader, context.portal.now())
        let reading = try await company.read { try AnswerReading(id, of: number, company.currency, $0) }
        let bytes = try await aside {
            let table = try TableFile.table(
                company.blobs.get(reading.row.sha256), sheet: reading.row.plan.sheet)
            let answer = try reading.answer(table, plan: reading.row.plan, company.clock, now: now)
            let byLine = Dictionary(zip(table.lines, table.records)) { first, _ in first }
            let records = answer.rest.map { line in
                ((byLine[line.number] ?? []) + [reader.reason(line, company.currency)]).map(DelimitedText.safeCell)
            }
            let text = DelimitedText.write(
                header: table.header.map(DelimitedText.safeCell) + [reader.words("banks.answer.reason")],
                records: records, lineEnd: "\r\n")
            return [0xEF, 0xBB, 0xBF] + Array(text.utf8)
        }
        let name = "\(number)-rest-\(id).csv"
        try await context.writeDown(
            Event("rest_taken", of: .payout(reading.payout.id), in: "payouts", detail: ["file": name]))
        return .download(ByteBuffer(bytes: bytes), name: name, mediaType: "text/csv; charset=utf-8")
    }
}
