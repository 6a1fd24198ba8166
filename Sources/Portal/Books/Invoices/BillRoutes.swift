import Base
import Database
import Domain
import Foundation
import Ground
import HTTPTypes
import Hummingbird
import NIOCore
import Web
import Work

/// What customers were billed: the list, each bill on a page and on paper, what takes it back, and as the tax office takes it.
package enum BillRoutes: RoomRoutes {
    static let readers = DraftRoutes.writers.union([.auditor])

    package static let list = PlainPage(
        "bills", for: readers, menu: .init("bills", icon: "document", order: 52), of: .books)
    static let export = PlainPage("bills/export", for: readers, watched: .export, of: .books)
    package static let one = PageRoute<String>("bills/:bill", for: readers, of: .books)
    static let print = PageRoute<String>("bills/:bill/print", for: readers, watched: .paper, of: .books)
    static let roll = PageRoute<String>("bills/:bill/roll", for: readers, watched: .paper, of: .books)
    static let moadian = PageRoute<String>(
        "bills/:bill/moadian", for: Set<Role>.finance.union([.administrator, .auditor]), watched: .export, of: .books)
    static let credit = FormRoute<String>(
        "bills/:bill/credit", for: .managersAndFinance, watched: .configuration, of: .books)
    /// Leads to the bill of a job, or to where it can be written.
    static let ofJob = PageRoute<String>("jobs/:job/bill", for: readers, of: .books)

    package static var all: [Mounted] {
        [
            list.to { request, context in
                let filter = BillFilter(request.asked, in: context.reader.clock.calendar)
                let page = try await context.company.read { try BillsPage.read(filter, context, $0) }
                return try context.show(page)
            },
            export.to { request, context in
                let filter = BillFilter(request.asked, in: context.reader.clock.calendar)
                return try await BillSheet.sheet(filter, context).response(to: request, context)
            },
            one.to { _, context, number in try await show(number, nil, context) },
            print.to { _, context, number in try await paper(number, isRoll: false, context) },
            roll.to { _, context, number in try await paper(number, isRoll: true, context) },
            moadian.to { _, context, number in try await export(number, context) },
            credit.to { form, context, number in try await credit(form, number, context) },
            ofJob.to { _, context, number in
                let bill = try await context.company.read { tx in
                    _ = try JobStore.find(number, context.actor.sight, tx)
                    return try BillList.ofJob(number, tx)
                }
                return context.goOn(
                    to: bill.map { context.paths(one, $0) } ?? context.paths(JobRoutes.one, number))
            },
        ]
    }

    private static func show(
        _ number: String, _ typed: CreditForm?, _ context: CompanyContext, status: HTTPResponse.Status = .ok,
        warning: Complaint? = nil
    ) async throws -> Response {
        let page = try await context.company.read { tx in
            BillPage(try BillLoad.read(number, context, tx), typed, context)
        }
        return try context.show(page, status: status, warning: warning)
    }

    private static func paper(_ number: String, isRoll: Bool, _ context: CompanyContext) async throws -> Response {
        let person = context.actor.person
        let load = try await context.company.write { tx in
            let load = try BillLoad.read(number, context, tx)
            try EventStore.add(
                Event("bill_printed", of: .bill(load.bill.id), in: DraftStore.room, detail: ["number": number]),
                by: person, tx)
            return load
        }
        return try context.show(BillPaper(load, isRoll: isRoll, context))
    }

    private static func export(_ number: String, _ context: CompanyContext) async throws -> Response {
        let person = context.actor.person
        let invoice: MoadianInvoice
        do {
            invoice = try await context.company.write { tx in
                let load = try BillLoad.read(number, context, tx)
                let event = Event(
                    "bill_exported", of: .bill(load.bill.id), in: DraftStore.room, detail: ["number": number])
                let invoice = try load.moadian(BooksSetting(tx))
                try EventStore.add(event, by: person, tx)
                return invoice
            }
        } catch let complaint as Complaint {
            return try await show(number, nil, context, warning: complaint)
        }
        let encoder = JSONEncoder()
        encoder.outputFormatting = [.prettyPrinted, .sortedKeys, .withoutEscapingSlashes]
        return Response(
            status: .ok,
            headers: [
                .contentType: "application/json; charset=utf-8",
                .contentDisposition: "attachment; filename=\"\(number).json\"",
            ], body: ResponseBody(byteBuffer: ByteBuffer(bytes: try encoder.encode(invoice))))
    }

    private static func credit(
        _ body: FormBody, _ number: String, _ context: CompanyContext
    ) async throws -> Response {
        let form = CreditForm(body)
        guard let reason = form.reason.value else {
            return try await show(number, form, context, status: .unprocessableContent)
        }
        return try await context.once(body, flash: "proposals.proposed", to: context.paths(one, number)) { deed in
            try CreditInvoice(number, lines: form.lines, because: reason).propose(by: deed.actor.person, deed.tx)
        } orShow: { refused in
            try await show(number, form, context, status: refused.status, warning: refused.complaint)
        }
    }
}
